/** Executions as a test means them: random members, their answer, and what the graph must say by the contract's tables. */
import fc from 'fast-check';
import { toGeneratedJobs } from '../../conformance/answers.ts';
import type { ExpectedJob, Viewer } from '../../conformance/provider-under-test.ts';
import { entries, isoTime, member, someText, toSortedEntries, type SpeltTime } from '../generated-values.ts';
import { formatWireJson, toWireObject, unknownMembers, type WireJson } from '../wire-json.ts';

type Maybe<T> = T | null | undefined;

const texts = [
  ['uid', 'uid'],
  ['launchStage', 'launchStage'],
  ['template.serviceAccount', 'serviceAccount'],
  ['template.executionEnvironment', 'executionEnvironment'],
  ['template.encryptionKey', 'imageEncryptionKey'],
] as const;

const count = member(fc.constantFrom(0, 0, 1, 4, 2_147_483_647));
const time = member(isoTime);
const text = member(fc.oneof(someText, fc.constant('')));
const reason = member(fc.constantFrom('', 'CANCELLED', 'DELETED', 'CANCELLING', 'NON_ZERO_EXIT_CODE', 'toString'));

const condition = fc.record({
  type: fc.constantFrom('Completed', 'Completed', 'Started', 'ResourcesAvailable', 'AddedLater'),
  state: member(
    fc.constantFrom(
      ...['CONDITION_SUCCEEDED', 'CONDITION_FAILED', 'CONDITION_FAILED', 'CONDITION_PENDING'],
      ...['CONDITION_RECONCILING', 'CONDITION_ADDED_LATER', ''],
    ),
  ),
  executionReason: reason,
  reason: member(fc.constantFrom('', 'PROGRESS_DEADLINE_EXCEEDED', 'WAITING_FOR_OPERATION')),
  revisionReason: member(fc.constantFrom('', 'PENDING')),
  message: text,
  severity: text,
  changedAt: time,
});
type ConditionModel = typeof condition extends fc.Arbitrary<infer T> ? T : never;

const variable = fc.record({
  name: text,
  value: text,
  reference: member(fc.record({ secret: text, version: text })),
});

const container = fc.record({
  name: text,
  image: text,
  command: member(fc.array(someText, { maxLength: 2 })),
  args: member(fc.array(someText, { maxLength: 2 })),
  env: member(fc.array(variable, { maxLength: 3 })),
  limits: member(entries),
});
type ContainerModel = typeof container extends fc.Arbitrary<infer T> ? T : never;

const durations = [
  ['600s', 600],
  ['0s', 0],
  ['3.5s', 3.5],
  ['0.000000001s', 0.000000001],
  ['', null],
] as const;

const jobModel = fc.record({
  texts: fc.tuple(...texts.map(() => text)),
  created: time,
  started: time,
  updated: time,
  completed: time,
  deleted: member(isoTime),
  isDeleted: fc.integer({ min: 0, max: 4 }),
  counts: fc.record({ running: count, succeeded: count, failed: count, cancelled: count, retried: count }),
  taskCount: count,
  parallelism: count,
  maxRetries: count,
  timeout: member(fc.constantFrom(...durations)),
  accelerator: member(someText),
  labels: member(entries),
  creator: text,
  page: fc.constantFrom(undefined, null, '', 'http://x.example/', 'https://x.example/?a=b', 'https://u:p@x.example/'),
  conditions: member(fc.array(condition, { maxLength: 4 })),
  containers: member(fc.array(container, { maxLength: 3 })),
  hasTemplate: fc.boolean(),
  hasUnknown: fc.boolean(),
  spelling: fc.nat({ max: 1000 }),
});
type JobModel = typeof jobModel extends fc.Arbitrary<infer T> ? T : never;

const toNumber = (value: Maybe<number>): WireJson => (typeof value === 'number' ? { number: String(value) } : value);
const toTime = (value: Maybe<SpeltTime>): WireJson => value && value.wire;
const toMap = (pairs: Maybe<readonly (readonly [string, string | null])[]>): WireJson => pairs && new Map(pairs);
/** Most are not being deleted. */
const findDeletion = ({ deleted, isDeleted }: JobModel): Maybe<SpeltTime> => (isDeleted === 0 ? deleted : undefined);

