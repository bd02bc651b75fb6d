import { createDemoWorld, type DemoWorld } from '../kit/demo-world.ts';
import type { JobWorld } from '../kit/emulator.ts';
import type { JsonObject } from '../kit/json.ts';
import { toDemoDate, toElapsedSeconds, type DemoClock, type DemoRun, type DemoSetting } from '../kit/moment.ts';
import { defineDemo } from '../kit/provider-demo.ts';
import { createDatabricksEmulator, errors, type EmulatedRun } from './emulator.ts';
import samples from './sample-jobs.json' with { type: 'json' };

/** Recognisably fake. */
const principal = { clientId: 'demo-service-principal', clientSecret: 'demo+not+a+real+secret' };

export const demo = defineDemo({
  source: 'lake',
  settings: { credentials: { oauth: principal }, labels: { team: 'data', env: 'dev' } },
  selection: `jobId
    trigger
    tasks { taskKey status rawStatus }`,
  protectedSelection: `creatorUserName
    jobParameters { key value }`,
  movingSelection: 'trigger',
  createWorld: createDatabricksWorld,
  createEmulator: (options) =>
    createDatabricksEmulator({
      ...options,
      principals: { [principal.clientId]: principal.clientSecret },
      // The first one ends after a minute, so that the next one is bought soon.
      tokenSeconds: (purchase) => (purchase === 1 ? 60 : 3600),
    }),
});

const nightly = '11223344';
/** More than JavaScript's numbers hold. */
const longId = '9007199254740993';

/** Jobs of a data platform. The hourly runs are listed, but are no samples: one is like another. */
export function createDatabricksWorld(setting: DemoSetting): DemoWorld<JobWorld<EmulatedRun>> {
  const { clock } = setting;
  const { jobs, ids, listMoving } = createDemoWorld(setting, {
    idOf: ({ run_id: id }) => id,
    still: [...listStates(clock), ...listEnds(clock), ...listOdd(clock)],
    moving: [{ runSeconds, toJobs: (run) => [toMovingRun(run)] }],
    errors,
    ids: { protected: longId, throttled: '900000001', denied: '900000002', unknown: '900000003' },
  });
  const hourly = listHourly(clock);
  const listOthers = (): readonly EmulatedRun[] => [toRepairedRun(clock), ...hourly];
  return {
    ids: { ...ids, jobs: [...ids.jobs, repairedId] },
    listMoving,
    jobs: {
      list: () => [...jobs.list(), ...listOthers()],
      describe: (id) => jobs.describe(id) ?? listOthers().find((run) => run.run_id === id),
    },
  };
}

const toMilliseconds = (clock: DemoClock, seconds: number): number => toDemoDate(clock, seconds).getTime() + 123;

interface Times {
  /** In seconds since the demo began; undefined: not yet. */
  readonly begin?: number | undefined;
  readonly end?: number | undefined;
}

function toRun(clock: DemoClock, run_id: string, { begin, end }: Times, more: JsonObject): EmulatedRun {
  const page = `https://adb-1234567890123456.7.azuredatabricks.net/?o=1234567890123456#job/${nightly}/run/${run_id}`;
  return {
    job_id: nightly,
    run_id,
    job_run_id: run_id,
    original_attempt_run_id: run_id,
    start_time: begin === undefined ? 0 : toMilliseconds(clock, begin),
    end_time: end === undefined ? 0 : toMilliseconds(clock, end),
    run_name: 'nightly',
    run_type: 'JOB_RUN',
    run_page_url: page,
    trigger: 'PERIODIC',
    schedule: { quartz_cron_expression: '0 0 0 * * ?', timezone_id: 'UTC', pause_status: 'UNPAUSED' },
    queue_duration: 0,
    ...(begin === undefined || end === undefined ? {} : { run_duration: (end - begin) * 1000 }),
    ...more,
  };
}

function listStates(clock: DemoClock): readonly EmulatedRun[] {
  return [...samples.states, 'CANCELLING'].map((word, index) => {
    const state = word === 'CANCELLING' ? 'TERMINATING' : word;
    const isLimited = word === 'QUEUED';
    return toRun(
      clock,
      String(455_000_001 + index),
      { begin: isLimited ? undefined : -400 - index },
      {
        status: {
          state,
          ...(isLimited
            ? { queue_details: { code: 'MAX_CONCURRENT_RUNS_REACHED', message: 'Queued at its job’s limit.' } }
            : {}),
          ...(word === 'CANCELLING' ? { termination_details: { code: 'USER_CANCELED', type: 'SUCCESS' } } : {}),
        },
        state: { life_cycle_state: state, state_message: '' },
      },
    );
  });
}

