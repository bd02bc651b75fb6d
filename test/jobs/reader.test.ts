import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ProviderError } from '../../src/errors/errors.ts';
import { isTerminal, type JobFacts, type JobKey, type JobStatus } from '../../src/provider/contract/job.ts';
import { Secret } from '../../src/provider/contract/secret.ts';
import { Abandoned } from '../../src/calls/abandoned.ts';
import type { Adapter, Call, DescribedJob, Read } from '../../src/provider/contract/adapter.ts';
import { oneByOne } from '../../src/provider/contract/one-by-one.ts';
import type { JobRequest } from '../../src/jobs/reading/plan.ts';
import type { CallContext } from '../../src/calls/caller.ts';
import { createFactStore, type FactStore, type FactStoreSettings } from '../../src/jobs/reading/fact-store.ts';
import { createPageStore } from '../../src/jobs/reading/list-pages.ts';
import { createReader, type Reader } from '../../src/jobs/reading/reader.ts';
import { createTally } from '../../src/calls/tally.ts';

const start = Date.parse('2026-01-01T00:00:00Z');

beforeEach(() => {
  vi.useFakeTimers({ now: start });
});
afterEach(() => {
  vi.useRealTimers();
});

function toFacts(status: JobStatus, rawStatus: string | null = null): JobFacts {
  return {
    providerJobId: 'a',
    name: null,
    kind: null,
    definition: null,
    status,
    rawStatus,
    statusSource: 'PROVIDER',
    isTerminal: isTerminal(status),
    statusMessage: null,
    createdAt: null,
    startedAt: null,
    updatedAt: null,
    endedAt: null,
    progress: null,
    failures: [],
    consoleUrl: null,
  };
}

/** One call as it reached the provider; it ends when it is told to, or with its signal. */
interface PendingCall {
  readonly operation: string;
  readonly context: CallContext;
  readonly end: (result: unknown) => Promise<void>;
  readonly fail: (error: Error) => Promise<void>;
}

interface World {
  readonly reader: Reader;
  readonly store: FactStore;
  readonly calls: PendingCall[];
}

function toRead<T>(operation: string): Read<T> {
  return { operation, request: { method: 'GET', path: '/' }, toResult: () => undefined as T };
}

const adapter: Adapter = {
  provider: 'CODEPIPELINE',
  lifecycle: 'ACTIVE',
  key: { pattern: /^[a-z]$/, expected: 'a letter' },
  toError: () => ({ code: null, requestId: null }),
  describe: oneByOne((key: JobKey) => toRead<DescribedJob>(`describe ${key}`)),
  completion: {
    facts: new Set(['status']),
    complete: async (facts: JobFacts, call: Call) => {
      const more = await call(toRead<{ facts: JobFacts; failed: boolean }>('complete'));
      return { facts: { ...facts, ...more.facts }, failed: more.failed };
    },
  },
};

function startWorld(settings: Partial<FactStoreSettings> = {}): World {
  const calls: PendingCall[] = [];
  const store = createFactStore(
    { runningSeconds: 2, terminalSeconds: 3600, notFoundSeconds: 5, maxJobs: 100, maxBytes: 1_000_000, ...settings },
    Date.now,
  );
  const call = <T>(read: Read<T>, context: CallContext): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      context.signal.throwIfAborted();
      context.signal.addEventListener('abort', () => {
        reject(context.signal.reason);
      });
      calls.push({
        operation: read.operation,
        context,
        end: async (result) => {
          const records = new Map([[read.operation.replace('describe ', ''), result]]);
          resolve((read.operation === 'complete' ? result : { result: records, bytes: 100 }) as T);
          await settle();
        },
        fail: async (error) => {
          reject(error);
          await settle();
        },
      });
    });
  const reader = createReader({
    source: 'lab',
    adapter,
    call,
    store,
    pages: createPageStore({ maxBytes: 1e6, freshMilliseconds: 0 }, Date.now),
    deadlineMilliseconds: 25_000,
    now: Date.now,
    monotonic: Date.now,
  });
  return { reader, store, calls };
}

