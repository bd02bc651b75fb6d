/**
 * Databricks as its own client reads it, with its own way to tokens. jobgraph says the same of each run. The emulator's runs
 * have the members of Databricks' own types.
 */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabricksWorld } from '../../emulators/databricks/demo-world.ts';
import { createDatabricksEmulator, type EmulatedRun } from '../../emulators/databricks/emulator.ts';
import type { Emulator } from '../../emulators/kit/emulator.ts';
import { createRandom } from '../../emulators/kit/random.ts';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';
import { wideLimits } from '../providers.ts';
import { checkTypes } from './check-types.ts';

const run = promisify(execFile);
const folder = fileURLToPath(new URL('databricks-client/', import.meta.url));
const hasClient = existsSync(`${folder}node_modules/@databricks/sdk-experimental`);
if (!hasClient)
  process.stderr.write(
    '\n!!! SKIPPED, because `npm ci --prefix test/proofs/databricks-client` was not run: Databricks as its own client reads it\n',
  );

const principal = { clientId: 'a-service-principal', clientSecret: 'a:secret+/=%' };
const token = 'a-personal-token';
const maxBytes = 10_000_000;

/** As the client gives it. */
interface Run {
  readonly run_id: number;
  readonly job_id?: number;
  readonly run_name?: string;
  readonly run_type?: string;
  readonly start_time: number;
  readonly end_time: number;
  readonly tasks?: readonly { readonly task_key: string }[];
}
interface Said {
  readonly rows: readonly Run[];
  readonly runs: readonly Run[];
}

/** What the graph says of it. */
interface Shown {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly jobId: string | null;
  readonly createdAt: string | null;
  readonly endedAt: string | null;
  readonly isTerminal: boolean;
  readonly tasks: readonly { readonly taskKey: string }[] | null;
}

