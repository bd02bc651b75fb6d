import { createDemoWorld, type DemoWorld } from '../kit/demo-world.ts';
import type { JsonObject } from '../kit/json.ts';
import {
  formatSeconds,
  toElapsedSeconds,
  withDates,
  type DemoClock,
  type DemoRun,
  type DemoSetting,
} from '../kit/moment.ts';
import { defineDemo } from '../kit/provider-demo.ts';
import { createDemoPods } from './demo-pods.ts';
import { createKubernetesEmulator, errors, type KubernetesEmulatedJob, type KubernetesJobWorld } from './emulator.ts';
import samples from './sample-jobs.json' with { type: 'json' };

/** What a cluster says of all of them, and what it says of each. */
const { common, jobs: stillJobs } = samples;

/** Recognisably fake. */
const token = 'demo-token-of-a-service-account';

export const demo = defineDemo({
  source: 'cluster',
  // Without namespaces, the whole cluster is listed.
  settings: { credentials: { token }, labels: { team: 'data', env: 'prod' } },
  selection: `namespace name kind
    pods { active succeeded failed }
    conditions { type status reason }`,
  protectedSelection: `containers { name command }
    environmentVariables { name value valueFrom }`,
  movingSelection: 'pods { active ready succeeded }',
  createWorld: createKubernetesWorld,
  createEmulator: (options) => createKubernetesEmulator({ ...options, token }),
});

/** Two namespaces: loads by hand and on schedule, and reports. */
export function createKubernetesWorld(setting: DemoSetting): DemoWorld<KubernetesJobWorld> {
  const first = `etl/load-29384720/${toUid(1)}`;
  const world = createDemoWorld(setting, {
    idOf: ({ metadata: { namespace, name, uid } }) => `${namespace}/${name}/${uid}`,
    // The uid of a whole key is no part of a request.
    toAsked: (key) => key.slice(0, key.lastIndexOf('/')),
    still: stillJobs.map((job) => toJob(setting.clock, job)),
    moving: [{ runSeconds, toJobs: (run) => [toMovingJob(run)] }],
    errors,
    ids: {
      first,
      protected: first,
      logged: first,
      throttled: `etl/throttled/${toUid(901)}`,
      denied: `etl/denied/${toUid(902)}`,
      unknown: `etl/unknown/${toUid(903)}`,
      // Its name is another Job's now.
      gone: [`etl/load-29384720/${toUid(999)}`],
    },
  });
  return { ...world, jobs: { ...world.jobs, ...createDemoPods(world.jobs.list, setting.clock.now) } };
}

/** A uid that says which Job it is. */
function toUid(number: number): string {
  return `0f9d3c1b-5a2e-4d67-8c90-${String(number).padStart(12, '0')}`;
}

/** What the samples say of a Job, with dates in seconds since the demo began. */
interface SampleJob {
  readonly namespace: string;
  readonly name: string;
  /** Of its uid. */
  readonly number: number;
  readonly creationTimestamp: number;
  readonly deletionTimestamp?: number;
  /** The CronJob that made it. */
  readonly cronJob?: string;
  readonly spec?: JsonObject;
  readonly status?: JsonObject & { readonly conditions?: readonly Condition[] };
}

/** A condition that holds. */
interface Condition extends JsonObject {
  readonly lastTransitionTime: number;
}

const completions = 8;
const secondsPerIndex = 20;
const queuedSeconds = 10;
const runSeconds = queuedSeconds + completions * secondsPerIndex;

/** Queued for some seconds, then one index after the other; complete after less than three minutes. */
function toMovingJob({ number, clock }: DemoRun): KubernetesEmulatedJob {
  const elapsed = toElapsedSeconds(clock) - queuedSeconds;
  const succeeded = Math.max(0, Math.min(completions, Math.floor(elapsed / secondsPerIndex)));
  const job = {
    namespace: 'etl',
    name: `backfill-${number}`,
    number: 100 + number,
    creationTimestamp: 0,
    spec: { completions, parallelism: 1, completionMode: 'Indexed', backoffLimit: 6, suspend: false },
  };
  if (elapsed < 0) return toJob(clock, job);
  const completedIndexes = ['', '0'][succeeded] ?? `0-${succeeded - 1}`;
  const started = { startTime: queuedSeconds, succeeded, completedIndexes: completedIndexes || undefined };
  const isDone = succeeded === completions;
  const conditions = ['SuccessCriteriaMet', 'Complete'].map((type) => ({ type, lastTransitionTime: runSeconds }));
  const status = isDone ? { ...started, completionTime: runSeconds, conditions } : { ...started, active: 1, ready: 1 };
  return toJob(clock, { ...job, status });
}

function toJob(clock: DemoClock, sample: SampleJob): KubernetesEmulatedJob {
  const { namespace, name, creationTimestamp, deletionTimestamp, cronJob, spec, status } = sample;
  const fill = (members: JsonObject): JsonObject => withDates(clock, members, /Time$|Timestamp$/, formatSeconds);
  const uid = toUid(sample.number);
  const conditions = status?.conditions?.map((condition) => ({
    status: 'True',
    lastProbeTime: condition.lastTransitionTime,
    ...condition,
  }));
  return {
    metadata: {
      ...fill({ creationTimestamp, deletionTimestamp }),
      namespace,
      name,
      uid,
      generation: 1,
      labels: { 'batch.kubernetes.io/controller-uid': uid, 'batch.kubernetes.io/job-name': name },
      ownerReferences: cronJob === undefined ? undefined : [toOwner(cronJob)],
    },
    spec: { parallelism: 1, completions: 1, completionMode: 'NonIndexed', ...spec, template: toTemplate(namespace) },
    status: status && fill({ ...status, conditions }),
  };
}

function toOwner(name: string): JsonObject {
  const uid = toUid(500);
  return { apiVersion: 'batch/v1', kind: 'CronJob', name, uid, controller: true, blockOwnerDeletion: true };
}

/** The Pods of a Job, all of them of one container. */
function toTemplate(namespace: string): JsonObject {
  const container = { ...common.container, name: namespace, image: `registry.example/${namespace}:7` };
  return { metadata: {}, spec: { containers: [container], restartPolicy: 'Never', serviceAccountName: namespace } };
}
