/** Runs of every shape, as the wire has them and as the graph must. */
import fc from 'fast-check';
import { toGeneratedJobs } from '../../conformance/answers.ts';
import type { ExpectedJob } from '../../conformance/provider-under-test.ts';
import { isoTime, member, someText, wholeNumber, word } from '../generated-values.ts';
import { formatWireJson, toWireObject, unknownMembers, type WireJson } from '../wire-json.ts';
import { toNames } from './runs.ts';

const meanings = new Map([
  ['queued', 'QUEUED'],
  ['running', 'RUNNING'],
  ['success', 'SUCCEEDED'],
  ['failed', 'FAILED'],
]);
/** The meaning of a task instance's state. */
export const taskMeanings = new Map([
  ...['scheduled', 'queued', 'up_for_retry', 'up_for_reschedule'].map((state) => [state, 'QUEUED'] as const),
  ...['running', 'restarting', 'deferred'].map((state) => [state, 'RUNNING'] as const),
  ['success', 'SUCCEEDED'],
  ['failed', 'FAILED'],
  ...['skipped', 'upstream_failed', 'removed'].map((state) => [state, 'SKIPPED'] as const),
]);
const text = fc.oneof(someText, fc.constant(''));

const textFields = {
  run_type: 'runType',
  triggered_by: 'triggeredBy',
  dag_display_name: 'dagDisplayName',
  bundle_version: 'bundleVersion',
  partition_key: 'partitionKey',
} as const;
const timeFields = {
  run_after: 'createdAt',
  logical_date: 'logicalDate',
  data_interval_start: 'dataIntervalStart',
  data_interval_end: 'dataIntervalEnd',
  queued_at: 'queuedAt',
  last_scheduling_decision: 'updatedAt',
} as const;
const taskTexts = { operator: 'operator', pool: 'pool', queue: 'queue' } as const;
const taskNumbers = { try_number: 'tryNumber', max_tries: 'maxTries' } as const;

/** A value for each of them. */
function eachOf<T>(fields: object, value: fc.Arbitrary<T>): fc.Arbitrary<Readonly<Record<string, T>>> {
  return fc.record(Object.fromEntries(Object.keys(fields).map((name) => [name, value])));
}

const taskModel = fc.record({
  id: someText,
  mapIndex: member(fc.integer({ min: -1, max: 200 })),
  state: member(word(...taskMeanings.keys())),
  start: member(isoTime),
  end: member(isoTime),
  texts: eachOf(taskTexts, member(text)),
  numbers: eachOf(taskNumbers, member(wholeNumber)),
});
type TaskModel = typeof taskModel extends fc.Arbitrary<infer T> ? T : never;

const runModel = fc.record({
  state: member(word(...meanings.keys())),
  texts: eachOf(textFields, member(text)),
  times: eachOf(timeFields, member(isoTime)),
  start: member(isoTime),
  end: member(isoTime),
  user: member(text),
  note: member(text),
  conf: member(fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.oneof(someText, fc.boolean(), fc.constant(null)))),
  versions: member(
    fc.array(
      fc.record({ number: member(wholeNumber), name: member(text), version: member(text), created: member(isoTime) }),
      { maxLength: 2 },
    ),
  ),
  tasks: fc.array(taskModel, { maxLength: 6 }),
  hasUnknown: fc.boolean(),
  spelling: fc.nat({ max: 1000 }),
});
type RunModel = typeof runModel extends fc.Arbitrary<infer T> ? T : never;

type Time = { readonly wire: string; readonly instant: string } | null | undefined;
type Spelt = { readonly wire: string; readonly value: number } | null | undefined;
const toTime = (time: Time): WireJson => time && time.wire;
const toNumber = (value: Spelt): WireJson => value && { number: value.wire };
const mapOf = <T, R>(values: Readonly<Record<string, T>>, to: (value: T) => R): Record<string, R> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, to(value)]));
const toShown = <T>(
  fields: Readonly<Record<string, string>>,
  values: Readonly<Record<string, T>>,
  to: (value: T) => unknown,
): ExpectedJob =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [field, to(values[name] as T) ?? null]));

function toWire(key: string, model: RunModel): WireJson {
  return toWireObject(
    {
      ...toNames(key),
      state: model.state,
      ...model.texts,
      ...mapOf(model.times, toTime),
      start_date: toTime(model.start),
      end_date: toTime(model.end),
      triggering_user_name: model.user,
      note: model.note,
      conf: model.conf && toWireObject(model.conf),
      dag_versions: model.versions?.map(({ number, name, version, created }) =>
        toWireObject({
          version_number: toNumber(number),
          bundle_name: name,
          bundle_version: version,
          created_at: toTime(created),
        }),
      ),
    },
    model.hasUnknown ? unknownMembers : [],
  );
}