interface Page {
  readonly nodes: readonly Shown[];
  readonly issues: readonly unknown[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

const toDate = (milliseconds: number): string | null =>
  milliseconds === 0 ? null : new Date(milliseconds).toISOString();

describe.skipIf(!hasClient)('Databricks as its own client reads it', () => {
  let emulator: Emulator;
  let gateway: GatewayUnderTest;
  let jobs: ReturnType<typeof createDatabricksWorld>['jobs'];
  const start = new Date();

  beforeAll(async () => {
    ({ jobs } = createDatabricksWorld({ clock: { start, now: () => start }, random: createRandom(1) }));
    emulator = await createDatabricksEmulator({
      ...{ jobs, tokens: [token], principals: { [principal.clientId]: principal.clientSecret } },
    });
    gateway = await startGateway({
      sources: [
        {
          ...{ name: 'lake', provider: 'databricks', server: emulator.url, credentials: { oauth: principal } },
          limits: wideLimits,
        },
      ],
    });
  });

  afterAll(async () => {
    await gateway.close();
    await emulator.close();
  });

  async function read(asked: object, ...credentials: readonly string[]): Promise<Said> {
    const { stdout } = await run(
      process.execPath,
      ['read.js', emulator.url, JSON.stringify(asked), ...credentials],
      // Without a home, so that no profile of the machine is read.
      { cwd: folder, maxBuffer: maxBytes, env: { PATH: process.env['PATH'] ?? '', HOME: folder } },
    );
    return JSON.parse(stdout) as Said;
  }

  async function list(filter: object): Promise<readonly Shown[]> {
    const nodes: Shown[] = [];
    let after: string | null = null;
    do {
      const { data, errors } = (await gateway.query(
        `query ($filter: JobFilter, $after: String) { jobs(first: 100, filter: $filter, after: $after) { issues { code } nodes {
          id name kind createdAt endedAt isTerminal ... on DatabricksJobRun { jobId tasks { taskKey } }
        } pageInfo { hasNextPage endCursor } } }`,
        { variables: { filter, after } },
      )) as { data: { jobs: Page }; errors: unknown };
      expect([errors, data.jobs.issues]).toEqual([[], []]);
      nodes.push(...data.jobs.nodes);
      after = data.jobs.pageInfo.hasNextPage ? data.jobs.pageInfo.endCursor : null;
    } while (after !== null);
    return nodes;
  }

  /** Each task once: a run has all attempts of it. */
  function toShown(one: Run, isTerminal: boolean): Omit<Shown, 'isTerminal'> {
    return {
      id: `lake:${one.run_id}`,
      name: one.run_name ?? '',
      kind: one.run_type ?? '',
      jobId: one.job_id === undefined ? null : String(one.job_id),
      createdAt: toDate(one.start_time),
      endedAt: isTerminal ? toDate(one.end_time) : null,
      tasks:
        one.tasks === undefined
          ? null
          : [...new Set(one.tasks.map(({ task_key: key }) => key))].map((taskKey) => ({ taskKey })),
    };
  }

  it('reads all of them with its own way to a token, in pages, and says of each what jobgraph says', async () => {
    emulator.reset();
    const { rows, runs } = await read({}, principal.clientId, principal.clientSecret);
    const own = emulator.calls.map(({ operation }) => operation);
    const shown = await list({});
    const isTerminal = new Map(shown.map((one) => [one.id, one.isTerminal]));

    expect(own.slice(0, 3)).toEqual(['oidc/metadata', 'oidc/token', 'list_runs']);
    expect(rows.length).toBeGreaterThan(75);
    expect(own.filter((operation) => operation === 'list_runs')).toHaveLength(Math.ceil(rows.length / 25));
    expect(shown.map(({ id }) => id).toSorted()).toEqual(
      jobs
        .list()
        .map(({ run_id: id }) => `lake:${id}`)
        .toSorted(),
    );
    // One id of the demo is beyond 2^53, where the client's numbers end.
    expect([shown.length, rows.length, runs.length]).toEqual([rows.length, rows.length, rows.length - 1]);
    for (const one of runs)
      expect(shown).toContainEqual({
        ...toShown(one, isTerminal.get(`lake:${one.run_id}`) === true),
        isTerminal: isTerminal.get(`lake:${one.run_id}`),
      });
  });

  it.each([
    ['that are active', { active_only: true }, { statuses: ['RUNNING', 'CANCELLING'] }, ['RUNNING', 'TERMINATING']],
    ['of a job', { job_id: 11_223_345 }, { definitions: ['11223345'] }, undefined],
  ])('lists the runs %s as jobgraph does', async (_what, asked, filter, states) => {
    const { rows } = await read(asked, token);
    const wanted = rows.filter((row) => {
      const { status } = row as unknown as { readonly status?: { readonly state?: string } };
      return states === undefined || states.includes(status?.state ?? '');
    });

    expect(wanted.length).toBeGreaterThan(0);
    const ids = (await list(filter)).map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(wanted.map(({ run_id: id }) => `lake:${id}`)));
    expect(ids).toHaveLength(wanted.length);
  });

  it('lists the runs of a span of time as jobgraph does', async () => {
    const [from, to] = [start.getTime() - 600_000_000, start.getTime() - 300_000_000];
    const { rows } = await read({ start_time_from: from, start_time_to: to - 1 }, token);

    const shown = await list({
      createdAfter: new Date(from).toISOString(),
      createdBefore: new Date(to).toISOString(),
    });

    expect(rows.length).toBeGreaterThan(25);
    expect(shown.map(({ id }) => id).toSorted()).toEqual(rows.map(({ run_id: id }) => `lake:${id}`).toSorted());
  });

  it('is answered with members of Databricks’ own types, and but four of its words', async () => {
    // Ids are text in the emulator, and numbers on the wire.
    const ids = /"((?:job|run|job_run|original_attempt_run)_id)":"(\d+)"/g;
    const runs = JSON.stringify(jobs.list() satisfies readonly EmulatedRun[]).replaceAll(ids, '"$1":$2');

    const said = await checkTypes(
      folder,
      `import type { jobs } from '@databricks/sdk-experimental';
export const runs = ${runs} satisfies jobs.Run[];\n`,
    );

    // Words that Databricks' pages and its client for Python have, and this client has not.
    const strange = [...said.matchAll(/TS2322: Type '"(\w+)"' is not assignable to type '(\w+)/g)];
    expect(strange.map(([, word, type]) => `${type ?? ''} ${word ?? ''}`)).toEqual([
      'RunLifeCycleState WAITING',
      'RunLifecycleStateV2State WAITING_FOR_RETRY',
      'TerminationCodeCode CLUSTER_TERMINATED_BY_USER',
      'TerminationCodeCode BREAKING_CHANGE',
    ]);
    expect(said.trim().split('\n')).toHaveLength(strange.length);
  });

  it.each([
    ['RunLifecycleStateV2State', (state: string) => ({ status: { state, termination_details: { code: 'SUCCESS' } } })],
    ['RunLifeCycleState', (life_cycle_state: string) => ({ state: { life_cycle_state, result_state: 'SUCCESS' } })],
    ['TerminationCodeCode', (code: string) => ({ status: { state: 'TERMINATED', termination_details: { code } } })],
    ['RunResultState', (result_state: string) => ({ state: { life_cycle_state: 'TERMINATED', result_state } })],
  ])('has no word of %s that jobgraph does not know', async (type, toMembers) => {
    const words = listWords(type);
    const start_time = start.getTime();
    const runs = words.map((word, index): EmulatedRun => ({
      ...{ run_id: String(index + 1), start_time, end_time: start_time + 1 },
      ...toMembers(word),
    }));
    const other = await createDatabricksEmulator({
      ...{ tokens: [token], jobs: { describe: (id) => runs.find((one) => one.run_id === id), list: () => runs } },
    });
    const direct = await startGateway({
      sources: [
        { name: 'lake', provider: 'databricks', server: other.url, credentials: { token }, limits: wideLimits },
      ],
    });

    const { data } = await direct.query('query ($ids: [ID!]!) { jobsById(ids: $ids) { status statusSource } }', {
      variables: { ids: runs.map(({ run_id: id }) => `lake:${id}`) },
    });
    await direct.close();
    await other.close();

    expect(words.length).toBeGreaterThan(5);
    const jobs = data.jobsById as readonly { readonly status: string; readonly statusSource: string }[];
    const unknown = words.filter((_, index) => jobs[index]?.statusSource !== 'PROVIDER');
    expect(unknown).toEqual([]);
    expect(jobs.filter(({ status }) => status === 'UNKNOWN')).toEqual([]);
  });
});

/** The words of a type of the client. */
function listWords(type: string): readonly string[] {
  const model = readFileSync(`${folder}node_modules/@databricks/sdk-experimental/dist/apis/jobs/model.d.ts`, 'utf8');
  const [, union = ''] = new RegExp(`export type ${type} =([^;]*);`).exec(model.replaceAll(/\/\*[^]*?\*\//g, '')) ?? [];
  return [...union.matchAll(/"(\w+)"/g)].flatMap(([, word]) => word ?? []);
}
