/** Jobs of providers that answer 304, let jobs run again, and give their names to other jobs. */
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseJsonObject, readString, requireString } from '../../src/provider/decode/json-fields.ts';
import { ProviderError } from '../../src/errors/errors.ts';
import type { JobFacts, JobRecord, JobStatus } from '../../src/provider/contract/job.ts';
import { BadAnswer, type Adapter, type DescribedJob, type Read } from '../../src/provider/contract/adapter.ts';
import { oneByOne } from '../../src/provider/contract/one-by-one.ts';
import type { WireAnswer } from '../../src/provider/contract/wire.ts';
import { toSecrets } from '../../src/provider/contract/secrets.ts';
import { openTestSource, toFacts, type TestSource, type TestSourceOptions } from './test-source.ts';

interface Doc {
  readonly [member: string]: unknown;
}

let now: number;
let source: TestSource;
/** By path. The etag of each is its text. */
let documents: Map<string, Doc>;
let calls: { readonly path: string; readonly ifNoneMatch: string | undefined }[];
let status: number | undefined;

const server = createServer((request: IncomingMessage, response) => {
  const path = request.url ?? '';
  const { 'if-none-match': ifNoneMatch } = request.headers;
  calls.push({ path, ifNoneMatch });
  const document = documents.get(path);
  const etag = JSON.stringify(Buffer.from(JSON.stringify(document ?? {})).toString('base64url'));
  response.statusCode = status ?? (document === undefined ? 404 : ifNoneMatch === etag ? 304 : 200);
  response.setHeader('etag', etag);
  response.end(response.statusCode === 200 ? JSON.stringify(document) : undefined);
});

