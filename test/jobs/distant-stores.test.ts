import { expect, it } from 'vitest';
import { ProviderError } from '../../src/errors/errors.ts';
import type { JobFacts } from '../../src/job.ts';
import { Secret } from '../../src/secret.ts';
import type { Adapter, DescribedJob, ListPage, Read } from '../../src/provider/adapter.ts';
import { oneByOne } from '../../src/provider/one-by-one.ts';
import type { Caller } from '../../src/calls/caller.ts';
import type { Stored } from '../../src/jobs/fact-store.ts';
import { createListPages, type Fetched, type ListPages } from '../../src/jobs/list-pages.ts';
import { createReader, type Reader } from '../../src/jobs/reader.ts';
import { toProgress } from '../../src/provider/progress.ts';
import { createDistantStore } from '../plain-store.ts';

const facts: JobFacts = {
  providerJobId: 'a',
  name: null,
  kind: null,
  status: 'RUNNING',
  rawStatus: 'Active',
  statusSource: 'PROVIDER',
  statusMessage: null,
  createdAt: null,
  updatedAt: null,
  endedAt: null,
  progress: toProgress(9_007_199_254_740_993n, 5n, 0n),
  failures: [],
  consoleUrl: null,
};

const adapter: Adapter = {
  provider: 'COS_BATCH',
  lifecycle: 'ACTIVE',
  key: { pattern: /^[a-z]$/, expected: 'a letter' },
  toError: () => ({ code: null, requestId: null }),
  describe: oneByOne((key): Read<DescribedJob> => ({
    operation: 'describe',
    request: { method: 'GET', path: `/${key}` },
    toResult: () => ({ key, record: { facts, secrets: { token: new Secret('t') } } }),
  })),
};

const page: Read<ListPage> = {
  operation: 'list',
  request: { method: 'GET', path: '/' },
  toResult: () => ({ rows: [{ key: 'a', facts, alsoHolds: ['status'] }], next: null }),
};

const context = { requester: 'ada', operation: {}, signal: new AbortController().signal };
const ask = { key: 'a', facts: new Set(['progress']), secrets: new Set<string>(), secretsOfMasked: new Set<string>() };

interface Process {
  readonly reader: Reader;
  readonly pages: ListPages;
}

/** Processes that share their stores, and the operations that all of them call. */
function startProcesses(fail: () => void = () => undefined): {
  readonly first: Process;
  readonly second: Process;
  readonly calls: readonly string[];
  readonly lookUps: readonly string[];
} {
  const calls: string[] = [];
  const store = createDistantStore<Stored>();
  const pages = createDistantStore<Fetched<unknown>>();
  const call: Caller = async (read) => {
    calls.push(read.operation);
    fail();
    return read.toResult({ status: 200, headers: {}, body: Buffer.alloc(100) });
  };

  const options = { source: 'lab', call, store, pages, deadlineMilliseconds: 1000, now: () => 0, monotonic: () => 0 };
  const start = (): Process => ({
    reader: createReader({ ...options, adapter }),
    pages: createListPages({ ...options, pages }),
  });
  return { first: start(), second: start(), calls, lookUps: store.lookUps };
}

it('answers what another process has read, asked once for all who wait', async () => {
  const { first, second, calls, lookUps } = startProcesses();
  const read = await first.reader.read(ask, context);

  const records = await Promise.all(Array.from({ length: 100 }, () => second.reader.read(ask, context)));

  expect(new Set(records.map((record) => JSON.stringify(record)))).toEqual(new Set([JSON.stringify(read)]));
  expect(read.facts.progress).toEqual({
    total: '9007199254740993',
    succeeded: '5',
    failed: '0',
    fraction: 5 / 2 ** 53,
  });
  expect(calls).toEqual(['describe']);
  expect(lookUps).toEqual(['lab:a', 'lab:a']);
});

it('answers that another process found no such job, with what the provider said', async () => {
  const details = { providerCode: 'NoSuchJob', requestId: 'r' };
  const { first, second, calls } = startProcesses(() => {
    throw new ProviderError('JOB_NOT_FOUND', details);
  });
  await expect(first.reader.read(ask, context)).rejects.toThrow(ProviderError);

  await expect(second.reader.read(ask, context)).rejects.toMatchObject({ code: 'JOB_NOT_FOUND', ...details });

  expect(calls).toEqual(['describe']);
});

it('never answers a secret that another process has read', async () => {
  const { first, second, calls } = startProcesses();
  const withSecret = { ...ask, secrets: new Set(['token']) };
  await first.reader.read(withSecret, context);

  const { secrets } = await second.reader.read(withSecret, context);

  expect(secrets['token']).toBeInstanceOf(Secret);
  expect(calls).toEqual(['describe', 'describe']);
});

it('answers a page that another process has read', async () => {
  const { first, second, calls } = startProcesses();
  const read = await first.pages.fetchPage(page, context);

  const pages = await Promise.all([1, 2].map(() => second.pages.fetchPage(page, context)));

  expect(pages).toEqual([read, read]);
  expect(calls).toEqual(['list']);
});
