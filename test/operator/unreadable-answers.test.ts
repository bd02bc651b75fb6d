/** Answers that cannot be read: where it stands in the log, what the metrics count, and what is answered nevertheless. */
import { afterEach, expect, it } from 'vitest';
import { toRawAnswer } from '../../emulators/kit/emulator.ts';
import type { Fault } from '../emulation/faults.ts';
import type { GatewayUnderTest } from '../gateway.ts';
import { startProviders, type ProviderWorld } from '../providers.ts';

const closes: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closes.splice(0)) await close();
});

async function start(world: ProviderWorld, settings = {}): Promise<GatewayUnderTest> {
  const { gateway, close } = await startProviders({ lab: world }, settings);
  closes.push(close);
  return gateway;
}

function toAnswer(body: string | object, headers: Record<string, string> = {}): Fault {
  return {
    kind: 'answer',
    answer: toRawAnswer({ headers, body: typeof body === 'string' ? body : JSON.stringify(body) }),
  };
}

function listLines({ logs }: GatewayUnderTest): readonly Readonly<Record<string, unknown>>[] {
  return logs
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>)
    .filter(({ msg }) => msg === 'unreadable answer')
    .map(({ time: _time, pid: _pid, hostname: _hostname, msg: _msg, level: _level, ...rest }) => rest);
}

async function findSample({ url }: GatewayUnderTest, start: string): Promise<readonly string[]> {
  const text = await (await fetch(url.replace('/graphql', '/metrics'))).text();
  return text.split('\n').filter((line) => line.startsWith(start));
}

const uuids = ['1', '2', '3'].map((digit) => `0000000${digit}-0000-4000-8000-000000000000`);
const calls = 'jobgraph_upstream_calls_total{source="lab"';

it('the only job of an answer about several is a failure of the call, and its line says which field', async () => {
  const id = `web-app:${uuids[0]}`;
  const gateway = await start({
    provider: 'codebuild',
    jobs: { describe: () => undefined, list: () => [] },
    fault: () => toAnswer({ builds: [{ id, startTime: 'hostile-marker' }] }, { 'x-amzn-requestid': 'request-7' }),
  });

  const { errors } = await gateway.query(`{ job(id: "lab:${id}") { status } }`);

  expect(errors.map(({ extensions }) => extensions.code)).toEqual(['PROVIDER_BAD_RESPONSE']);
  expect(listLines(gateway)).toEqual([
    {
      source: 'lab',
      provider: 'codebuild',
      operation: 'BatchGetBuilds',
      field: 'builds[].startTime',
      expected: 'number',
      got: 'text',
      requestId: 'request-7',
      jobId: `lab:${id}`,
      count: 1,
    },
  ]);
  expect(await findSample(gateway, calls)).toEqual([
    `${calls},operation="BatchGetBuilds",outcome="PROVIDER_BAD_RESPONSE"} 1`,
  ]);
  expect(gateway.logs.join('') + JSON.stringify(errors)).not.toContain('hostile-marker');
});

it('a row that cannot be read takes no other one with it, and is an issue', async () => {
  const rows = uuids.map((jobId, index) => ({ jobId, createdAt: index === 1 ? 'yesterday' : index }));
  const gateway = await start({
    provider: 'awsbatch',
    jobs: { describe: () => undefined, list: () => [] },
    source: { queues: ['a'] },
    fault: () => toAnswer({ jobSummaryList: rows }),
  });

  const { data } = await gateway.query('{ jobs { nodes { id } issues { code message } } }');

  expect(data.jobs.nodes).toEqual([{ id: `lab:${uuids[2]}` }, { id: `lab:${uuids[0]}` }]);
  expect(data.jobs.issues).toMatchObject([{ code: 'PROVIDER_BAD_RESPONSE' }]);
  expect(listLines(gateway)).toMatchObject([
    { operation: 'ListJobs', field: 'jobSummaryList[].createdAt', expected: 'number', got: 'text', count: 1 },
  ]);
  expect(await findSample(gateway, calls)).toEqual([`${calls},operation="ListJobs",outcome="OK"} 1`]);
});

it('a page none of whose rows can be read is a failure of the call', async () => {
  const gateway = await start({
    provider: 'importexport',
    jobs: { describe: () => undefined, list: () => [] },
    fault: () =>
      toAnswer(
        '<ListJobsResponse><ListJobsResult><Jobs><member><JobType>Import</JobType></member></Jobs></ListJobsResult></ListJobsResponse>',
      ),
  });

  const { data } = await gateway.query('{ jobs { nodes { id } issues { code } } }');

  expect(data.jobs).toEqual({ nodes: [], issues: [{ code: 'PROVIDER_BAD_RESPONSE' }] });
  expect(listLines(gateway)).toMatchObject([
    { field: 'ListJobsResult.Jobs.member[].JobId', expected: 'text', got: 'nothing' },
  ]);
  expect(await findSample(gateway, calls)).toEqual([
    `${calls},operation="ListJobs",outcome="PROVIDER_BAD_RESPONSE"} 1`,
  ]);
});

it.each([
  ['<!doctype html><title>Sign in</title>', 'HTML'],
  ['Sign in', 'other text'],
  ['', 'nothing'],
])('a body that is no JSON is said to be none: %j', async (body, got) => {
  const gateway = await start({
    provider: 'panorama',
    jobs: { describe: () => undefined, list: () => [] },
    fault: () => toAnswer(body),
  });

  await gateway.query('{ job(id: "lab:job-1") { status } }');

  expect(listLines(gateway)).toMatchObject([{ field: '', expected: 'JSON', got, jobId: 'lab:job-1' }]);
});

it('the same field is logged once in ten minutes, with how many there were', async () => {
  let now = 0;
  const gateway = await start(
    {
      provider: 'kubernetes',
      jobs: { describe: () => undefined, list: () => [] },
      fault: () => toAnswer({ metadata: { labels: { team: 1 } } }),
    },
    { monotonic: () => now },
  );
  const ask = async (name: string): Promise<void> => {
    await gateway.query(`{ job(id: "lab:etl/${name}/${uuids[0]}") { status } }`);
  };

  for (const name of ['a', 'b', 'c']) await ask(name);
  now += 10 * 60_000;
  await ask('d');

  expect(listLines(gateway).map(({ field, count }) => [field, count])).toEqual([
    ['metadata.namespace', 1],
    ['metadata.namespace', 3],
  ]);
});
