import { describe, expect, it } from 'vitest';
import { isTerminal, type JobFacts, type JobStatus } from '../../src/provider/contract/job.ts';
import {
  createFactStore,
  type FactStore,
  type FactStoreSettings,
  type Stored,
  type StoredFacts,
} from '../../src/jobs/reading/fact-store.ts';

const start = Date.parse('2026-01-01T00:00:00Z');
const absent: Stored = { absent: 'JOB_NOT_FOUND', providerCode: null, requestId: 'r', readAt: start, bytes: 0 };

function startStore(settings: Partial<FactStoreSettings> = {}): {
  readonly store: FactStore;
  readonly pass: (seconds: number) => void;
} {
  let now = start;
  const store = createFactStore(
    { runningSeconds: 2, terminalSeconds: 3600, notFoundSeconds: 5, maxJobs: 100, maxBytes: 1_000_000, ...settings },
    () => now,
  );
  return {
    store,
    pass: (seconds) => {
      now += seconds * 1000;
    },
  };
}

function toStored(status: JobStatus, readAt = start): StoredFacts {
  const facts: JobFacts = {
    providerJobId: 'a',
    name: null,
    kind: null,
    definition: null,
    status,
    rawStatus: null,
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
  return {
    facts,
    level: 'detail',
    fetchedAt: new Date(readAt).toISOString(),
    readAt,
    bytes: 100,
  };
}

describe('the fact store', () => {
  it.each<[JobStatus, number]>([
    ['QUEUED', 2],
    ['RUNNING', 2],
    ['PAUSED', 2],
    ['SUSPENDED', 2],
    ['CANCELLING', 2],
    ['UNKNOWN', 2],
    ['CANCELLED', 3600],
    ['SUCCEEDED', 3600],
    ['PARTIALLY_SUCCEEDED', 3600],
    ['TIMED_OUT', 3600],
    ['SKIPPED', 3600],
    ['FAILED', 3600],
  ])('keeps a job that is %s for %d s', (status, seconds) => {
    const { store, pass } = startStore();
    const stored = toStored(status);
    store.set('a', stored);

    pass(seconds);
    const inTime = store.peek('a');
    pass(0.001);

    expect(inTime).toBe(stored);
    expect(store.peek('a')).toBeUndefined();
  });

  it('keeps for 5 s that there is no such job', () => {
    const { store, pass } = startStore();
    store.set('a', absent);

    pass(5);
    const inTime = store.peek('a');
    pass(0.001);

    expect(inTime).toBe(absent);
    expect(store.peek('a')).toBeUndefined();
  });

  it('counts from when the answer came, not from when it was stored', () => {
    const { store, pass } = startStore();
    pass(1.5);
    store.set('a', toStored('RUNNING'));

    pass(0.5);
    const inTime = store.peek('a');
    pass(0.001);

    expect(inTime).toBeDefined();
    expect(store.peek('a')).toBeUndefined();
  });

  it('keeps nothing of what may be no second old', () => {
    const { store } = startStore({ runningSeconds: 0, terminalSeconds: 0, notFoundSeconds: 0 });

    store.set('a', toStored('RUNNING'));
    store.set('b', toStored('FAILED'));
    store.set('c', absent);

    expect(['a', 'b', 'c'].map((id) => store.peek(id))).toEqual([undefined, undefined, undefined]);
  });

  it('forgets an older record when a newer one may not be kept', () => {
    const { store } = startStore({ runningSeconds: 0 });
    store.set('a', toStored('FAILED'));

    store.set('a', toStored('RUNNING'));

    expect(store.peek('a')).toBeUndefined();
  });

  it('holds no more than its bytes, by what the answers weighed', () => {
    const { store } = startStore({ maxJobs: 1000, maxBytes: 64_000_000 });
    const bytes = 4_900_000;
    const ids = Array.from({ length: 400 }, (_, index) => `job ${index}`);
    for (const id of ids) store.set(id, { ...toStored('SUCCEEDED'), bytes });

    const held = ids.filter((id) => store.peek(id) !== undefined);

    expect(held).toEqual(ids.slice(-13));
    expect(held.length * bytes).toBeLessThanOrEqual(64_000_000);
  });

  it('holds nothing that is heavier than all of it, nor what was known before', () => {
    const { store } = startStore();
    store.set('a', toStored('SUCCEEDED'));

    store.set('a', { ...toStored('SUCCEEDED'), bytes: 1_000_000 });

    expect(store.peek('a')).toBeUndefined();
  });

  it('counts what is kept beside the answer', () => {
    const { store } = startStore({ maxJobs: 10_000, maxBytes: 1_000_000 });
    const ids = Array.from({ length: 5000 }, (_, index) => `job ${index}`);
    for (const id of ids) store.set(id, { ...toStored('SUCCEEDED'), bytes: 0 });

    expect(ids.filter((id) => store.peek(id) !== undefined)).toHaveLength(2000);
  });

  it('forgets what is deleted', () => {
    const { store } = startStore();
    store.set('a', toStored('SUCCEEDED'));
    store.set('b', absent);

    store.delete('a');

    expect([store.peek('a'), store.peek('b')]).toEqual([undefined, absent]);
  });

  it('is bounded: the job that nobody asked for longest makes room', () => {
    const { store } = startStore({ maxJobs: 3 });
    for (const id of ['a', 'b', 'c']) store.set(id, toStored('RUNNING'));

    store.peek('a');
    for (let index = 0; index < 2; index += 1) store.set(`new ${index}`, toStored('RUNNING'));

    expect(['a', 'b', 'c', 'new 0', 'new 1'].map((id) => store.peek(id) !== undefined)).toEqual([
      true,
      false,
      false,
      true,
      true,
    ]);
  });
});