async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0);
}

function toRequestedFields(facts: readonly string[], secrets: readonly string[] = []): JobRequest {
  return { key: 'a', facts: new Set(facts), secrets: new Set(secrets) };
}

function toContext(signal = new AbortController().signal): {
  readonly requester: string;
  readonly operation: object;
  readonly signal: AbortSignal;
} {
  return { requester: 'ada', operation: {}, signal };
}

const detail = toRequestedFields(['rawStatus']);
const complete = toRequestedFields(['rawStatus', 'status']);
const running = { facts: toFacts('RUNNING'), secrets: {} };

function operationsOf({ calls }: World): readonly string[] {
  return calls.map(({ operation }) => operation);
}

describe('memory', () => {
  it('answers in the same turn what it holds, and nothing else', async () => {
    const world = startWorld();
    const tally = createTally();
    const context = { ...toContext(), tally };

    expect(world.reader.peek(detail, context)).toBeUndefined();

    const read = world.reader.read(detail, context);
    await settle();
    await world.calls[0]?.end(running);
    await read;

    expect(world.reader.peek(detail, context)?.facts).toEqual(running.facts);
    expect(world.reader.peek(complete, context)).toBeUndefined();
    expect(world.reader.peek(toRequestedFields(['rawStatus'], ['clientToken']), context)).toBeUndefined();
    expect(world.reader.peek(detail, toContext(AbortSignal.abort()))).toBeUndefined();
    expect(tally.bySource.get('lab')).toMatchObject({ cacheHits: 1, cacheMisses: 1 });

    vi.advanceTimersByTime(2001);

    expect(world.reader.peek(detail, context)).toBeUndefined();
  });

  it('says at once of a job that there is none', async () => {
    const world = startWorld();
    const read = expect(world.reader.read(detail, toContext())).rejects.toThrow('The provider knows no such job.');
    await settle();
    await world.calls[0]?.fail(new ProviderError('JOB_NOT_FOUND'));
    await read;

    expect(() => world.reader.peek(detail, toContext())).toThrow('The provider knows no such job.');
  });
});

