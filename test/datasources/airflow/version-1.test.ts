/** Version 1 of the API, as Airflow 2 speaks it. */
import { afterEach, describe, expect, it } from 'vitest';
import { createAirflowEmulator, type AirflowEmulatorOptions } from '../../../emulators/airflow/emulator.ts';
import { toRawAnswer, type Emulator } from '../../../emulators/kit/emulator.ts';
import { startGateway, type GatewayUnderTest } from '../../gateway.ts';
import { toKey, toRun, toSource, token } from './runs.ts';
import { failedByV1, tasksOfFailed } from './samples.ts';

const key = 'nightly_load/scheduled__2026-11-21T00:00:00+00:00';
const user = { username: 'jobgraph', password: 'pässword:1' };

let emulator: Emulator;
let gateway: GatewayUnderTest;

afterEach(async () => {
  await gateway.close();
  await emulator.close();
});

async function start(options: Partial<AirflowEmulatorOptions>, more: object = {}): Promise<void> {
  const jobs = { describe: () => undefined, list: () => [] };
  emulator = await createAirflowEmulator({ tokens: [token], users: { jobgraph: user.password }, jobs, ...options });
  gateway = await startGateway({
    random: () => 0,
    sources: [toSource(emulator.url, { apiVersion: 'v1', webUrl: 'https://airflow.acme.example/', ...more })],
  });
}

async function ask(id: string, selection: string) {
  const { data, errors } = await gateway.query(`{ job(id: "airflow:${id}") { ${selection} } }`);
  return { job: data.job as unknown, codes: errors.map(({ extensions }) => extensions.code) };
}

describe('version 1 of Airflow’s API', () => {
  it('gives a run with its tasks; what only version 2 says is null', async () => {
    const describeRun = () => toRawAnswer({ body: failedByV1 });
    const tasksOf = () => toRawAnswer({ body: tasksOfFailed });
    await start({ jobs: { describe: describeRun, list: () => [], tasksOf } });

    const { job, codes } = await ask(
      key,
      `status createdAt startedAt endedAt durationSeconds consoleUrl progress { total failed }
       ... on AirflowDagRun { logicalDate dagDisplayName triggeredBy queuedAt dagVersions { versionNumber } }`,
    );

    expect(codes).toEqual([]);
    expect(job).toEqual({
      status: 'FAILED',
      // The end of the interval, not the logical date.
      createdAt: '2026-11-22T00:00:00.000Z',
      startedAt: '2026-11-22T00:00:02.500Z',
      endedAt: '2026-11-22T00:31:10.750Z',
      durationSeconds: 1868.25,
      consoleUrl:
        'https://airflow.acme.example/dags/nightly_load/grid?dag_run_id=scheduled__2026-11-21T00%3A00%3A00%2B00%3A00',
      progress: { total: '3', failed: '2' },
      logicalDate: '2026-11-21T00:00:00.000Z',
      ...{ dagDisplayName: null, triggeredBy: null, queuedAt: null, dagVersions: null },
    });
    expect(emulator.calls.map(({ path }) => path)).toEqual(
      ['', '/taskInstances'].map(
        (more) => `/api/v1/dags/nightly_load/dagRuns/scheduled__2026-11-21T00%3A00%3A00%2B00%3A00${more}`,
      ),
    );
  });

  it.each([
    ['a scheduled run', { run_type: 'scheduled', data_interval_end: '2026-11-23T00:00:00Z' }, '2026-11-23'],
    ['a scheduled run without an interval', { run_type: 'scheduled' }, '2026-11-22'],
    ['a manual run', { run_type: 'manual', data_interval_end: '2026-11-23T00:00:00Z' }, '2026-11-22'],
    ['a run without a logical date', { logical_date: null, execution_date: '2026-11-21T00:00:00Z' }, '2026-11-21'],
  ])('dates %s', async (_name, more, day) => {
    const run = toRun(0, { logical_date: '2026-11-22T00:00:00Z', ...more });
    await start({ jobs: { describe: () => toRawAnswer({ body: JSON.stringify(run) }), list: () => [] } });

    expect(await ask(toKey(0), 'createdAt')).toEqual({ job: { createdAt: `${day}T00:00:00.000Z` }, codes: [] });
  });

  it('lists runs by count, in no order that is relied on, and takes the bound that it has a word for', async () => {
    const runs = Array.from({ length: 25 }, (_, index) =>
      toRun(index, { run_type: 'scheduled', data_interval_end: toRun(25 - index)['run_after'] }),
    );
    await start({ jobs: { describe: () => undefined, list: () => runs }, maxPageSize: 10 });

    const { data, errors } = await gateway.query(
      `{ jobs(first: 100, filter: { statuses: [SUCCEEDED], createdAfter: "2026-01-01T00:00:00Z", createdBefore: "2027-01-01T00:00:00Z" }) { nodes { id } issues { code } } }`,
    );

    expect([errors, data.jobs.issues]).toEqual([[], []]);
    expect((data.jobs.nodes as readonly { id: string }[]).map(({ id }) => id)).toEqual(
      runs.map((_run, index) => `airflow:${toKey(index)}`),
    );
    expect(emulator.calls.map(({ body }) => JSON.parse(body) as unknown)).toEqual(
      [0, 10, 20].map((page_offset) => ({
        ...{ order_by: '-execution_date', page_limit: 100, page_offset },
        ...{ states: ['success'], execution_date_lte: '2027-01-01T00:00:00.000Z' },
      })),
    );
  });

  it('shows user and password with each call, in UTF-8, and buys nothing', async () => {
    const run = toRun(0);
    await start({ jobs: { describe: () => run, list: () => [run] } }, { credentials: user });

    expect(await ask(toKey(0), 'status')).toEqual({ job: { status: 'SUCCEEDED' }, codes: [] });
    expect(emulator.calls.map(({ operation, headers }) => [operation, headers['authorization']])).toEqual([
      ['get_dag_run', `Basic ${Buffer.from('jobgraph:pässword:1', 'utf8').toString('base64')}`],
    ]);
  });

  it('that refuses the password is PROVIDER_ACCESS_DENIED', async () => {
    await start({}, { credentials: { ...user, password: 'another' } });

    expect((await ask(toKey(0), 'status')).codes).toEqual(['PROVIDER_ACCESS_DENIED']);
  });
});