function toWire(key: string, model: JobModel): WireJson {
  const [job = '', execution = ''] = key.split('/');
  const shown = new Map<string, WireJson>(texts.map(([path], index) => [path, model.texts[index]]));
  return toWireObject(
    {
      name: `projects/123456789/locations/europe-west1/jobs/${job}/executions/${execution}`,
      uid: shown.get('uid'),
      launchStage: shown.get('launchStage'),
      createTime: toTime(model.created),
      startTime: toTime(model.started),
      updateTime: toTime(model.updated),
      completionTime: toTime(model.completed),
      deleteTime: toTime(findDeletion(model)),
      runningCount: toNumber(model.counts.running),
      succeededCount: toNumber(model.counts.succeeded),
      failedCount: toNumber(model.counts.failed),
      cancelledCount: toNumber(model.counts.cancelled),
      retriedCount: toNumber(model.counts.retried),
      taskCount: toNumber(model.taskCount),
      parallelism: toNumber(model.parallelism),
      labels: toMap(model.labels),
      creator: model.creator,
      logUri: model.page,
      generation: '9007199254740993',
      conditions: model.conditions && model.conditions.map(toConditionWire),
      template: model.hasTemplate
        ? toWireObject({
            maxRetries: toNumber(model.maxRetries),
            timeout: model.timeout?.[0],
            nodeSelector: toWireObject({ accelerator: model.accelerator }),
            serviceAccount: shown.get('template.serviceAccount'),
            executionEnvironment: shown.get('template.executionEnvironment'),
            encryptionKey: shown.get('template.encryptionKey'),
            containers: model.containers && model.containers.map(toContainerWire),
          })
        : undefined,
    },
    model.hasUnknown ? unknownMembers : [],
  );
}

function toConditionWire({ changedAt, ...words }: ConditionModel): WireJson {
  return toWireObject({ ...words, lastTransitionTime: toTime(changedAt) });
}

function toContainerWire({ limits, env, ...one }: ContainerModel): WireJson {
  return toWireObject({
    ...one,
    env:
      env &&
      env.map(({ name, value, reference }) =>
        toWireObject({
          name,
          value,
          ...(reference === undefined
            ? {}
            : { valueSource: toWireObject({ secretKeyRef: reference && toWireObject({ ...reference }) }) }),
        }),
      ),
    resources: toWireObject({ limits: toMap(limits) }),
  });
}

function findCondition(model: JobModel, type: string): ConditionModel | undefined {
  return model.conditions?.find((one) => one.type === type);
}

/** The contract's table: the first row that fits. */
function toStatus(model: JobModel): string {
  const completed = findCondition(model, 'Completed');
  const state = completed?.state || null;
  const { running, succeeded, failed } = model.counts;
  if (state === 'CONDITION_SUCCEEDED') return 'SUCCEEDED';
  if (state === 'CONDITION_FAILED') {
    if (['CANCELLED', 'DELETED'].includes(completed?.executionReason ?? '')) return 'CANCELLED';
    if (completed?.reason === 'PROGRESS_DEADLINE_EXCEEDED') return 'TIMED_OUT';
    return (succeeded ?? 0) > 0 ? 'PARTIALLY_SUCCEEDED' : 'FAILED';
  }
  if (completed?.executionReason === 'CANCELLING' || findDeletion(model)) return 'CANCELLING';
  const isStarted = findCondition(model, 'Started')?.state === 'CONDITION_SUCCEEDED';
  if (model.started || isStarted || [running, succeeded, failed].some((one) => (one ?? 0) > 0)) return 'RUNNING';
  return state === null || state === 'CONDITION_PENDING' || state === 'CONDITION_RECONCILING' ? 'QUEUED' : 'UNKNOWN';
}

const ends = new Set(['SUCCEEDED', 'PARTIALLY_SUCCEEDED', 'FAILED', 'CANCELLED', 'TIMED_OUT']);

function toProgress({ taskCount, counts: { succeeded, failed, cancelled } }: JobModel): object | null {
  if (typeof taskCount !== 'number') return null;
  const lost = (failed ?? 0) + (cancelled ?? 0);
  const fraction = taskCount === 0 ? null : Math.min(1, ((succeeded ?? 0) + lost) / taskCount);
  return { total: String(taskCount), succeeded: String(succeeded ?? 0), failed: String(lost), fraction };
}

