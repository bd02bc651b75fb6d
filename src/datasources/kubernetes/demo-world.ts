import { toEmulatedError, type EmulatedError } from '../../emulation/emulator.ts';
import type { JsonObject } from '../../emulation/json.ts';
import {
  createDemoJobs,
  findLatestRun,
  formatSeconds,
  listRuns,
  toDemoDate,
  toElapsedSeconds,
} from '../../emulation/moment.ts';
import type { DemoClock, DemoRun, DemoSetting, DemoWorld } from '../../emulation/moment.ts';
import type { ProviderDemo } from '../../emulation/provider-demo.ts';
import { createKubernetesEmulator, type KubernetesEmulatedJob, type KubernetesJobWorld } from './emulator.ts';
import { stillJobs, toUid, type DemoJob } from './demo-world-jobs.ts';

/** Recognisably fake. */
const token = 'demo-token-of-a-service-account';

export const demo: ProviderDemo = {
  source: 'cluster',
  // Without namespaces, the whole cluster is listed.
  settings: { credentials: { token } },
  selection: `namespace name kind
    pods { active succeeded failed }
    conditions { type status reason }`,
  protectedSelection: `containers { name command }
    environmentVariables { name value valueFrom }`,
  movingSelection: 'pods { active ready succeeded }',
  start: (setting, options) => {
    const { jobs, ids, listMoving } = createKubernetesWorld(setting);
    return { emulator: createKubernetesEmulator({ ...options, token, jobs }), ids, listMoving };
  },
};

/** Two namespaces: loads by hand and on schedule, and reports. */
export function createKubernetesWorld(setting: DemoSetting): DemoWorld<KubernetesJobWorld> {
  const { clock } = setting;
  const readJobs = (): ReadonlyMap<string, () => KubernetesEmulatedJob> =>
    new Map([
      ...stillJobs.map((job) => [`${job.namespace}/${job.name}`, () => toJob(clock, job)] as const),
      ...listRuns(clock, runSeconds).map((run) => [`etl/${toMovingName(run.number)}`, () => toMovingJob(run)] as const),
    ]);
  const failures = new Map<string, EmulatedError>([
    ['etl/throttled', toEmulatedError('TooManyRequests', 'the server has received too many requests')],
    ['etl/denied', toEmulatedError('Forbidden', 'jobs.batch "denied" is forbidden')],
  ]);
  const toKey = ({ metadata }: KubernetesEmulatedJob): string =>
    `${metadata.namespace}/${metadata.name}/${metadata.uid}`;
  const first = toKey(toJob(clock, stillJobs[0]));
  const { describe, list } = createDemoJobs(readJobs, failures);
  return {
    // The uid of a whole key is no part of a request.
    jobs: { describe: (id) => describe(id.split('/').slice(0, 2).join('/')), list },
    listMoving: () => [toMovingKey(findLatestRun(clock, runSeconds))],
    ids: {
      first,
      protected: first,
      jobs: [...readJobs().values()].map((read) => toKey(read())),
      moving: [toMovingKey(0)],
      // Its name is another Job's now.
      gone: [`etl/load-29384720/${toUid(999)}`],
      throttled: `etl/throttled/${toUid(901)}`,
      denied: `etl/denied/${toUid(902)}`,
      unknown: `etl/unknown/${toUid(903)}`,
    },
  };
}

const completions = 8;
const secondsPerIndex = 20;
const queuedSeconds = 10;
const runSeconds = queuedSeconds + completions * secondsPerIndex;

function toMovingName(run: number): string {
  return `backfill-${run}`;
}

function toMovingKey(run: number): string {
  return `etl/${toMovingName(run)}/${toUid(100 + run)}`;
}

/** Queued for some seconds, then one index after the other; complete after less than three minutes. */
function toMovingJob({ number, clock }: DemoRun): KubernetesEmulatedJob {
  const elapsed = toElapsedSeconds(clock) - queuedSeconds;
  const succeeded = Math.max(0, Math.min(completions, Math.floor(elapsed / secondsPerIndex)));
  return toJob(clock, {
    namespace: 'etl',
    name: toMovingName(number),
    number: 100 + number,
    createdSeconds: 0,
    spec: { completions, parallelism: 1, completionMode: 'Indexed', backoffLimit: 6, suspend: false },
    ...(elapsed < 0
      ? {}
      : {
          status: (time) =>
            succeeded === completions
              ? {
                  startTime: time(queuedSeconds),
                  completionTime: time(runSeconds),
                  succeeded,
                  completedIndexes: `0-${completions - 1}`,
                  conditions: [
                    { type: 'SuccessCriteriaMet', status: 'True', lastTransitionTime: time(runSeconds) },
                    { type: 'Complete', status: 'True', lastTransitionTime: time(runSeconds) },
                  ],
                }
              : {
                  startTime: time(queuedSeconds),
                  active: 1,
                  ready: 1,
                  succeeded,
                  completedIndexes: toFirstIndexes(succeeded),
                },
        }),
  });
}

function toFirstIndexes(count: number): string | undefined {
  if (count === 0) return undefined;
  return count === 1 ? '0' : `0-${count - 1}`;
}

function toJob(clock: DemoClock, job: DemoJob): KubernetesEmulatedJob {
  const time = (seconds: number): string => formatSeconds(toDemoDate(clock, seconds));
  const uid = toUid(job.number);
  return {
    metadata: {
      namespace: job.namespace,
      name: job.name,
      uid,
      generation: 1,
      creationTimestamp: time(job.createdSeconds),
      deletionTimestamp: job.deletedSeconds === undefined ? undefined : time(job.deletedSeconds),
      labels: { 'batch.kubernetes.io/controller-uid': uid, 'batch.kubernetes.io/job-name': job.name },
      ownerReferences: job.cronJob === undefined ? undefined : [toOwner(job.cronJob)],
    },
    spec: { parallelism: 1, completions: 1, completionMode: 'NonIndexed', ...job.spec, template: toTemplate(job) },
    ...(job.status === undefined ? {} : { status: job.status(time) }),
  };
}

function toOwner(name: string): JsonObject {
  const uid = toUid(500);
  return { apiVersion: 'batch/v1', kind: 'CronJob', name, uid, controller: true, blockOwnerDeletion: true };
}

function toTemplate({ namespace }: DemoJob): JsonObject {
  const env = [
    { name: 'DB_PASSWORD', value: 'demo-not-a-real-password' },
    { name: 'API_KEY', valueFrom: { secretKeyRef: { name: 'warehouse', key: 'api-key' } } },
    { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
  ];
  const container = {
    name: namespace,
    image: `registry.example/${namespace}:7`,
    command: ['/bin/run'],
    args: ['--user', 'demo', '--password', 'demo-not-a-real-password'],
    env,
  };
  return { metadata: {}, spec: { containers: [container], restartPolicy: 'Never', serviceAccountName: namespace } };
}
