/** Jobs of every shape, as the cluster has them and as the graph must. */
import fc from 'fast-check';
import { toGeneratedJobs } from '../../conformance/answers.ts';
import type { ExpectedJob } from '../../conformance/provider-under-test.ts';
import { entries, isoTime, member, someText, toSortedEntries, word } from '../generated-values.ts';

const count = member(fc.integer({ min: 0, max: 3 }));
const number = member(fc.integer({ min: -2_147_483_648, max: 2_147_483_647 }));

const condition = fc.record({
  type: word('Complete', 'Failed', 'Suspended', 'FailureTarget', 'SuccessCriteriaMet'),
  status: fc.constantFrom('True', 'True', 'True', 'False', 'Unknown', 'true'),
  reason: member(word('DeadlineExceeded', 'BackoffLimitExceeded', 'FailedIndexes')),
  message: member(someText),
  time: member(isoTime),
});

const variable = fc.record({
  name: someText,
  value: member(someText),
  from: member(fc.constantFrom('secretKeyRef', 'configMapKeyRef', 'fieldRef', 'resourceFieldRef', 'anotherRef')),
});

const container = fc.record({
  name: member(someText),
  image: member(someText),
  command: member(fc.array(someText, { maxLength: 2 })),
  args: member(fc.array(someText, { maxLength: 2 })),
  env: member(fc.array(variable, { maxLength: 3 })),
});

const jobModel = fc.record({
  version: member(someText),
  created: member(isoTime),
  deleted: fc.option(isoTime, { freq: 3, nil: undefined }),
  generateName: member(fc.constantFrom('', 'import-', 'a.b-.-', '-', 'load')),
  labels: member(entries),
  owners: member(
    fc.array(
      fc.record({ kind: member(word('CronJob', '')), name: member(someText), controller: member(fc.boolean()) }),
      {
        maxLength: 3,
      },
    ),
  ),
  completions: count,
  parallelism: number,
  deadline: member(fc.maxSafeInteger()),
  mode: member(word('Indexed', 'NonIndexed')),
  suspend: member(fc.boolean()),
  containers: member(fc.array(container, { maxLength: 3 })),
  status: member(
    fc.record({
      conditions: member(fc.array(condition, { maxLength: 3 })),
      started: member(isoTime),
      completed: member(isoTime),
      active: count,
      ready: count,
      succeeded: count,
      failed: count,
      terminating: count,
      failedIndexes: member(fc.constantFrom('', '0', '1,3-5,7', '0-99', '0-100', '2-4', '7-7')),
    }),
  ),
  hasUnknown: fc.boolean(),
});
type JobModel = typeof jobModel extends fc.Arbitrary<infer T> ? T : never;
type Variable = typeof variable extends fc.Arbitrary<infer T> ? T : never;

/** The members of `valueFrom`, and what of it the graph names. */
const references: Readonly<Record<string, readonly [object, string | null]>> = {
  secretKeyRef: [{ name: 'warehouse', key: 'password' }, 'warehouse/password'],
  configMapKeyRef: [{ name: 'settings', key: 'level', optional: true }, 'settings/level'],
  fieldRef: [{ apiVersion: 'v1', fieldPath: 'metadata.name' }, 'metadata.name'],
  resourceFieldRef: [{ containerName: 'load', resource: 'limits.cpu' }, 'limits.cpu'],
  anotherRef: [{ name: 'x' }, null],
};

