/** What a watched list costs, however many watch it. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ReadRow } from '../../src/jobs/lists/container-pages.ts';
import type { ListReader } from '../../src/jobs/lists/list-reader.ts';
import { createListWatcher, type ListFollower } from '../../src/jobs/watching/list-watcher.ts';
import type { Source } from '../../src/jobs/source.ts';
import { createPush } from '../jobs/pushed-source.ts';
import { connect } from './watched-world.ts';
import { startLists, toJob, watchList } from './watched-lists.ts';
import { until } from '../until.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** The clock stands still, so that it does not matter how long the test takes. */
const startedAt = Date.now();
const settings = { pollMilliseconds: 1000, now: () => startedAt };

it('a hundred who watch cost what one costs', async () => {
  const { jobs, emulator, gateway } = await startLists(30, { ...settings, limits: { jobsPerMinute: 0 } });
  const clients = Array.from({ length: 10 }, () => connect(gateway));
  // Words are searched here, so this is the same list to the provider.
  const toVariables = (index: number): object => (index % 2 === 0 ? {} : { filter: { text: 'cos' } });
  const seen = Array.from({ length: 100 }, (_value, index) =>
    watchList(clients[index % 10] as (typeof clients)[0], toVariables(index)),
  );
  await until(() => seen.every(({ events }) => events.length === 20), 'all see the list');
  expect(emulator.calls.map(({ operation }) => operation)).toEqual(['ListJobs']);

  for (let round = 1; round <= 3; round += 1) {
    jobs.set(`j${29 + round}`, toJob(29 + round));
    await vi.advanceTimersByTimeAsync(5000);
    await until(() => seen.every(({ events }) => events.length === 20 + 2 * round), 'all see the new job');
    expect(emulator.calls).toHaveLength(1 + round);
  }
  expect(gateway.server.gateway.lists.size()).toBe(1);
});

/** A source whose list has one row, and costs so many calls a look. */
function createSource(requestsPerSecond: number, calls: number) {
  const looks: number[] = [];
  const afresh: boolean[] = [];
  const push = createPush();
  const world = { status: 'RUNNING' };
  const stream: ListReader['stream'] = ({ context }) => {
    looks.push(Date.now());
    afresh.push(context.isAfresh === true);
    for (let call = 0; call < calls; call += 1) context.tally?.call('one', 'List');
    const rows = [{ key: 'a', facts: { status: world.status, createdAt: null } }] as unknown as ReadRow[];
    return {
      next: () => Promise.resolve(rows.shift()),
      isTruncated: () => false,
      fetchedAt: () => null,
      rows: () => 1,
      total: () => null,
    };
  };
  const listing = { containers: [null], maxPageSize: 10, page: () => ({ request: {} }) };
  const listReader: ListReader = { stream, follow: () => () => undefined };
  const source = { name: 'one', requestsPerSecond, adapter: { listing }, reader: {}, listReader, pushes: push.pushes };
  return { source: source as unknown as Source, world, looks, afresh, push };
}

it.each([
  ['a quick source', 100, 1, 5000],
  ['a slow source, by its rate', 5, 20, 8000],
])('looks come less and less often while nothing changes, to a minute: of %s', async (_what, rate, calls, shortest) => {
  vi.useFakeTimers();
  const watcher = createListWatcher({
    now: Date.now,
    monotonic: Date.now,
    random: () => 0,
    minInterval: 5000,
    maxPages: 10,
  });
  const { source, world, looks } = createSource(rate, calls);
  let last: unknown;
  const see: ListFollower['see'] = async (look) => {
    const row = await look.open(() => undefined).next();
    const hasChanged = row?.facts.status !== last;
    last = row?.facts.status;
    return hasChanged;
  };
  const leave = watcher.follow(source, {}, { see });
  await vi.advanceTimersByTimeAsync(600_000);
  world.status = 'SUCCEEDED';
  await vi.advanceTimersByTimeAsync(60_000 + shortest);
  leave();
  await vi.advanceTimersByTimeAsync(600_000);

  const waits = looks.slice(1).map((at, index) => at - (looks[index] ?? 0));
  const changed = looks.findIndex((at) => at - (looks[0] ?? 0) > 600_000);
  const quiet = Array.from({ length: changed }, (_value, n) => Math.min(shortest * 1.2 ** n, 60_000));
  expect(quiet.at(-1)).toBe(60_000);
  expect(waits.slice(0, changed).filter((wait, n) => Math.abs(wait - (quiet[n] ?? 0)) > 1)).toEqual([]);
  expect(waits[changed]).toBe(shortest);
  expect(watcher.size()).toBe(0);
});

it('lists of one source that are asked for in different ways share its rate', async () => {
  vi.useFakeTimers();
  const watcher = createListWatcher({
    now: Date.now,
    monotonic: Date.now,
    random: () => 0,
    minInterval: 5000,
    maxPages: 10,
  });
  const { source, looks } = createSource(5, 20);
  const page = ({ filter }: { filter: object }) => ({ request: filter });
  Object.assign((source.adapter as unknown as { listing: object }).listing, { page });
  const follower: ListFollower = { see: () => Promise.resolve(true) };

  watcher.follow(source, {}, follower);
  watcher.follow(source, { statuses: ['FAILED'] }, follower);
  await vi.advanceTimersByTimeAsync(160_000);
  watcher.close();

  // 20 calls each, of 2.5 a second.
  expect(watcher.size()).toBe(0);
  expect(looks.length).toBeLessThanOrEqual(2 + 160_000 / 8000);
});

it.each([
  ['at most once a second', 300, 1000],
  ['or in its shortest interval where that is longer', 5000, 5000],
])('a hint leads to a look that no memory answers, %s', async (_what, minInterval, step) => {
  vi.useFakeTimers();
  const clock = { now: Date.now, monotonic: Date.now };
  const watcher = createListWatcher({ ...clock, random: () => 0, minInterval, maxPages: 10 });
  const { source, looks, afresh, push } = createSource(100, 1);
  const leave = watcher.follow(source, {}, { see: () => Promise.resolve(false) });
  // Until it is looked at once a minute.
  await vi.advanceTimersByTimeAsync(900_000);
  expect(afresh.some((isAfresh) => isAfresh)).toBe(false);
  await vi.advanceTimersByTimeAsync(30_000 - ((Date.now() - (looks.at(-1) ?? 0)) % 60_000));
  const startedAt = Date.now();
  looks.length = 0;
  afresh.length = 0;

  // Of jobs that are not watched, ten times a second.
  for (let n = 0; n < 200; n += 1) {
    push.hint(`job-${n}`);
    await vi.advanceTimersByTimeAsync(100);
  }
  await vi.advanceTimersByTimeAsync(step);
  leave();
  push.hint('job');
  await vi.advanceTimersByTimeAsync(60_000);

  expect(looks.map((at) => at - startedAt)).toEqual(
    Array.from({ length: Math.floor(19_999 / step) + 2 }, (_value, n) => n * step),
  );
  expect(afresh.every((isAfresh) => isAfresh)).toBe(true);
});
