/** Equal requests at once, over HTTP: what is shared, and what is not. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { knownScopes } from '../../src/auth/viewer.ts';
import { createRunningAnswers } from '../../src/operation/answers/running-answers.ts';
import { countJoined, createDependencyTracker } from '../../src/operation/answers/dependency-tracker.ts';
import { createTally } from '../../src/calls/tally.ts';
import type { FinishedAnswer } from '../../src/operation/answers/answer-memory.ts';
import type { OperationContext } from '../../src/operation/operation.ts';
import { createGraphRequest } from '../../src/transports/http/graph-request.ts';
import { shareAnswers, type SharedAnswersOptions } from '../../src/transports/http/shared-answers.ts';
import { readLines, startTwins, type BurstRequest, type TwinRequest, type Twins } from './twins.ts';

let twins: Twins | undefined;
afterEach(async () => {
  await twins?.close();
  twins = undefined;
});

async function start(configured?: Parameters<typeof startTwins>[0]): Promise<Twins> {
  return (twins = await startTwins(configured));
}

const one: TwinRequest = { query: '{ job(id: "lab:a") { status fetchedAt } }' };
const everyScope = [...knownScopes];
const times = <T>(count: number, item: T): readonly T[] => Array.from({ length: count }, () => item);

/** How many of these requests share an answer, once the same came before. Both gateways answer alike. */
async function countShared(twins: Twins, requests: readonly BurstRequest[]): Promise<number> {
  for (let time = 0; time < 3; time += 1)
    for (const { leaves: _leaves, ...request } of requests) await twins.ask(request);
  twins.world.clock.at += 61_000;
  return shareAgain(twins, requests);
}

async function shareAgain(twins: Twins, requests: readonly BurstRequest[]): Promise<number> {
  const before = twins.shared();
  const [shared, made] = await twins.burst(requests);
  expect(shared).toEqual(made);
  return twins.shared() - before;
}

describe('equal requests that come while the first one waits share its answer', () => {
  it.each<readonly [string, TwinRequest]>([
    ['by POST', one],
    ['by GET', { ...one, method: 'GET' }],
    ['of a viewer of every scope', { ...one, scopes: everyScope }],
    ['with a masked text', { query: '{ importExportJob(jobId: "D2") { statusMessage } }', scopes: everyScope }],
    ['of a list', { query: '{ jobs(first: 2) { nodes { id status } issues { code } } }' }],
    ['of counts', { query: '{ jobStats { total { value } issues { code } } }' }],
    ['with a job that does not exist', { query: '{ jobsById(ids: ["lab:a", "lab:none"]) { status } }' }],
  ])('%s', async (_what, request) => {
    expect(await countShared(await start(), times(4, request))).toBe(3);
  });

  it('of different viewers with the same scopes, each with a budget of its own', async () => {
    const twins = await start({ limits: { jobsPerMinute: 2 } });
    const [ada, bob] = ['ada', 'bob'].map((subject) => ({ ...one, subject, scopes: ['job:read'] as const }));
    const spend = {
      query: '{ jobsById(ids: ["lab:b", "lab:c"]) { status } }',
      scopes: ['job:read'] as const,
      subject: 'bob',
    };
    expect(await countShared(twins, [ada as TwinRequest, bob as TwinRequest])).toBe(1);

    twins.world.clock.at += 61_000;
    await twins.ask(spend);
    expect(await shareAgain(twins, [ada as TwinRequest, bob as TwinRequest, ada as TwinRequest])).toBe(1);
  });

  it('and say in the log and the metrics that they joined its reads', async () => {
    const twins = await start();
    await countShared(twins, times(3, one));

    await expect.poll(() => readLines(twins.remembering).length).toBe(12);
    expect(readLines(twins.remembering).slice(-3)).toMatchObject([
      { upstreamCalls: 1, cacheHits: 0, shared: 0 },
      { upstreamCalls: 0, cacheHits: 0, shared: 1, type: 'query', errors: [] },
      { upstreamCalls: 0, cacheHits: 0, shared: 1 },
    ]);
  });

  it('also when the first one has left: its read goes on', async () => {
    const twins = await start();
    const requests = [{ ...one, leaves: true }, one, one];
    const before = twins.calls()[0] ?? 0;

    expect(await countShared(twins, requests)).toBe(2);

    expect((twins.calls()[0] ?? 0) - before).toBe(2);
  });
});

