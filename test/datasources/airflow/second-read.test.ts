/** What a run's task instances tell: `tasks`, `progress` and `failures`. */
import { afterEach, describe, expect, it } from 'vitest';
import { createAirflowEmulator, errors, type AirflowJobWorld } from '../../../emulators/airflow/emulator.ts';
import type { Emulator } from '../../../emulators/kit/emulator.ts';
import { startGateway, type GatewayUnderTest } from '../../gateway.ts';
import { taskMeanings } from './generated-jobs.ts';
import { toKey, toRun, toSource, token } from './runs.ts';

let emulator: Emulator;
let gateway: GatewayUnderTest;

afterEach(async () => {
  await gateway.close();
  await emulator.close();
});

async function start(tasksOf: NonNullable<AirflowJobWorld['tasksOf']>, maxPageSize = 100): Promise<void> {
  const run = toRun(1, { state: 'failed' });
  const jobs = { describe: () => run, list: () => [run], tasksOf };
  emulator = await createAirflowEmulator({ tokens: [token], jobs, maxPageSize });
  gateway = await startGateway({ random: () => 0, breaker: { failures: 1000 }, sources: [toSource(emulator.url)] });
}

async function ask(selection: string) {
  const { data, errors: failures } = await gateway.query(`{ job(id: "airflow:${toKey(1)}") { ${selection} } }`);
  return {
    job: data.job as Readonly<Record<string, unknown>>,
    codes: failures.map(({ path, extensions }) => [path?.join('.'), extensions.code]),
  };
}

const toTasks = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ task_id: `task${index}`, map_index: -1, state: 'success' }));
const reads = (): number => emulator.calls.filter(({ operation }) => operation === 'get_task_instances').length;

describe('the task instances of a run', () => {
  it.each([
    ['progress { total }', 1],
    ['failures { code }', 1],
    ['... on AirflowDagRun { tasks { taskId } } progress { total } failures { code }', 1],
    ['id status rawStatus endedAt name kind consoleUrl', 0],
    ['status progress @skip(if: true) { total }', 0],
  ])('for %s are read %i times', async (selection, count) => {
    await start(() => toTasks(1));

    const { codes } = await ask(selection);

    expect([codes, reads()]).toEqual([[], count]);
  });

  it.each([
    [0, 100, 1, '0'],
    [100, 100, 1, '100'],
    [101, 100, 2, '101'],
    [45, 20, 3, '45'],
    [1000, 100, 10, '1000'],
    // Not all are read, so how many did well is not known.
    [1001, 100, 10, null],
  ])('%i by pages of %i at most take %i reads', async (count, maxPageSize, pages, succeeded) => {
    await start(() => toTasks(count), maxPageSize);

    const { job, codes } = await ask('progress { total succeeded } ... on AirflowDagRun { tasks { taskId } }');

    expect(codes).toEqual([]);
    expect(job['progress']).toEqual({ total: String(count), succeeded });
    expect(job['tasks']).toHaveLength(Math.min(count, 1000));
    expect(reads()).toBe(pages);
  });

  it('have the status that each state means', async () => {
    const states = [...taskMeanings.keys(), null, 'later'];
    await start(() => states.map((state) => ({ task_id: String(state), map_index: -1, state })));

    const { job } = await ask('... on AirflowDagRun { tasks { rawStatus status } }');

    expect(job['tasks']).toEqual(
      states.map((state) => ({
        rawStatus: state,
        status: state === null ? 'QUEUED' : (taskMeanings.get(state) ?? 'UNKNOWN'),
      })),
    );
  });

  it('that cannot be read leave three fields null, each with the error; the rest stands, and nothing is remembered', async () => {
    let isDenied = true;
    await start(() => (isDenied ? errors.denied : toTasks(2)));
    const selection = 'status progress { total } failures { code } ... on AirflowDagRun { tasks { taskId } }';

    const first = await ask(selection);
    isDenied = false;
    const second = await ask(selection);

    expect(first.job).toEqual({ status: 'FAILED', progress: null, failures: null, tasks: null });
    expect(first.codes.toSorted()).toEqual(
      ['job.failures', 'job.progress', 'job.tasks'].map((path) => [path, 'PROVIDER_ACCESS_DENIED']),
    );
    expect([second.codes, second.job['progress']]).toEqual([[], { total: '2' }]);
  });
});