describe('sharing', () => {
  it('makes one call for one job, however many ask at once', async () => {
    const world = startWorld();
    const tally = createTally();
    const reads = Array.from({ length: 100 }, () => world.reader.read(detail, { ...toContext(), tally }));
    await settle();

    await world.calls[0]?.end(running);
    const records = await Promise.all(reads);

    expect(operationsOf(world)).toEqual(['describe a']);
    expect(new Set(records.map(({ facts }) => facts))).toEqual(new Set([running.facts]));
    expect(tally.bySource.get('lab')?.shared).toBe(99);
  });

  it('makes the call for those who stay, also when the one who began it leaves', async () => {
    const world = startWorld();
    const [first, second] = [new AbortController(), new AbortController()];
    const left = expect(world.reader.read(detail, toContext(first.signal))).rejects.toThrow('my deadline');
    const stayed = world.reader.read(detail, toContext(second.signal));
    await settle();

    first.abort(new Error('my deadline'));
    await left;
    await world.calls[0]?.end(running);

    expect((await stayed).facts).toEqual(running.facts);
    expect(operationsOf(world)).toEqual(['describe a']);
  });

  it('cancels the call when nobody is left, and lets nobody join it', async () => {
    const world = startWorld();
    const first = new AbortController();
    const left = expect(world.reader.read(detail, toContext(first.signal))).rejects.toThrow('gone');
    await settle();

    first.abort(new Error('gone'));
    const next = world.reader.read(detail, toContext());
    await left;
    await settle();
    await world.calls[1]?.end(running);

    expect(world.calls[0]?.context.signal.reason).toBeInstanceOf(Abandoned);
    expect((await next).facts).toEqual(running.facts);
    expect(operationsOf(world)).toEqual(['describe a', 'describe a']);
  });

  it('makes no call for one who has already left', async () => {
    const world = startWorld();

    await expect(world.reader.read(detail, toContext(AbortSignal.abort(new Error('gone'))))).rejects.toThrow('gone');
    await settle();

    expect(world.calls).toEqual([]);
  });

  it('gives all of them the same failure, and does not remember it', async () => {
    const world = startWorld();
    const error = new ProviderError('PROVIDER_UNAVAILABLE');
    const reads = [1, 2].map(() => expect(world.reader.read(detail, toContext())).rejects.toBe(error));
    await settle();

    await world.calls[0]?.fail(error);
    await Promise.all(reads);
    void world.reader.read(detail, toContext());
    await settle();

    expect(operationsOf(world)).toEqual(['describe a', 'describe a']);
  });

  it('ends with PROVIDER_TIMEOUT when the read’s own deadline passes', async () => {
    const world = startWorld();
    const read = expect(world.reader.read(detail, toContext())).rejects.toMatchObject({ code: 'PROVIDER_TIMEOUT' });

    await vi.advanceTimersByTimeAsync(25_000);
    await read;

    expect(world.calls[0]?.context).toMatchObject({ deadlineAt: start + 25_000, signal: { aborted: true } });
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('memory', () => {
  it('answers inside the window, and says when the answer came', async () => {
    const world = startWorld();
    const tally = createTally();
    const first = world.reader.read(detail, toContext());
    await vi.advanceTimersByTimeAsync(300);
    await world.calls[0]?.end(running);

    await vi.advanceTimersByTimeAsync(2000);
    const second = await world.reader.read(detail, { ...toContext(), tally });
    await vi.advanceTimersByTimeAsync(1);
    void world.reader.read(detail, toContext());
    await settle();

    expect((await first).fetchedAt).toBe('2026-01-01T00:00:00.300Z');
    expect(second).toEqual(await first);
    expect(tally.bySource.get('lab')).toEqual({
      calls: {},
      cacheHits: 1,
      cacheMisses: 0,
      shared: 0,
      waitedMilliseconds: 0,
    });
    expect(operationsOf(world)).toEqual(['describe a', 'describe a']);
  });

  it('remembers briefly that there is no such job, for secrets too', async () => {
    const world = startWorld();
    const details = { providerCode: 'NoSuchJob', requestId: 'r' };
    const error = new ProviderError('JOB_NOT_FOUND', details);
    const read = expect(world.reader.read(detail, toContext())).rejects.toBe(error);
    await settle();
    await world.calls[0]?.fail(error);
    await read;

    const expected = { code: 'JOB_NOT_FOUND', ...details };
    await expect(world.reader.read(complete, toContext())).rejects.toMatchObject(expected);
    await expect(world.reader.read(toRequestedFields([], ['token']), toContext())).rejects.toMatchObject(expected);

    expect(world.calls).toHaveLength(1);
  });

  it('is none at all when nothing may be old, but calls are shared', async () => {
    const world = startWorld({ runningSeconds: 0, notFoundSeconds: 0, terminalSeconds: 0 });

    for (let round = 0; round < 3; round += 1) {
      const reads = [1, 2, 3].map(() => world.reader.read(detail, toContext()));
      await settle();
      await world.calls[round]?.end(running);
      await Promise.all(reads);
    }

    expect(world.calls).toHaveLength(3);
  });

  it('never lets a list row answer for a detail', async () => {
    const world = startWorld();
    const fetchedAt = new Date(start).toISOString();
    world.store.set('lab:a', {
      facts: toFacts('RUNNING', 'of a row'),
      level: 'row',
      fetchedAt,
      readAt: start,
      bytes: 100,
    });

    const read = world.reader.read(detail, toContext());
    await settle();
    await world.calls[0]?.end({ facts: toFacts('RUNNING', 'of a detail'), secrets: {} });

    expect((await read).facts.rawStatus).toBe('of a detail');
  });
});

describe('completion', () => {
  const more = { facts: { status: 'SUCCEEDED' }, failed: false };

  it('shares the describe with those who need no more', async () => {
    const world = startWorld();
    const reads = [complete, detail, complete, detail].map((ask) => world.reader.read(ask, toContext()));
    await settle();

    await world.calls[0]?.end(running);
    await world.calls[1]?.end(more);
    const records = await Promise.all(reads);

    expect(operationsOf(world)).toEqual(['describe a', 'complete']);
    expect(records.map(({ facts }) => facts.status)).toEqual(['SUCCEEDED', 'RUNNING', 'SUCCEEDED', 'RUNNING']);
  });

  it('begins with a fresh record, and is as old as that', async () => {
    const world = startWorld();
    const first = world.reader.read(detail, toContext());
    await settle();
    await world.calls[0]?.end(running);
    await first;
    await vi.advanceTimersByTimeAsync(1500);

    const second = world.reader.read(complete, toContext());
    await settle();
    await world.calls[1]?.end(more);

    expect(operationsOf(world)).toEqual(['describe a', 'complete']);
    expect((await second).fetchedAt).toBe('2026-01-01T00:00:00.000Z');
  });

  it('is remembered, and answers a detail too', async () => {
    const world = startWorld();
    const first = world.reader.read(complete, toContext());
    await settle();
    await world.calls[0]?.end(running);
    await world.calls[1]?.end(more);
    await first;
    await vi.advanceTimersByTimeAsync(3_599_000);

    const [second, third] = [
      await world.reader.read(detail, toContext()),
      await world.reader.read(complete, toContext()),
    ];

    expect([second.facts.status, third.facts.status]).toEqual(['SUCCEEDED', 'SUCCEEDED']);
    expect(world.calls).toHaveLength(2);
  });

  it('that failed is answered once, and what it began with is kept', async () => {
    const world = startWorld();
    const first = world.reader.read(complete, toContext());
    await settle();
    await world.calls[0]?.end(running);
    await world.calls[1]?.end({ facts: {}, failed: true });
    await first;

    await world.reader.read(detail, toContext());
    void world.reader.read(complete, toContext());
    await settle();

    expect(operationsOf(world)).toEqual(['describe a', 'complete', 'complete']);
  });

  it('is cancelled, the describe with it, when its requesters leave', async () => {
    const world = startWorld();
    const requester = new AbortController();
    const read = expect(world.reader.read(complete, toContext(requester.signal))).rejects.toThrow('gone');
    await settle();

    requester.abort(new Error('gone'));
    await read;
    await settle();

    expect(world.calls.map(({ context }) => context.signal.aborted)).toEqual([true]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('leaves the describe to those who wait for it', async () => {
    const world = startWorld();
    const requester = new AbortController();
    const left = expect(world.reader.read(complete, toContext(requester.signal))).rejects.toThrow('gone');
    const stayed = world.reader.read(detail, toContext());
    await settle();

    requester.abort(new Error('gone'));
    await left;
    await world.calls[0]?.end(running);

    expect((await stayed).facts).toEqual(running.facts);
    expect(operationsOf(world)).toEqual(['describe a']);
  });
});

describe('secrets', () => {
  const token = new Secret('t');
  const record = { facts: toFacts('SUCCEEDED'), secrets: { token, other: new Secret('o') } };

  it('are read for each operation alone, with the facts, and only those that were asked for', async () => {
    const world = startWorld();
    const ask = toRequestedFields(['rawStatus'], ['token']);
    const reads = [1, 2].map(() => world.reader.read(ask, toContext()));
    const open = world.reader.read(detail, toContext());
    await settle();

    for (const call of world.calls) await call.end(record);
    const records = await Promise.all(reads);

    expect(operationsOf(world)).toEqual(['describe a', 'describe a', 'describe a']);
    expect(records.map(({ secrets }) => Object.keys(secrets ?? {}))).toEqual([['token'], ['token']]);
    expect(await open).not.toHaveProperty('secrets');
  });

  it('are never kept: the facts are, and the next one who asks for the secrets causes a call', async () => {
    const world = startWorld();
    const ask = toRequestedFields(['rawStatus'], ['token']);
    const first = world.reader.read(ask, toContext());
    await settle();
    await world.calls[0]?.end(record);
    await first;

    const open = await world.reader.read(detail, toContext());
    void world.reader.read(ask, toContext());
    await settle();

    expect(open).toMatchObject({ facts: record.facts, fetchedAt: '2026-01-01T00:00:00.000Z' });
    expect(open).not.toHaveProperty('secrets');
    expect(world.store.peek('lab:a')).toEqual({
      facts: record.facts,
      level: 'detail',
      readAt: start,
      fetchedAt: '2026-01-01T00:00:00.000Z',
      bytes: 100,
    });
    expect(world.calls).toHaveLength(2);
  });

  it('come with the completion where both are asked for', async () => {
    const world = startWorld();
    const read = world.reader.read(toRequestedFields(['status'], ['token']), toContext());
    await settle();
    await world.calls[0]?.end(record);
    await world.calls[1]?.end({ facts: { status: 'FAILED' }, failed: false });

    expect(await read).toMatchObject({ facts: { status: 'FAILED' }, secrets: { token } });
    expect(operationsOf(world)).toEqual(['describe a', 'complete']);
  });

  it('are no longer waited for when their operation ends, and their call is abandoned', async () => {
    const world = startWorld();
    const requester = new AbortController();
    const reason = new ProviderError('PROVIDER_TIMEOUT');
    const read = expect(world.reader.read(toRequestedFields([], ['token']), toContext(requester.signal))).rejects.toBe(
      reason,
    );
    await settle();

    requester.abort(reason);
    await read;

    expect(world.calls[0]?.context.signal.reason).toBeInstanceOf(Abandoned);
  });
});

describe('a read for a hint', () => {
  it('is answered neither from memory nor by a call that began before', async () => {
    const world = startWorld();
    const first = world.reader.read(detail, toContext());
    await world.calls[0]?.end(running);
    await first;

    const afresh = world.reader.read(detail, { ...toContext(), isAfresh: true });
    const later = world.reader.read(detail, { ...toContext(), isAfresh: true });
    await world.calls[1]?.end(running);
    await world.calls[2]?.end({ facts: toFacts('SUCCEEDED'), secrets: {} });

    expect((await afresh).facts.status).toBe('RUNNING');
    expect((await later).facts.status).toBe('SUCCEEDED');
    expect(operationsOf(world)).toEqual(['describe a', 'describe a', 'describe a']);
  });

  it('reads what completes the job, too, from the beginning', async () => {
    const world = startWorld();
    const first = world.reader.read(detail, toContext());
    await world.calls[0]?.end(running);
    await first;

    const afresh = world.reader.read(complete, { ...toContext(), isAfresh: true });
    await world.calls[1]?.end(running);
    await world.calls[2]?.end({ facts: { status: 'SUCCEEDED' }, failed: false });

    expect((await afresh).facts.status).toBe('SUCCEEDED');
    expect(operationsOf(world)).toEqual(['describe a', 'describe a', 'complete']);
  });

  it('answers those who ask while it runs', async () => {
    const world = startWorld();

    const afresh = world.reader.read(detail, { ...toContext(), isAfresh: true });
    const other = world.reader.read(detail, toContext());
    await world.calls[0]?.end(running);

    expect((await other).facts).toEqual((await afresh).facts);
    expect(operationsOf(world)).toEqual(['describe a']);
  });
});
