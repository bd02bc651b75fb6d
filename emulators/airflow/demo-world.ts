import { createDemoWorld, type DemoWorld } from '../kit/demo-world.ts';
import type { JsonObject } from '../kit/json.ts';
import { toDemoDate, toElapsedSeconds, type DemoClock, type DemoRun, type DemoSetting } from '../kit/moment.ts';
import { defineDemo } from '../kit/provider-demo.ts';
import { createAirflowEmulator, errors, type AirflowJobWorld, type EmulatedDagRun } from './emulator.ts';
import samples from './sample-jobs.json' with { type: 'json' };

const user = { username: 'demo', password: 'demo+not+a+real+password' };

export const demo = defineDemo({
  source: 'airflow',
  settings: { credentials: user, labels: { team: 'data', env: 'prod' } },
  selection: `runType
    triggeredBy
    logicalDate`,
  protectedSelection: 'confJson',
  movingSelection: 'dagDisplayName',
  createWorld: createAirflowWorld,
  createEmulator: (options) =>
    createAirflowEmulator({
      ...options,
      users: { [user.username]: user.password },
      // The first one ends after a minute, so that the next one is bought soon.
      tokenSeconds: (purchase) => (purchase === 1 ? 60 : 3600),
    }),
});

/** A run with dates in seconds since the demo began. Tasks are `<id> <state>`, with the place of a mapped one behind. */
interface SampleRun extends JsonObject {
  readonly key: string;
  readonly due: number;
  readonly begin?: number;
  readonly end?: number;
  readonly state: string;
  readonly run_type: string;
  readonly tasks?: readonly string[];
  /** How many more task instances it has. */
  readonly mapped?: number;
}

/** DAGs of a data team. The hourly runs are listed, but are no samples: one is like another. */
export function createAirflowWorld(setting: DemoSetting): DemoWorld<AirflowJobWorld> {
  const { clock } = setting;
  const { jobs, ids, listMoving } = createDemoWorld(setting, {
    idOf: toKey,
    still: samples.runs.map((sample) => toRun(clock, sample)),
    moving: [{ runSeconds: 160, toJobs: (run) => [toMovingRun(run)] }],
    errors,
    ids: {
      protected: 'nightly_load/manual__2026-11-22T08:30:00.123456+00:00',
      throttled: 'reports/manual__throttled',
      denied: 'reports/manual__denied',
      unknown: 'reports/manual__unknown',
    },
  });
  const hourly = listHourlyRuns().map((sample) => toRun(clock, sample));
  const listOthers = (): readonly EmulatedDagRun[] => [toClearedRun(clock), ...hourly];
  return {
    ids: { ...ids, jobs: [...ids.jobs, toKey(toClearedRun(clock))] },
    listMoving,
    jobs: {
      list: () => [...jobs.list(), ...listOthers()],
      describe: (key) => jobs.describe(key) ?? listOthers().find((run) => toKey(run) === key),
      tasksOf: (key) => {
        const sample = samples.runs.find((run) => run.key === key);
        if (sample !== undefined) return toTasks(sample.tasks, sample.mapped ?? 0, clock);
        const { state } = [...jobs.list(), ...listOthers()].find((run) => toKey(run) === key) ?? {};
        return toTasks([`sync ${state === 'queued' ? 'scheduled' : (state ?? 'null')}`], 0, clock);
      },
    },
  };
}

function toKey({ dag_id: dag, dag_run_id: run }: EmulatedDagRun): string {
  return `${dag}/${run}`;
}

/** More than a page of them, all good. */
function listHourlyRuns(): readonly SampleRun[] {
  return Array.from({ length: 110 }, (_, index) => {
    const due = -100_000 - index * 3600;
    return {
      key: `hourly_sync/scheduled__${String(index).padStart(4, '0')}`,
      state: 'success',
      ...{ run_type: 'scheduled', triggered_by: 'timetable' },
      ...{ due, begin: due + 2, end: due + 40 },
    };
  });
}

/** Waits for 20 seconds, and runs for two minutes and 20 seconds. */
function toMovingRun({ number, clock }: DemoRun): EmulatedDagRun {
  const elapsed = toElapsedSeconds(clock);
  const key = `hourly_sync/manual__${number}`;
  const state = elapsed >= 160 ? 'success' : elapsed >= 20 ? 'running' : 'queued';
  return toRun(clock, {
    ...{ key, state, run_type: 'manual', triggered_by: 'rest_api', due: 0 },
    ...(state === 'queued' ? {} : { begin: 20 }),
    ...(state === 'success' ? { end: 160 } : {}),
  });
}

/** It ended a minute before the demo began, is cleared two minutes after its end, and runs again under its id. */
function toClearedRun(clock: DemoClock): EmulatedDagRun {
  const elapsed = toElapsedSeconds(clock);
  const common = { key: 'nightly_load/manual__cleared', run_type: 'manual', triggered_by: 'ui', due: -300 };
  if (elapsed < 60) return toRun(clock, { ...common, state: 'failed', begin: -290, end: -60 });
  if (elapsed < 80) return toRun(clock, { ...common, state: 'queued' });
  if (elapsed < 200) return toRun(clock, { ...common, state: 'running', begin: 80 });
  return toRun(clock, { ...common, state: 'success', begin: 80, end: 200 });
}

function toRun(clock: DemoClock, sample: SampleRun): EmulatedDagRun {
  const { key, due, begin, end, tasks: _tasks, mapped: _mapped, ...more } = sample;
  const [dag = '', run = ''] = key.split('/');
  const at = (seconds: number | undefined): string | null =>
    seconds === undefined ? null : toDemoDate(clock, seconds).toISOString().replace('.000Z', '.123456Z');
  const runAfter = at(due) ?? '';
  return {
    ...{ conf: {}, note: null, triggering_user_name: null, bundle_version: null, partition_key: null },
    ...more,
    dag_run_id: run,
    dag_id: dag,
    run_after: runAfter,
    logical_date: runAfter,
    queued_at: runAfter,
    start_date: at(begin),
    end_date: at(end),
    duration: begin === undefined || end === undefined ? null : end - begin,
    data_interval_start: runAfter,
    data_interval_end: runAfter,
    last_scheduling_decision: at(end ?? begin),
    dag_versions: [
      { version_number: 3, dag_id: dag, bundle_name: 'dags-folder', bundle_version: null, created_at: at(-1_000_000) },
    ],
    dag_display_name: dag,
  };
}

function toTasks(tasks: readonly string[], mapped: number, clock: DemoClock): readonly JsonObject[] {
  const parts = Array.from({ length: mapped }, (_, index) => `part ${index < 70 ? 'success' : 'running'} ${index}`);
  return [...tasks, ...parts].map((text) => {
    const [id = '', state = '', place] = text.split(' ');
    const hasBegun = !/^(?:null|scheduled|queued|upstream_failed)$/.test(state);
    return {
      task_id: id,
      map_index: place === undefined ? -1 : Number(place),
      state: state === 'null' ? null : state,
      start_date: hasBegun ? toDemoDate(clock, -60).toISOString() : null,
      end_date: /^(?:success|failed|skipped|removed)$/.test(state) ? toDemoDate(clock, -30).toISOString() : null,
      ...{ try_number: hasBegun ? 1 : 0, max_tries: 1, operator: 'PythonOperator', pool: 'default_pool' },
      queue: 'default',
    };
  });
}
