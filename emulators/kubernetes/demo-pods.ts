/** The pods of the demo's Jobs, and what their containers have written. */
import { isJsonObject, type JsonObject } from '../kit/json.ts';
import { formatSeconds } from '../kit/moment.ts';
import type { EmulatedLogLine, EmulatedPod, KubernetesEmulatedJob } from './emulator.ts';
import type { PodWorld } from './emulator-pod-server.ts';
import { toDemoLog } from './demo-pod-log.ts';

/** What becomes of a pod. */
export type PodFate = 'succeeded' | 'failed' | 'running' | 'waiting' | 'evicted';

/** A pod of a Job. Times are in milliseconds since 1970. */
export interface DemoPod {
  readonly job: KubernetesEmulatedJob;
  readonly name: string;
  readonly fate: PodFate;
  /** Of an Indexed Job. */
  readonly index: number | null;
  readonly restarts: number;
  readonly start: number;
  /** Null while it runs. */
  readonly end: number | null;
}

/** Their pods went when the Jobs had ended. */
const withoutPods: ReadonlySet<string> = new Set(['load-29384780']);
const secondsPerPod = 20;

/** The pods of the Jobs that are there now. */
export function createDemoPods(list: () => readonly KubernetesEmulatedJob[], now: () => Date): PodWorld {
  const listPods = (): readonly DemoPod[] =>
    list()
      .filter(({ metadata }) => !withoutPods.has(metadata.name))
      .flatMap(toDemoPods);
  return {
    pods: () => listPods().map(toPod),
    logOf: (id, container, previous): readonly EmulatedLogLine[] | undefined => {
      const pod = listPods().find(({ job, name }) => `${job.metadata.namespace}/${name}` === id);
      // A node that was taken away has no logs any more.
      return pod === undefined || isOnLostNode(pod) ? undefined : toDemoLog(pod, container, previous, now().getTime());
    },
  };
}

function isOnLostNode({ job, name }: DemoPod): boolean {
  return job.metadata.name === 'monthly' && name.endsWith('-0');
}

/** Those that have failed came first, then those that succeeded; the others run. */
function toDemoPods(job: KubernetesEmulatedJob): readonly DemoPod[] {
  const { startTime, failed = 0, succeeded = 0, active = 0 } = job.status ?? {};
  if (typeof startTime !== 'string') return [];
  const start = Date.parse(startTime);
  const fates: readonly PodFate[] = [
    ...Array.from({ length: toCount(failed) }, (): PodFate => (job.metadata.name === 'yearly' ? 'evicted' : 'failed')),
    ...Array.from({ length: toCount(succeeded) }, (): PodFate => 'succeeded'),
    ...Array.from({ length: toCount(active) }, (_, index): PodFate => (index === 2 ? 'waiting' : 'running')),
  ];
  const isIndexed = job.spec?.['completionMode'] === 'Indexed';
  return fates.map((fate, number) => {
    const began = start + number * secondsPerPod * 1000;
    const index = isIndexed ? toIndex(fate, number, toCount(failed)) : null;
    return {
      job,
      name: `${job.metadata.name}-${index === null ? 'x7k2' : `${index}-x7k2`}${number}-${number}`,
      fate,
      index,
      restarts: fate === 'running' && job.metadata.name === 'monthly' ? 2 : 0,
      start: began,
      end: fate === 'running' || fate === 'waiting' ? null : began + secondsPerPod * 1000,
    };
  });
}

/** Each index that has failed was tried twice: 1, 1, 3, 3. The others are between. */
function toIndex(fate: PodFate, number: number, failed: number): number {
  if (fate === 'failed') return 1 + 2 * Math.floor(number / 2);
  return failed === 0 ? number : (number - failed) * 2;
}

function toCount(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

function toPod(pod: DemoPod): EmulatedPod {
  const { job, name, fate, index, start } = pod;
  const { namespace, uid, labels } = job.metadata;
  const own = index === null ? {} : { 'batch.kubernetes.io/job-completion-index': String(index) };
  const phase = { succeeded: 'Succeeded', failed: 'Failed', evicted: 'Failed', running: 'Running', waiting: 'Pending' }[
    fate
  ];
  const evicted = { reason: 'Evicted', message: 'The node was low on resource: memory.' };
  return {
    metadata: {
      namespace,
      name,
      uid: `${uid.slice(0, 24)}${name.length}${String(start).slice(-10)}`,
      creationTimestamp: formatSeconds(new Date(start)),
      labels: { ...(isJsonObject(labels) ? labels : {}), ...own },
      annotations: own,
      ownerReferences: [
        {
          apiVersion: 'batch/v1',
          kind: 'Job',
          name: job.metadata.name,
          uid,
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
    },
    spec: {
      nodeName: 'node-7',
      restartPolicy: 'Never',
      initContainers: [{ name: 'fetch', image: 'registry.example/fetch:2' }],
      containers: [{ name: namespace, image: `registry.example/${namespace}:7` }],
    },
    status: {
      phase,
      startTime: formatSeconds(new Date(start)),
      ...(fate === 'evicted' ? evicted : toStatuses(pod, namespace)),
    },
  };
}

function toStatuses(pod: DemoPod, container: string): JsonObject {
  const { fate, start, restarts } = pod;
  const fetched = toTerminated(start, start + 1000, 0);
  const lastState = restarts === 0 ? {} : { terminated: toTerminated(start, start + 9000, 137, 'OOMKilled') };
  return {
    initContainerStatuses: [{ name: 'fetch', restartCount: 0, state: { terminated: fetched }, lastState: {} }],
    containerStatuses: [
      { name: container, restartCount: restarts, state: toState(pod), lastState, ready: fate === 'running' },
    ],
  };
}

function toState({ fate, start, end, restarts }: DemoPod): JsonObject {
  if (fate === 'waiting') return { waiting: { reason: 'ContainerCreating' } };
  const startedAt = formatSeconds(new Date(start + (restarts === 0 ? 1000 : 10_000)));
  if (end === null) return { running: { startedAt } };
  return { terminated: toTerminated(start + 1000, end, fate === 'failed' ? 1 : 0) };
}

function toTerminated(
  start: number,
  end: number,
  exitCode: number,
  reason = exitCode === 0 ? 'Completed' : 'Error',
): JsonObject {
  const times = { startedAt: formatSeconds(new Date(start)), finishedAt: formatSeconds(new Date(end)) };
  return { exitCode, reason, ...times };
}