function toWireTasks({ tasks, hasUnknown }: RunModel): WireJson {
  return toWireObject({
    task_instances: tasks.map((task) =>
      toWireObject(
        {
          task_id: task.id,
          map_index: typeof task.mapIndex === 'number' ? { number: String(task.mapIndex) } : task.mapIndex,
          state: task.state,
          start_date: toTime(task.start),
          end_date: toTime(task.end),
          ...task.texts,
          ...mapOf(task.numbers, toNumber),
        },
        hasUnknown ? unknownMembers : [],
      ),
    ),
    total_entries: { number: String(tasks.length) },
  });
}

function toExpectedTask(task: TaskModel): object {
  const rawStatus = task.state ?? null;
  const status = rawStatus === null ? 'QUEUED' : (taskMeanings.get(rawStatus) ?? 'UNKNOWN');
  return {
    taskId: task.id,
    mapIndex: task.mapIndex === -1 ? null : (task.mapIndex ?? null),
    status,
    rawStatus,
    startedAt: task.start?.instant ?? null,
    endedAt: ['SUCCEEDED', 'FAILED', 'SKIPPED'].includes(status) ? (task.end?.instant ?? null) : null,
    ...toShown(taskTexts, task.texts, (value) => value),
    ...toShown(taskNumbers, task.numbers, (value) => value?.value),
  };
}

function toExpectedProgress({ tasks }: RunModel): object {
  const countOf = (...states: string[]): number => tasks.filter(({ state }) => states.includes(state ?? '')).length;
  const [good, bad] = [countOf('success', 'skipped', 'removed'), countOf('failed', 'upstream_failed')];
  const fraction = tasks.length === 0 ? null : (good + bad) / tasks.length;
  return { total: String(tasks.length), succeeded: String(good), failed: String(bad), fraction };
}

function toExpectedFailures(tasks: readonly TaskModel[]): readonly object[] {
  const failures = tasks
    .filter(({ state }) => state === 'failed')
    .map(({ id, mapIndex }) => (typeof mapIndex === 'number' && mapIndex >= 0 ? `${id}[${mapIndex}]` : id));
  return (failures.length === 0 ? [null] : failures).map((subject) => ({ code: 'failed', message: null, subject }));
}

/** By hand: everything but RFC 3986's unreserved characters. */
export function toPage(key: string): string {
  const encode = (part: string): string =>
    [...Buffer.from(part, 'utf8')]
      .map((byte) => {
        const character = String.fromCharCode(byte);
        return /[A-Za-z0-9._~-]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
      })
      .join('');
  const { dag_id: dag, dag_run_id: run } = toNames(key);
  return `https://airflow.acme.example/dags/${encode(dag)}/runs/${encode(run)}`;
}

function toOpenFields(key: string, model: RunModel): ExpectedJob {
  const { dag_id: dagId, dag_run_id: runId } = toNames(key);
  const rawStatus = model.state ?? null;
  const status = meanings.get(rawStatus ?? '') ?? 'UNKNOWN';
  const hasEnded = status === 'SUCCEEDED' || status === 'FAILED';
  return {
    ...{ providerJobId: runId, name: runId, kind: dagId, definition: dagId, dagId },
    ...{ status, rawStatus, statusSource: rawStatus === null || rawStatus === '' ? 'NOT_REPORTED' : 'PROVIDER' },
    startedAt: status === 'QUEUED' ? null : (model.start?.instant ?? null),
    endedAt: hasEnded ? (model.end?.instant ?? null) : null,
    progress: toExpectedProgress(model),
    failures: status === 'FAILED' ? toExpectedFailures(model.tasks) : [],
    consoleUrl: toPage(key),
    ...toShown(textFields, model.texts, (value) => value),
    ...toShown(timeFields, model.times, (time) => time?.instant),
    dagVersions:
      model.versions?.map(({ number, name, version, created }) => ({
        versionNumber: number?.value ?? null,
        bundleName: name ?? null,
        bundleVersion: version ?? null,
        createdAt: created?.instant ?? null,
      })) ?? null,
    tasks: model.tasks.map(toExpectedTask),
  };
}

export const generatedJobs = toGeneratedJobs(
  runModel,
  (key, model) => ({
    body: formatWireJson(toWire(key, model), model.spelling),
    second: formatWireJson(toWireTasks(model), model.spelling),
  }),
  (key, model, viewer) => ({
    ...toOpenFields(key, model),
    ...(viewer === 'whole'
      ? {
          triggeringUserName: model.user ?? null,
          note: model.note ?? null,
          confJson: model.conf ? JSON.stringify(model.conf) : null,
        }
      : {}),
  }),
);