function toWire(key: string, job: JobModel): object {
  const [namespace, name, uid] = key.split('/');
  const { status } = job;
  return {
    apiVersion: 'batch/v1',
    metadata: {
      ...{ namespace, name, uid, resourceVersion: job.version, creationTimestamp: job.created && job.created.wire },
      deletionTimestamp: job.deleted?.wire,
      generateName: job.generateName,
      labels: job.labels && Object.fromEntries(job.labels),
      ownerReferences: job.owners?.map((owner) => ({ apiVersion: 'batch/v1', uid: 'u', ...owner })),
      annotations: job.hasUnknown
        ? { 'kubectl.kubernetes.io/last-applied-configuration': 's3cr3t-manifest' }
        : undefined,
    },
    spec: {
      ...{ completions: job.completions, parallelism: job.parallelism, activeDeadlineSeconds: job.deadline },
      ...{ completionMode: job.mode, suspend: job.suspend },
      template: {
        spec: {
          initContainers: [{ name: 'first', env: [{ name: 'NEVER', value: 's3cr3t-first' }] }],
          containers: job.containers?.map(({ env, ...one }) => ({ ...one, env: env?.map(toWireVariable) ?? env })),
        },
      },
    },
    status: status && {
      conditions: status.conditions?.map(({ time, ...one }) => ({ ...one, lastTransitionTime: time && time.wire })),
      startTime: status.started && status.started.wire,
      completionTime: status.completed && status.completed.wire,
      ...{ active: status.active, ready: status.ready, succeeded: status.succeeded, failed: status.failed },
      ...{ terminating: status.terminating, failedIndexes: status.failedIndexes },
      uncountedTerminatedPods: job.hasUnknown ? {} : undefined,
    },
  };
}

function toWireVariable({ name, value, from }: Variable): object {
  return { name, value, valueFrom: from && { [from]: references[from]?.[0] } };
}

type Condition = typeof condition extends fc.Arbitrary<infer T> ? T : never;

/** The contract's table, from above. */
function toStatus(job: JobModel): { readonly status: string; readonly by: Condition | undefined } {
  const { status } = job;
  const find = (type: string): Condition | undefined =>
    status?.conditions?.find((one) => one.type === type && one.status === 'True');
  const failed = find('Failed');
  const sure = (amount: number | null | undefined): number => amount ?? 0;
  const rows: readonly (readonly [fits: boolean, status: string, by?: Condition | undefined])[] = [
    [find('Complete') !== undefined, 'SUCCEEDED', find('Complete')],
    [failed?.reason === 'DeadlineExceeded', 'TIMED_OUT', failed],
    [
      failed !== undefined && Boolean(status?.failedIndexes) && sure(status?.succeeded) > 0,
      'PARTIALLY_SUCCEEDED',
      failed,
    ],
    [failed !== undefined, 'FAILED', failed],
    [job.deleted !== undefined, 'CANCELLING'],
    [find('Suspended') !== undefined, 'PAUSED', find('Suspended')],
    [job.suspend === true && sure(status?.active) === 0, 'PAUSED'],
    [find('FailureTarget') !== undefined, 'RUNNING', find('FailureTarget')],
    [find('SuccessCriteriaMet') !== undefined, 'RUNNING', find('SuccessCriteriaMet')],
    [sure(status?.active) + sure(status?.ready) + sure(status?.succeeded) + sure(status?.failed) > 0, 'RUNNING'],
    [true, 'QUEUED'],
  ];
  const [, deciding, by] = rows.find(([fits]) => fits) ?? [true, 'QUEUED'];
  return { status: deciding, by };
}

const indexesOf: Readonly<Record<string, readonly number[]>> = {
  '': [],
  '0': [0],
  '1,3-5,7': [1, 3, 4, 5, 7],
  '2-4': [2, 3, 4],
  '7-7': [7],
  '0-99': Array.from({ length: 100 }, (_, index) => index),
  '0-100': Array.from({ length: 101 }, (_, index) => index),
};

function toDefinition(namespace: string, { owners, generateName }: JobModel): string | null {
  const [cronJob] = (owners ?? []).filter(({ kind }) => kind === 'CronJob');
  const made = generateName?.match(/^.*[^-.]/)?.[0];
  const name = cronJob?.name || made;
  return name ? `${namespace}/${name}` : null;
}

