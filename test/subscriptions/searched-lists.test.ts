/** Watched lists whose rows are looked through here, because no provider applies their filter. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isTerminal, type JobStatus } from '../../src/provider/contract/job.ts';
import type { CheckedFilter } from '../../src/resolvers/jobs/filter.ts';
import { countAsJobs } from '../../src/resolvers/jobs/watch-price.ts';
import { createListSource, interval, settle } from './list-source.ts';
import { connect } from './watched-world.ts';
import { startLists, watchList } from './watched-lists.ts';
import { until } from '../until.ts';

describe('a look', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** Of equal filters, and how many rows they have judged together. */
  function countJudgements(filter: CheckedFilter) {
    const { statuses } = filter;
    let count = 0;
    const has = (status: JobStatus): boolean => {
      count += 1;
      return statuses?.has(status) === true;
    };
    const counted = { ...filter, statuses: { has } as unknown as ReadonlySet<JobStatus> };
    return {
      filter: counted,
      take: () => {
        const taken = count;
        count = 0;
        return taken;
      },
    };
  }

  it('judges a row once for all whose filters are equal', async () => {
    const { put, filterBy, follow, tell, watcher } = createListSource(300);
    const judged = countJudgements(filterBy({ isTerminal: true }));
    const followed = Array.from({ length: 50 }, (_value, index) => follow({ ...judged.filter }, (index % 20) + 1));
    await settle();
    const ofFirstLook = judged.take();
    for (const number of [7, 200, 299]) put(number, { rawStatus: 'other' });
    tell();
    await vi.advanceTimersByTimeAsync(interval);
    await settle();
    const ofSecondLook = judged.take();
    watcher.close();

    expect(followed.every((one) => one.view()?.jobs.length === 0)).toBe(true);
    expect(ofFirstLook).toBe(300);
    expect(ofSecondLook).toBe(300);
  });

  it('lets the event loop turn: some 5,000 rows are judged in a turn', async () => {
    const { filterBy, follow, watcher } = createListSource(2000);
    let turns = 0;
    const count = (): void => {
      turns += 1;
      next = setImmediate(count);
    };
    let next = setImmediate(count);
    const followed = Array.from({ length: 40 }, (_value, index) => follow(filterBy({ text: `x${index}` })));
    while (followed.some((one) => one.view() === undefined)) await new Promise(setImmediate);
    clearImmediate(next);
    watcher.close();

    expect(turns).toBeGreaterThanOrEqual((40 * 2000) / 5000 - 1);
  });

  it('ends for a filter that nobody watches any more', async () => {
    const { filterBy, follow, watcher } = createListSource(2000);
    const judged = countJudgements(filterBy({ isTerminal: true }));
    const other = follow(filterBy({ text: 'nothing' }));
    const followed = follow(judged.filter);
    followed.stop();
    while (other.view() === undefined) await new Promise(setImmediate);
    await settle();
    watcher.close();

    expect(judged.take()).toBe(0);
  });

  it('is not put off by hints that keep coming', async () => {
    const { put, filterBy, follow, tell, watcher } = createListSource(1);
    const followed = follow(filterBy({}));
    await settle();
    put(1);
    for (let moment = 0; moment < 20; moment += 1) {
      tell();
      await vi.advanceTimersByTimeAsync(interval / 20);
    }
    await new Promise(setImmediate);
    watcher.close();

    expect(followed.view()?.jobs.map(({ row }) => row.key)).toEqual(['job-1']);
  });

  const statuses: readonly JobStatus[] = ['RUNNING', 'SUCCEEDED', 'FAILED'];
  const change = fc.record({
    number: fc.integer({ min: 0, max: 29 }),
    status: fc.option(fc.constantFrom(...statuses), { freq: 4 }),
    name: fc.constantFrom('red', 'green', 'red green'),
  });
  const history = fc.record({
    looks: fc.array(fc.record({ changes: fc.array(change, { maxLength: 6 }), isHinted: fc.boolean() }), {
      maxLength: 8,
    }),
    asked: fc.array(
      fc.record({ first: fc.integer({ min: 1, max: 8 }), text: fc.constantFrom('red', 'green', 'blue', 'red green') }),
      { minLength: 1, maxLength: 4 },
    ),
  });

  it('shows what filtering all jobs by hand gives, whatever has changed since the look before', async () => {
    await fc.assert(
      fc.asyncProperty(history, async ({ looks, asked }) => {
        const { jobs, put, filterBy, follow, tell, watcher } = createListSource(20);
        const lists = asked.map(({ first, text }) => ({
          first,
          text,
          followed: follow(filterBy({ text, isTerminal: false }), first),
        }));
        await settle();
        for (const { changes, isHinted } of [{ changes: [], isHinted: true }, ...looks]) {
          for (const { number, status, name } of changes)
            if (status === null) jobs.delete(`job-${number}`);
            else put(number, { status, name });
          if (isHinted) tell();
          await vi.advanceTimersByTimeAsync(isHinted ? interval : 70_000);
          await settle();
          for (const { first, text, followed } of lists) {
            const met = [...jobs.values()].filter(
              ({ facts }) => !isTerminal(facts.status) && text.split(' ').every((word) => facts.name?.includes(word)),
            );
            const newest = met.map(({ facts }) => facts.createdAt).sort((a, b) => ((a ?? '') < (b ?? '') ? 1 : -1));
            expect(followed.view()?.jobs.map(({ row }) => row.facts.createdAt)).toEqual(newest.slice(0, first));
          }
        }
        watcher.close();
      }),
      { numRuns: 60 },
    );
  });
});