/** One of each word of today, and one of each older one. */
function listEnds(clock: DemoClock): readonly EmulatedRun[] {
  const at = (index: number): Times => ({ begin: -90_000 - index * 1000, end: -89_400 - index * 1000 });
  const today = samples.ends.map(([code, type, result], index) =>
    toRun(clock, String(455_100_001 + index), at(index), {
      status: {
        state: 'TERMINATED',
        termination_details: { code, type, message: code === 'SUCCESS' ? '' : `The run ended: ${String(code)}.` },
      },
      state: { life_cycle_state: 'TERMINATED', ...(result === null ? {} : { result_state: result }) },
    }),
  );
  const old = samples.oldEnds.map((result, index) =>
    toRun(clock, String(455_200_001 + index), at(40 + index), {
      state: { life_cycle_state: 'TERMINATED', result_state: result, state_message: '' },
    }),
  );
  const older = samples.oldLifeCycles.map((lifeCycle, index) =>
    toRun(clock, String(455_300_001 + index), at(60 + index), { state: { life_cycle_state: lifeCycle } }),
  );
  return [...today, ...old, ...older];
}

const failedTask = {
  status: {
    state: 'TERMINATED',
    termination_details: {
      code: 'RUN_EXECUTION_ERROR',
      type: 'CLIENT_ERROR',
      message: 'Workload failed, see run output for details',
    },
  },
};
const goodTask = { status: { state: 'TERMINATED', termination_details: { code: 'SUCCESS', type: 'SUCCESS' } } };

function toTask(clock: DemoClock, key: string, run_id: string, attempt: number, more: JsonObject): JsonObject {
  return {
    ...{ task_key: key, run_id, attempt_number: attempt, existing_cluster_id: '1122-033000-abc12345' },
    notebook_task: { notebook_path: `/etl/${key}`, source: 'WORKSPACE' },
    start_time: toMilliseconds(clock, -7_000 + attempt * 300),
    end_time: toMilliseconds(clock, -6_800 + attempt * 300),
    ...more,
  };
}

/** Several tasks, of which one was tried again. */
function toRunOfTasks(clock: DemoClock): EmulatedRun {
  return toRun(
    clock,
    longId,
    { begin: -7_100, end: -6_000 },
    {
      ...failedTask,
      creator_user_name: 'ops@acme.example',
      job_parameters: [
        { name: 'day', default: '', value: '2026-11-22' },
        { name: 'password', default: 'demo-not-a-real-password' },
      ],
      overriding_parameters: { notebook_params: { password: 'demo-not-a-real-password' } },
      git_source: {
        git_url: 'https://bot:demo-not-a-real-token@git.acme.example/etl.git',
        git_provider: 'gitLab',
        git_branch: 'main',
        git_snapshot: { used_commit: '9b1c0f4d2e6a7788c0ffee00aa11bb22cc33dd44' },
      },
      tasks: [
        toTask(clock, 'load', '455400002', 0, failedTask),
        toTask(clock, 'clean', '455400003', 0, goodTask),
        toTask(clock, 'load', '455400004', 1, failedTask),
        toTask(clock, 'report', '455400005', 0, {
          depends_on: [{ task_key: 'load' }, { task_key: 'clean' }],
          status: { state: 'TERMINATED', termination_details: { code: 'SKIPPED', type: 'CLIENT_ERROR' } },
          state: { life_cycle_state: 'TERMINATED', result_state: 'UPSTREAM_FAILED' },
          start_time: 0,
        }),
      ],
    },
  );
}

function listOdd(clock: DemoClock): readonly EmulatedRun[] {
  return [
    toRunOfTasks(clock),
    // Without a job.
    toRun(
      clock,
      '455400010',
      { begin: -5_000, end: -4_700 },
      {
        ...{
          ...goodTask,
          job_id: undefined,
          run_type: 'SUBMIT_RUN',
          run_name: 'one-time import',
          trigger: 'ONE_TIME',
          schedule: undefined,
        },
      },
    ),
    // Ended, and nobody says how.
    toRun(clock, '455400011', { begin: -200_000, end: -199_000 }, { status: { state: 'TERMINATED' } }),
  ];
}

/** More than two pages of them, all good. */
function listHourly(clock: DemoClock): readonly EmulatedRun[] {
  return Array.from({ length: 64 }, (_, index) => {
    const begin = -300_000 - index * 3600;
    return toRun(
      clock,
      String(455_500_001 + index),
      { begin, end: begin + 60 },
      {
        ...{ ...goodTask, job_id: '11223345', run_name: 'hourly sync' },
      },
    );
  });
}

const repairedId = '455400020';

/** It failed a minute before the demo began, is repaired a minute later, and runs again under its id. */
function toRepairedRun(clock: DemoClock): EmulatedRun {
  const elapsed = toElapsedSeconds(clock);
  if (elapsed < 60) return toRun(clock, repairedId, { begin: -290, end: -60 }, failedTask);
  if (elapsed < 200) return toRun(clock, repairedId, { begin: -290 }, { status: { state: 'RUNNING' } });
  return toRun(clock, repairedId, { begin: -290, end: 200 }, goodTask);
}

const runSeconds = 160;

/** Waits for 20 seconds, and runs for two minutes and 20 seconds. */
function toMovingRun({ number, clock }: DemoRun): EmulatedRun {
  const elapsed = toElapsedSeconds(clock);
  const id = String(455_600_001 + number);
  if (elapsed < 20) return toRun(clock, id, { begin: 0 }, { status: { state: 'PENDING' } });
  if (elapsed < runSeconds) return toRun(clock, id, { begin: 0 }, { status: { state: 'RUNNING' } });
  return toRun(clock, id, { begin: 0, end: runSeconds }, goodTask);
}
