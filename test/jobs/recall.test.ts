/** What is in memory takes no detour: no promise, no turn of the event loop. */
import { describe, expect, it } from 'vitest';
import { ProviderError } from '../../src/errors/errors.ts';
import { createTally } from '../../src/calls/tally.ts';
import { createJobLoader, type JobLoader } from '../../src/jobs/reading/loader.ts';
import type { Reader, ReadRecord } from '../../src/jobs/reading/reader.ts';
import type { JobRequest } from '../../src/jobs/reading/plan.ts';

function toRequest(key: string, ...facts: readonly string[]): JobRequest {
  return { key, facts: new Set(facts), secrets: new Set() };
}

function toRecord(fetchedAt: string): ReadRecord {
  return { facts: {} as ReadRecord['facts'], secrets: {}, fetchedAt };
}

interface World {
  readonly loader: JobLoader;
  readonly memory: Map<string, ReadRecord | ProviderError>;
  readonly reads: string[];
}

function startWorld(): World {
  const memory: World['memory'] = new Map();
  const reads: string[] = [];
  const reader: Reader = {
    peek: ({ key, facts }) => {
      const known = facts.has('beyond memory') ? undefined : memory.get(key);
      if (known instanceof ProviderError) throw known;
      return known;
    },
    read: ({ key, facts }) => {
      reads.push(`${key}: ${[...facts].join()}`);
      return Promise.resolve(toRecord('read'));
    },
    forget: () => undefined,
    others: undefined,
  };
  const context = { requester: 'ada', operation: {}, signal: new AbortController().signal, tally: createTally() };
  return { loader: createJobLoader(reader, context), memory, reads };
}

describe('a job in memory', () => {
  it('is the record itself, without a promise', () => {
    const { loader, memory, reads } = startWorld();
    const record = toRecord('earlier');
    memory.set('a', record);

    expect(loader.load(toRequest('a', 'status'))).toBe(record);
    expect(reads).toEqual([]);
  });

  it('is the same for all fields of an operation, even if memory has lost or replaced it meanwhile', () => {
    const { loader, memory, reads } = startWorld();
    const record = toRecord('earlier');
    memory.set('a', record);
    void loader.load(toRequest('a', 'status', 'rawStatus'));
    memory.set('a', toRecord('later'));

    expect(loader.load(toRequest('a', 'status'))).toBe(record);

    memory.delete('a');

    expect(loader.load(toRequest('a', 'status'))).toBe(record);
    expect(reads).toEqual([]);
  });

  it('that does not exist fails at once', () => {
    const { loader, memory } = startWorld();
    memory.set('a', new ProviderError('JOB_NOT_FOUND'));

    expect(() => loader.load(toRequest('a', 'status'))).toThrow('The provider knows no such job.');
  });

  it('is read together with what memory lacks', async () => {
    const { loader, memory, reads } = startWorld();
    memory.set('a', toRecord('earlier'));

    const loaded = ['a', 'b', 'c', 'b'].map((key) => loader.load(toRequest(key, 'status')));

    expect(loaded.map((one) => one instanceof Promise)).toEqual([false, true, true, true]);
    expect((await Promise.all(loaded.map((one) => Promise.resolve(one)))).map(({ fetchedAt }) => fetchedAt)).toEqual([
      'earlier',
      'read',
      'read',
      'read',
    ]);
    expect(reads).toEqual(['b: status', 'c: status']);
  });

  it('is read for a field that needs more than memory holds', async () => {
    const { loader, memory, reads } = startWorld();
    memory.set('a', toRecord('earlier'));
    void loader.load(toRequest('a', 'status'));

    expect((await loader.load(toRequest('a', 'status', 'beyond memory'))).fetchedAt).toBe('read');
    expect(reads).toEqual(['a: status,beyond memory']);
  });
});
