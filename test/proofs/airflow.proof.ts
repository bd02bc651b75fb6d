/**
 * Requests of the adapter and answers of the emulator, by Airflow's own descriptions of its API: version 1 by that of Airflow
 * 2.5.3, the oldest that is promised, and version 2 by that of the Airflow at hand.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAirflowWorld } from '../../emulators/airflow/demo-world.ts';
import { createAirflowEmulator, type EmulatedDagRun } from '../../emulators/airflow/emulator.ts';
import { toRawAnswer, type Emulator } from '../../emulators/kit/emulator.ts';
import { createRandom } from '../../emulators/kit/random.ts';
import { fastSource, noCache } from '../datasources/ask-whole.ts';
import { selectEveryField } from '../datasources/every-field.ts';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';
import { description, newerDescription, writeAirflowExcerpt } from './airflow-excerpt.ts';
import { hasPrism, startPrism, type Prism } from './prism.ts';

const canJudge = hasPrism(description, 'Airflow');
const token = 'token-of-a-proof';
const folder = mkdtempSync(join(tmpdir(), 'jobgraph-airflow-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** All that a description has. The demo has a run of another one, too. */
const states = new Set<unknown>(['queued', 'running', 'success', 'failed']);

/** Starts a demo of Airflow behind the proxy, and a gateway that reads it. */
async function startWorld(version: 'v1' | 'v2', file: string) {
  const start = new Date('2026-11-22T06:00:00Z');
  const { jobs } = createAirflowWorld({ clock: { start, now: () => start }, random: createRandom(1) });
  const list = (): readonly EmulatedDagRun[] => jobs.list().filter(({ state }) => states.has(state));
  const emulator = await createAirflowEmulator({ jobs: { ...jobs, list }, tokens: [token] });
  const prism = await startPrism(emulator.url, file);
  const gateway = await startGateway({
    random: () => 0,
    cache: noCache,
    sources: [
      {
        ...{ name: 'airflow', provider: 'airflow', server: prism.url, apiVersion: version, credentials: { token } },
        ...fastSource,
      },
    ],
  });
  const keys = list().map((run) => `${run.dag_id}/${run.dag_run_id}`);
  return { emulator, prism, gateway, keys: keys.slice(0, 50) };
}

describe.skipIf(!canJudge).each([
  ['v1', () => writeAirflowExcerpt(folder), true],
  ['v2', () => newerDescription, existsSync(newerDescription)],
] as const)('version %s of Airflow by its own description', (version, toFile, isThere) => {
  describe.skipIf(!isThere)('through the proxy', () => {
    let emulator: Emulator;
    let prism: Prism;
    let gateway: GatewayUnderTest;
    let keys: readonly string[];

    beforeAll(async () => {
      ({ emulator, prism, gateway, keys } = await startWorld(version, toFile()));
    });
    afterAll(async () => {
      await gateway.close();
      await prism.close();
      await emulator.close();
    });

    const expectOnlyGood = (least: number): void => {
      const statuses = emulator.calls.map(({ operation, status }) => `${operation} ${String(status)}`);
      expect(statuses.filter((one) => !one.endsWith(' 200'))).toEqual([]);
      expect(statuses.length).toBeGreaterThanOrEqual(least);
    };

    it('passes every run of the demo with all that is read of it', async () => {
      const bearer = await gateway.token('job:read', 'job:sensitive', 'job:credentials');
      emulator.reset();

      const { data, errors } = await gateway.query(
        `query ($ids: [ID!]!) { jobsById(ids: $ids) { ... on AirflowDagRun ${selectEveryField('AirflowDagRun')} } }`,
        { variables: { ids: keys.map((key) => `airflow:${key}`) }, token: bearer },
      );

      expect(errors).toEqual([]);
      const jobs = data.jobsById as readonly { readonly status: string; readonly tasks: readonly unknown[] }[];
      expect(jobs.length).toBe(keys.length);
      expect(new Set(jobs.map(({ status }) => status))).toEqual(new Set(['QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED']));
      expect(Math.max(...jobs.map(({ tasks }) => tasks.length))).toBeGreaterThan(100);
      expectOnlyGood(keys.length * 2);
    });

    it.each([
      {},
      { statuses: ['RUNNING'] },
      { statuses: ['FAILED', 'SUCCEEDED'] },
      { createdAfter: '2026-11-21T00:00:00.5Z' },
      { createdBefore: '2026-11-22T05:00:00Z' },
      { createdAfter: '2026-11-01T00:00:00Z', createdBefore: '2026-11-22T05:00:00Z', statuses: ['SUCCEEDED'] },
    ])('passes a list, filtered by %j', async (filter) => {
      emulator.reset();

      const { data, errors } = await gateway.query(
        'query ($filter: JobFilter) { jobs(first: 100, filter: $filter) { nodes { id status name } issues { code } } }',
        { variables: { filter } },
      );

      expect([errors, data.jobs.issues]).toEqual([[], []]);
      expect(data.jobs.nodes.length).toBeGreaterThan(0);
      expectOnlyGood(1);
    });

    it('passes a run that is not there as such', async () => {
      const { errors } = await gateway.query('{ job(id: "airflow:nightly_load/manual__unknown") { status } }');

      expect(errors.map(({ extensions }) => extensions.code)).toEqual(['JOB_NOT_FOUND']);
    });
  });

  it.skipIf(!isThere)('is no proxy that lets pass everything', async () => {
    const run = { dag_id: 'd', dag_run_id: 'r', state: 'exploded', start_date: 7 };
    const emulator = await createAirflowEmulator({
      tokens: [token],
      jobs: { describe: () => toRawAnswer({ body: JSON.stringify(run) }), list: () => [] },
    });
    const prism = await startPrism(emulator.url, toFile());
    const ask = async (path: string, body?: object): Promise<number> => {
      const answer = await fetch(`${prism.url}/api/${version}/dags/${path}`, {
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      });
      await answer.text();
      return answer.status;
    };
    try {
      expect([
        await ask('d/dagRuns/r'),
        await ask('~/dagRuns/list', { odd: 1 }),
        await ask('~/dagRuns/list', { page_limit: 'many' }),
        await ask('d/dagRuns/r/taskInstances?limit=many'),
      ]).toEqual([500, 422, 422, 422]);
    } finally {
      await prism.close();
      await emulator.close();
    }
  });
});