beforeEach(async () => {
  now = Date.parse('2026-01-01T00:00:00Z');
  documents = new Map();
  calls = [];
  status = undefined;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  await source.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const toRecord = ({ body }: WireAnswer, id: string): JobRecord => {
  const job = parseJsonObject(body);
  return {
    facts: toFacts(id, {
      name: readString(job, 'name'),
      status: (readString(job, 'status') ?? 'RUNNING') as JobStatus,
      endedAt: readString(job, 'endedAt'),
    }),
    secrets: toSecrets({ pin: readString(job, 'pin') }),
  };
};

const adapter: Partial<Adapter> = {
  toError: ({ status: code }) => ({
    code: null,
    requestId: null,
    ...(code === 404 ? { meaning: 'JOB_NOT_FOUND' } : {}),
  }),
  describe: oneByOne((key) => ({
    operation: 'DescribeJob',
    request: { method: 'GET', path: `/jobs/${key}` },
    revalidates: true,
    toResult: (answer) => ({ key, record: toRecord(answer, key) }),
  })),
};

function open(more: Partial<Adapter> = {}, options: Partial<TestSourceOptions> = {}): TestSource {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  source = openTestSource({ url, now: () => now, adapter: { ...adapter, ...more }, ...options });
  return source;
}

const listConditions = (): readonly boolean[] => calls.map(({ ifNoneMatch }) => ifNoneMatch !== undefined);

describe('a job whose provider answers 304', () => {
  it('is read again with its etag once it is no longer fresh, and is then as fresh as the 304', async () => {
    const { read, attempts } = open({}, { cache: { runningSeconds: 2 } });
    documents.set('/jobs/a', { name: 'first' });
    const seen = [await read('a')];
    now += 1000;
    seen.push(await read('a'));
    now += 2000;
    seen.push(await read('a'));
    now += 1999;
    seen.push(await read('a'));

    expect(seen.map(({ facts }) => facts.name)).toEqual(['first', 'first', 'first', 'first']);
    expect(seen.map(({ fetchedAt }) => fetchedAt.slice(17, 19))).toEqual(['00', '00', '03', '03']);
    expect(listConditions()).toEqual([false, true]);
    expect(attempts()).toEqual([null, null]);
  });

  it('is what the provider says where it has changed, and what comes then is compared next', async () => {
    const { read } = open();
    documents.set('/jobs/a', { name: 'first' });
    const names = [(await read('a')).facts.name];
    documents.set('/jobs/a', { name: 'second' });
    names.push((await read('a')).facts.name, (await read('a')).facts.name);

    expect(names).toEqual(['first', 'second', 'second']);
    expect(listConditions()).toEqual([false, true, true]);
    expect(calls[1]?.ifNoneMatch).not.toBe(calls[2]?.ifNoneMatch);
  });

  it('is asked for without condition where protected fields are wanted', async () => {
    const { read } = open();
    documents.set('/jobs/a', { name: 'first', pin: '1234' });
    await read('a');
    const { secrets = {} } = await read('a', { secrets: ['pin'] });
    await read('a');

    expect(Object.keys(secrets)).toEqual(['pin']);
    expect(listConditions()).toEqual([false, false, true]);
  });

  it('is PROVIDER_BAD_RESPONSE where 304 comes to a read that did not ask', async () => {
    const { read } = open();
    documents.set('/jobs/a', {});
    status = 304;

    await expect(read('a')).rejects.toMatchObject({ code: 'PROVIDER_BAD_RESPONSE' });
    await expect(read('a', { secrets: ['pin'] })).rejects.toMatchObject({ code: 'PROVIDER_BAD_RESPONSE' });
  });

  it('has second reads that are repeated the same way, page by page', async () => {
    const readPage = (page: number): Read<readonly string[]> => ({
      operation: 'ListSteps',
      request: { method: 'GET', path: `/steps`, query: { page: String(page) } },
      revalidates: true,
      toResult: ({ body }) => parseJsonObject(body)['steps'] as readonly string[],
    });
    const { read } = open({
      completion: {
        facts: new Set(['progress']),
        complete: async (facts, call) => {
          const steps = [...(await call(readPage(1))), ...(await call(readPage(2)))];
          const total = String(steps.length);
          return {
            facts: { ...facts, progress: { total, succeeded: null, failed: null, fraction: null } },
            failed: false,
          };
        },
      },
    });
    documents.set('/jobs/a', {});
    documents.set('/steps?page=1', { steps: ['one', 'two'] });
    documents.set('/steps?page=2', { steps: [] });
    const totals = [(await read('a', { facts: ['progress.total'] })).facts.progress?.total];
    documents.set('/steps?page=2', { steps: ['three'] });
    totals.push((await read('a', { facts: ['progress.total'] })).facts.progress?.total);

    expect(totals).toEqual(['2', '3']);
    expect(calls.map(({ path, ifNoneMatch }) => [path, ifNoneMatch !== undefined])).toEqual(
      [false, true].flatMap((isRepeated) =>
        ['/jobs/a', '/steps?page=1', '/steps?page=2'].map((path) => [path, isRepeated]),
      ),
    );
  });
});

describe('a job that may run again', () => {
  it.each([
    [3600, 60],
    [30, 30],
  ])('is believed ended, of %i s, for %i s, and its status goes back', async (terminalSeconds, believedSeconds) => {
    const { read } = open({ reopens: true }, { cache: { terminalSeconds } });
    documents.set('/jobs/a', { status: 'FAILED', endedAt: '2026-01-01T00:00:00.000Z' });
    await read('a');
    documents.set('/jobs/a', { status: 'QUEUED' });
    now += believedSeconds * 1000 - 1;
    const before = await read('a');
    now += 2;
    const after = await read('a');

    expect([before, after].map(({ facts }) => [facts.status, facts.endedAt])).toEqual([
      ['FAILED', '2026-01-01T00:00:00.000Z'],
      ['QUEUED', null],
    ]);
  });
});

const uid = /^[a-z-]+\/[0-9]+$/;

/** A job has a name, which another may have later, and a number. */
function readNamed(name: string): Read<DescribedJob> {
  return {
    operation: 'ReadJob',
    request: { method: 'GET', path: `/named/${name}` },
    toResult: (answer) => {
      const job = parseJsonObject(answer.body);
      if (requireString(job, 'name') !== name) throw new BadAnswer('name', 'text', "another job's id");
      return { key: `${name}/${requireString(job, 'number')}`, record: toRecord(answer, requireString(job, 'number')) };
    },
  };
}

const named: Partial<Adapter> = {
  key: { pattern: uid, expected: 'a name and a number' },
  find: readNamed,
  describe: oneByOne<JobFacts>((key) => {
    const read = readNamed(key.split('/')[0] ?? '');
    return {
      ...read,
      toResult: (answer) => {
        const found = read.toResult(answer);
        return found.key === key ? found : new ProviderError('JOB_GONE');
      },
    };
  }),
};

describe('a job that is read by a part of its key', () => {
  const cache = { runningSeconds: 2, terminalSeconds: 3600 };

  it('has its whole key from the answer, under which it is remembered too', async () => {
    const { read } = open(named, { cache });
    documents.set('/named/load', { name: 'load', number: '7' });

    const found = await read('load');
    const known = await read('load/7');

    expect([found.key, found.facts.providerJobId, known.key, known.facts.name]).toEqual([
      'load/7',
      '7',
      undefined,
      'load',
    ]);
    expect(calls).toHaveLength(1);
  });

  it('is never answered from a record older than a running job’s, even if it has ended', async () => {
    const { read } = open(named, { cache });
    documents.set('/named/load', { name: 'load', number: '7', status: 'SUCCEEDED' });
    await read('load');
    await read('load');
    now += 2001;
    documents.set('/named/load', { name: 'load', number: '8' });
    const next = await read('load');
    const first = await read('load/7');

    expect([next.key, first.facts.status, first.facts.providerJobId]).toEqual(['load/8', 'SUCCEEDED', '7']);
    expect(calls).toHaveLength(2);
  });

  it('is not answered from what is known under whole keys', async () => {
    const { read } = open(named, { cache });
    documents.set('/named/load', { name: 'load', number: '7', status: 'SUCCEEDED' });
    await read('load/7');
    await read('load');

    expect(calls).toHaveLength(2);
  });

  it('is JOB_GONE by its whole key once the name is another job’s, and the source is well', async () => {
    const { read, source: opened } = open(named);
    documents.set('/named/load', { name: 'load', number: '8' });

    await expect(read('load/7')).rejects.toMatchObject({ code: 'JOB_GONE', causeKind: null });
    expect(opened.health().lastErrorCode).toBeNull();
  });

  it('is PROVIDER_BAD_RESPONSE where the answer is of another name, or has no whole key', async () => {
    const { read } = open(named);
    documents.set('/named/load', { name: 'other', number: '8' });
    documents.set('/named/odd', { name: 'odd', number: 'no number' });

    await expect(read('load')).rejects.toMatchObject({ code: 'PROVIDER_BAD_RESPONSE' });
    await expect(read('odd')).rejects.toMatchObject({ code: 'PROVIDER_BAD_RESPONSE' });
  });

  it('is JOB_NOT_FOUND where nobody has the name, with its secrets for one operation alone', async () => {
    const { read } = open(named, { cache: { ...cache, notFoundSeconds: 5 } });
    documents.set('/named/load', { name: 'load', number: '7', pin: '1234' });

    await expect(read('none')).rejects.toMatchObject({ code: 'JOB_NOT_FOUND' });
    await expect(read('none')).rejects.toMatchObject({ code: 'JOB_NOT_FOUND' });
    const { secrets = {}, key } = await read('load', { secrets: ['pin'] });

    expect([Object.keys(secrets), key]).toEqual([['pin'], 'load/7']);
    expect(calls).toHaveLength(2);
  });
});