describe('an answer is not shared', () => {
  it.each<readonly [string, TwinRequest]>([
    [
      'with a protected field',
      { query: '{ panoramaPackageImportJob(jobId: "a") { clientToken } }', scopes: everyScope },
    ],
    ['with the health of a source', { query: '{ job(id: "lab:a") { status source { health { state } } } }' }],
    ['with what it cost', { ...one, headers: { 'jobgraph-explain': '1' } }],
  ])('%s', async (_what, request) => {
    const twins = await start();
    const before = twins.shared();
    for (let time = 0; time < 3; time += 1) {
      const answers = await twins.burst(times(3, request));
      expect(answers.map((all) => all.map((answer) => answer?.status))).toEqual(times(2, times(3, 200)));
      twins.world.clock.at += 61_000;
    }
    expect(twins.shared() - before).toBe(0);
  });

  it('by viewers of other scopes, and in another form', async () => {
    const forms: readonly TwinRequest[] = [
      one,
      { ...one, scopes: ['job:read'] },
      { ...one, scopes: everyScope },
      { ...one, headers: { accept: 'application/graphql-response+json' } },
      { ...one, method: 'GET' },
    ];
    expect(await countShared(await start(), forms)).toBe(0);
  });

  it('with an error: all are answered alike, and the next time nobody waits for another', async () => {
    const twins = await start();
    await countShared(twins, times(3, one));
    twins.world.failing.add('lab');
    for (const [calls, callsWithout] of [
      [2, 1],
      [1, 1],
    ]) {
      twins.world.clock.at += 61_000;
      const before = twins.calls();
      expect(await shareAgain(twins, times(3, one))).toBe(0);
      expect(twins.calls().map((count, index) => count - (before[index] ?? 0))).toEqual([calls, callsWithout]);
    }
  });
});

it('a follower counts as hits what was there when it came', () => {
  const tracker = createDependencyTracker();
  const memory = { peek: () => undefined, freshUntil: () => -Infinity, changes: () => 0 };
  tracker.recorder.hit('memory', memory, 'a', {});
  tracker.recorder.read('before', memory, 'b', {});
  tracker.recorder.read('after', memory, 'c', {});
  tracker.recorder.hit('memory', memory, 'd', {});
  const tally = createTally();

  countJoined(tracker.dependencies() ?? [], 2, tally);

  expect(
    [...tally.bySource].map(([source, counts]) => [source, counts.cacheHits, counts.cacheMisses, counts.shared]),
  ).toEqual([
    ['memory', 2, 0, 0],
    ['before', 1, 0, 0],
    ['after', 0, 1, 1],
  ]);
});

describe('where the operation that others follow ends before its time', () => {
  /** Requests that are made when the test says so. */
  function startRequests() {
    const made: PromiseWithResolvers<unknown>[] = [];
    const context = { readContext: { signal: AbortSignal.abort() } } as unknown as OperationContext;
    let follows = 0;
    const running = createRunningAnswers(60_000);
    const options = {
      cache: {
        running,
        follow: async ({ follow }) => {
          follows += 1;
          const outcome = await follow(new AbortController().signal);
          if (outcome === 'ended') return 'again';
          return typeof outcome === 'string' ? 'alone' : outcome;
        },
      },
      answers: {
        keep: (_answer, _reply, sent) => (sent === 'whole' ? ({ body: 'shared' } as FinishedAnswer) : undefined),
      },
      make: () => {
        const making = Promise.withResolvers<unknown>();
        made.push(making);
        return making.promise;
      },
      begin: () => context,
      requestLog: { summarize: () => undefined },
    } satisfies SharedAnswersOptions;
    const make = shareAnswers(options);
    const toRequest = (): FastifyRequest => {
      const graph = createGraphRequest();
      Object.assign(graph, { context });
      Object.assign(graph.answer, { key: 'key', tracker: createDependencyTracker() });
      return { graph } as FastifyRequest;
    };
    const reply = { header: () => reply } as unknown as FastifyReply;
    return { made, ask: () => make(toRequest(), reply) as Promise<unknown>, follows: () => follows };
  }

  const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  it.each([
    ['at its deadline', (first: PromiseWithResolvers<unknown>) => first.resolve('cut')],
    ['by a fault', (first: PromiseWithResolvers<unknown>) => first.reject(new Error('fault'))],
  ])('%s, one of them leads the others', async (_how, end) => {
    const { made, ask, follows } = startRequests();
    // The first one proves that its answers can be shared.
    const proof = ask();
    made[0]?.resolve('whole');
    await proof;
    const leader = ask();
    const followers = [ask(), ask(), ask()];
    expect([made.length, follows()]).toEqual([2, 3]);

    end(made[1] as PromiseWithResolvers<unknown>);
    await leader.catch(() => undefined);
    await settled();
    expect([made.length, follows()]).toEqual([3, 5]);
    made[2]?.resolve('whole');

    expect(await Promise.all(followers)).toEqual(['whole', 'shared', 'shared']);
  });

  it('twice, they run by themselves', async () => {
    const { made, ask } = startRequests();
    const proof = ask();
    made[0]?.resolve('whole');
    await proof;
    const all = [ask(), ask(), ask(), ask()];
    for (const index of [1, 2]) {
      made[index]?.resolve('cut');
      await settled();
    }
    expect(made.length).toBe(5);
    for (const making of made) making.resolve('cut');

    expect(await Promise.all(all)).toEqual(times(4, 'cut'));
  });
});