describe('the price of a watched list', () => {
  it.each([
    ['its jobs, where the newest are all that is asked for', {}, 20],
    ['its jobs, where rows that are too old end the look', { createdAfter: new Date(0) }, 20],
    ['the rows to look through, for words', { text: 'red' }, 25],
    ['the rows to look through, for what has ended', { isTerminal: true }, 25],
    ['the rows to look through, for a span of ends', { endedAfter: new Date(0) }, 25],
    ['the rows to look through, for statuses that the provider does not select by', { statuses: ['FAILED'] }, 25],
    ['the rows to look through, for what is not among the newest', { createdBefore: new Date() }, 25],
  ] as const)('is %s', (_what, asked, price) => {
    const { filterBy, watcher, source } = createListSource(0);
    // Ten pages of as many.
    Object.assign(source.adapter.listing ?? {}, { maxPageSize: 500 });

    expect(countAsJobs(20, filterBy(asked), watcher)).toBe(price);
  });

  it('is that of its jobs where the provider applies the filter', () => {
    const { filterBy, watcher, source } = createListSource(0);
    const page = ({ filter }: { filter: object }): object => ({ request: filter });
    Object.assign(source.adapter.listing ?? {}, { maxPageSize: 500, page });

    expect(countAsJobs(1, filterBy({ statuses: ['FAILED'] }), watcher)).toBe(1);
  });

  it('is refused beyond one viewer’s half, and not to another viewer', async () => {
    // COS has pages of 1,000 jobs: ten of them count as 50.
    const { gateway } = await startLists(3, { subscriptions: { maxWatchedJobs: 210 } });
    const client = connect(gateway);
    const variables = { first: 1, filter: { text: 'token' } };
    const lists = [watchList(client, variables), watchList(client, variables)];
    await until(() => gateway.server.gateway.lists.size() === 1, 'they are watched');
    const refused = watchList(client, variables);
    await refused.ended;
    const another = watchList(connect(gateway, await gateway.token('job:read')), { first: 1, filter: { text: 'cos' } });
    await until(() => another.events.length === 1, 'the other viewer sees the list');

    expect(lists.flatMap(({ errors }) => errors)).toEqual([]);
    expect(refused.errors).toEqual([
      expect.objectContaining({
        message:
          'One viewer may watch at most 105 jobs at once, in all subscriptions together; this subscription counts as 50.',
        extensions: expect.objectContaining({ code: 'TOO_MANY_SUBSCRIPTIONS' }) as object,
      }),
    ]);
  });
});