function toFailures(model: JobModel, status: string): readonly object[] {
  const completed = findCondition(model, 'Completed');
  if (!['FAILED', 'PARTIALLY_SUCCEEDED', 'TIMED_OUT'].includes(status)) return [];
  const code = completed?.executionReason || completed?.reason || completed?.state;
  return [{ code, message: completed?.message ?? null, subject: null }];
}

function toOpenFields(key: string, model: JobModel): ExpectedJob {
  const [jobName = '', name = ''] = key.split('/');
  const status = toStatus(model);
  const completed = findCondition(model, 'Completed');
  const page = model.page === 'https://x.example/?a=b' ? model.page : null;
  const containers = model.hasTemplate ? (model.containers ?? null) : null;
  const ofTemplate = <T>(value: Maybe<T>): T | null => (model.hasTemplate ? (value ?? null) : null);
  return {
    ...{ providerJobId: name, name, kind: jobName, definition: jobName, jobName },
    ...{ status, rawStatus: completed?.state || null, statusSource: 'DERIVED' },
    statusMessage: completed?.message ?? null,
    createdAt: model.created?.instant ?? null,
    startedAt: model.started?.instant ?? null,
    updatedAt: model.updated?.instant ?? null,
    endedAt: ends.has(status) ? (model.completed?.instant ?? completed?.changedAt?.instant ?? null) : null,
    progress: toProgress(model),
    failures: toFailures(model, status),
    ...{ consoleUrl: page, logUrl: page },
    ...Object.fromEntries(
      texts.map(([path, field], index) => [
        field,
        path.startsWith('template.') ? ofTemplate(model.texts[index]) : (model.texts[index] ?? null),
      ]),
    ),
    deletionRequestedAt: findDeletion(model)?.instant ?? null,
    taskCount: model.taskCount ?? null,
    parallelism: model.parallelism || null,
    taskCounts: Object.fromEntries(Object.entries(model.counts).map(([field, value]) => [field, value ?? 0])),
    maxRetries: ofTemplate(model.maxRetries),
    taskTimeoutSeconds: ofTemplate(model.timeout?.[1]),
    accelerator: ofTemplate(model.accelerator),
    labels: model.labels ? toSortedEntries(model.labels) : null,
    conditions: model.conditions?.map(toShownCondition) ?? null,
    containers:
      containers?.map(({ name: one, image }) => ({
        ...{ name: one ?? null, image: image ?? null, exitCode: null, reason: null, logStreamName: null },
      })) ?? null,
    environmentVariables: containers?.flatMap(toShownVariables) ?? null,
    resources: containers?.[0]?.limits ? toSortedEntries(containers[0].limits) : null,
  };
}

function toShownCondition(one: ConditionModel): object {
  return {
    type: one.type,
    state: one.state || null,
    reason: one.executionReason || one.reason || one.revisionReason || null,
    message: one.message ?? null,
    severity: one.severity ?? null,
    changedAt: one.changedAt?.instant ?? null,
  };
}

function toShownVariables({ name: container, env }: ContainerModel): readonly object[] {
  return (env ?? []).map(({ name, reference }) => ({
    name: name ?? null,
    valueFrom: reference
      ? reference.version
        ? `${reference.secret ?? ''}/${reference.version}`
        : (reference.secret ?? null)
      : null,
    type: reference ? 'secretKeyRef' : null,
    container: container ?? null,
  }));
}

function toSecretFields(model: JobModel, open: ExpectedJob): ExpectedJob {
  const containers = model.hasTemplate ? (model.containers ?? []) : [];
  const commands = containers.map(({ command, args }) =>
    command || args ? [...(command ?? []), ...(args ?? [])] : null,
  );
  const values = containers.flatMap(({ env }) => env ?? []).map(({ value, reference }) => (reference ? null : value));
  const withValues = (name: string, field: string, given: readonly unknown[]): object | null =>
    (open[name] as readonly object[] | null)?.map((one, index) => ({ ...one, [field]: given[index] ?? null })) ?? null;
  return {
    creator: model.creator ?? null,
    containers: withValues('containers', 'command', commands),
    environmentVariables: withValues('environmentVariables', 'value', values),
  };
}

export const generatedJobs = toGeneratedJobs(
  jobModel,
  (key, model) => ({ body: formatWireJson(toWire(key, model), model.spelling) }),
  (key, model, viewer: Viewer) => {
    const open = toOpenFields(key, model);
    return viewer === 'whole' ? { ...open, ...toSecretFields(model, open) } : open;
  },
);