function toJob(key: string, job: JobModel, viewer: 'open' | 'whole'): ExpectedJob {
  const [namespace = '', name = '', uid = ''] = key.split('/');
  const { status: words, by } = toStatus(job);
  const times = (job.status?.conditions ?? []).flatMap(({ time }) => (time ? [time.instant] : [])).sort();
  const isTerminal = ['SUCCEEDED', 'TIMED_OUT', 'PARTIALLY_SUCCEEDED', 'FAILED'].includes(words);
  const failedIndexes = indexesOf[job.status?.failedIndexes ?? ''] ?? [];
  const succeeded = job.status?.succeeded ?? 0;
  const total = job.completions ?? null;
  const failed = job.status?.conditions?.find(({ type, status }) => type === 'Failed' && status === 'True');
  const controller = job.owners?.find((owner) => owner.controller === true);
  return {
    providerJobId: uid,
    name,
    kind: controller?.kind || 'Job',
    definition: toDefinition(namespace, job),
    status: words,
    rawStatus: by?.type ?? null,
    statusSource: 'DERIVED',
    statusMessage: by?.message ?? null,
    createdAt: job.created?.instant ?? null,
    startedAt: words === 'QUEUED' ? null : (job.status?.started?.instant ?? null),
    updatedAt: times.at(-1) ?? null,
    endedAt: isTerminal
      ? ((words === 'SUCCEEDED' ? job.status?.completed?.instant : undefined) ?? by?.time?.instant ?? null)
      : null,
    progress: {
      total: total === null ? null : String(total),
      succeeded: String(succeeded),
      failed: String(failedIndexes.length),
      fraction: total === null || total === 0 ? null : Math.min(1, (succeeded + failedIndexes.length) / total),
    },
    failures: [
      ...(failed ? [{ code: failed.reason ?? null, message: failed.message ?? null, subject: null }] : []),
      ...(failedIndexes.length > 100
        ? []
        : failedIndexes.map((one) => ({ code: null, message: null, subject: String(one) }))),
    ],
    namespace,
    resourceVersion: job.version ?? null,
    labels: job.labels ? toSortedEntries(job.labels) : null,
    controller: controller
      ? { apiVersion: 'batch/v1', kind: controller.kind ?? null, name: controller.name ?? null, uid: 'u' }
      : null,
    parallelism: job.parallelism ?? null,
    completions: total,
    completionMode: toMode(job.mode),
    ...{ backoffLimit: null, backoffLimitPerIndex: null, maxFailedIndexes: null, ttlSecondsAfterFinished: null },
    activeDeadlineSeconds: job.deadline == null ? null : String(job.deadline),
    isSuspended: job.suspend ?? null,
    ...{ managedBy: null, serviceAccountName: null },
    deletionRequestedAt: job.deleted?.instant ?? null,
    pods: {
      active: job.status?.active ?? 0,
      ready: job.status?.ready ?? 0,
      succeeded,
      failed: job.status?.failed ?? 0,
      terminating: job.status?.terminating ?? 0,
    },
    completedIndexes: null,
    failedIndexes: job.status?.failedIndexes ?? null,
    conditions:
      job.status?.conditions?.map(({ type, status, reason, message, time }) => ({
        ...{ type, status, reason: reason ?? null, message: message ?? null },
        changedAt: time?.instant ?? null,
      })) ?? null,
    ...toContainers(job, viewer),
  };
}

function toContainers({ containers }: JobModel, viewer: 'open' | 'whole'): ExpectedJob {
  const isWhole = viewer === 'whole';
  return {
    containers:
      containers?.map(({ name, image, command, args }) => ({
        name: name ?? null,
        image: image ?? null,
        ...(isWhole ? { command: command || args ? [...(command ?? []), ...(args ?? [])] : null } : {}),
        ...{ exitCode: null, reason: null, logStreamName: null },
      })) ?? null,
    environmentVariables:
      containers?.flatMap(({ name: ofContainer, env }) =>
        (env ?? []).map(({ name, value, from }) => ({
          name,
          ...(isWhole ? { value: value ?? null } : {}),
          valueFrom: from ? (references[from]?.[1] ?? null) : null,
          type: from ?? null,
          container: ofContainer ?? null,
        })),
      ) ?? null,
  };
}

function toMode(mode: string | null | undefined): string | null {
  if (mode == null || mode === '') return null;
  return mode === 'Indexed' ? 'INDEXED' : mode === 'NonIndexed' ? 'NON_INDEXED' : 'UNKNOWN';
}

export const generatedJobs = toGeneratedJobs(
  jobModel,
  (key, job) => ({ body: JSON.stringify(toWire(key, job)) }),
  toJob,
);
