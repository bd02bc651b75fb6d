/**
 * The pods of a Job, as the API server answers them, checked.
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/
 */
import { ProviderError } from '../../errors/errors.ts';
import type { Read } from '../../provider/contract/adapter.ts';
import type { LogCalls } from '../../provider/contract/log.ts';
import {
  parseJsonObject,
  readInteger,
  readJsonInstant,
  readString,
  readWord,
  requireString,
  type JsonObject,
} from '../../provider/decode/json-fields.ts';
import { at, listOf, objectOf, orEmpty, shape } from '../../provider/decode/shape.ts';
import type { KubernetesFacts } from './mapping.ts';

const readTerminated = shape({
  exitCode: readInteger,
  reason: readWord,
  startedAt: readJsonInstant,
  finishedAt: readJsonInstant,
});
/** How an instance of a container ended. */
export type Terminated = NonNullable<ReturnType<typeof readTerminated>>;

const readContainerStatus = shape({
  name: requireString,
  restartCount: (status, name) => readInteger(status, name) ?? 0,
  waiting: at('state.waiting', objectOf(shape({ reason: readWord }))),
  running: at('state.running', objectOf(shape({ startedAt: readJsonInstant }))),
  terminated: at('state.terminated', objectOf(readTerminated)),
  lastTerminated: at('lastState.terminated', objectOf(readTerminated)),
});
/** How a container stands. */
export type ContainerStatus = ReturnType<typeof readContainerStatus>;

const readNames = orEmpty(listOf((container) => requireString(container, 'name')));
const readStatuses = orEmpty(listOf(readContainerStatus));
const noStatuses: readonly ContainerStatus[] = [];

const readPod = shape({
  name: at('metadata.name', readWord),
  createdAt: at('metadata.creationTimestamp', readJsonInstant),
  owners: at(
    'metadata.ownerReferences',
    orEmpty(listOf(shape({ uid: readString, isController: at('controller', readFlag) }))),
  ),
  index: at('metadata', readCompletionIndex),
  containers: at('spec.containers', readNames),
  initContainers: at('spec.initContainers', readNames),
  phase: at('status.phase', readWord),
  reason: at('status.reason', readWord),
  statuses: at('status.containerStatuses', readStatuses),
  initStatuses: at('status.initContainerStatuses', readStatuses),
});
type WirePod = ReturnType<typeof readPod>;

/** A pod of a Job. */
export interface Pod extends Pick<WirePod, 'createdAt' | 'index' | 'phase' | 'reason'> {
  readonly name: string;
  readonly containers: readonly string[];
  readonly initContainers: readonly string[];
  /** Of containers of both kinds. */
  readonly statuses: readonly ContainerStatus[];
}

function readFlag(owner: JsonObject, name: string): boolean {
  return owner[name] === true;
}

const indexOfCompletion = 'batch.kubernetes.io/job-completion-index';

/** An annotation since it was added, and a label as well since 1.28. */
function readCompletionIndex(pod: JsonObject): string | null {
  return at(`metadata.annotations`, readIndex)(pod, '') ?? at('metadata.labels', readIndex)(pod, '');
}

function readIndex(parent: JsonObject, name: string): string | null {
  const entries = parent[name];
  return typeof entries === 'object' && entries !== null ? readWord(entries as JsonObject, indexOfCompletion) : null;
}

const readPodPage = shape({ pods: at('items', orEmpty(listOf(readPod))), next: at('metadata.continue', readWord) });

const pageSize = 100;
const maxPages = 5;
/** A pod has some 500 values. */
const maxPageValues = 200_000;

/** The pods of a Job, and whether there are more than are read. */
interface JobPods {
  readonly pods: readonly Pod[];
  readonly isCut: boolean;
}

const endedBadly: ReadonlySet<string> = new Set(['FAILED', 'PARTIALLY_SUCCEEDED', 'TIMED_OUT']);

/** Of a Job that ended badly, those that failed come first. @param uid of the Job */
export async function readPods(facts: KubernetesFacts, uid: string, { call }: LogCalls): Promise<JobPods> {
  const walk = async (): Promise<JobPods> => {
    const found = new Map<string, Pod>();
    let left = maxPages;
    for (const phase of endedBadly.has(facts.status) ? ['Failed', null] : [null]) {
      let after: string | null = null;
      do {
        if (left === 0) return { pods: [...found.values()], isCut: true };
        left -= 1;
        const page: PodPage = await call(listPods(facts, phase, after));
        for (const pod of page.pods) if (isOwned(pod, uid)) found.set(pod.name ?? '', toPod(pod));
        after = page.next;
      } while (after !== null);
    }
    return { pods: [...found.values()], isCut: false };
  };
  return walk().catch((error: unknown) => {
    // The list became too old while it was read: it begins again, once.
    if (error instanceof ProviderError && error.providerCode === 'Expired') return walk();
    throw error;
  });
}

type PodPage = ReturnType<typeof readPodPage>;

function listPods(
  { namespace, podSelector }: KubernetesFacts,
  phase: string | null,
  after: string | null,
): Read<PodPage> {
  const query = {
    labelSelector: podSelector,
    fieldSelector: phase === null ? [] : `status.phase=${phase}`,
    limit: String(pageSize),
    continue: after === null ? [] : after,
  };
  return {
    operation: 'listNamespacedPod',
    request: { method: 'GET', path: `/api/v1/namespaces/${namespace}/pods`, query },
    toResult: ({ body }) => readPodPage(parseJsonObject(body, maxPageValues)),
  };
}

/** Another Job may have a selector that fits, too. */
function isOwned({ name, owners }: WirePod, uid: string): boolean {
  return name !== null && owners?.some((owner) => owner.isController && owner.uid === uid) === true;
}

function toPod({ name, createdAt, index, phase, reason, ...pod }: WirePod): Pod {
  return {
    ...{ name: name ?? '', createdAt, index, phase, reason },
    containers: pod.containers ?? [],
    initContainers: pod.initContainers ?? [],
    statuses: [...(pod.initStatuses ?? noStatuses), ...(pod.statuses ?? noStatuses)],
  };
}

/** Whether a container of a pod waits, as the pod says now. */
export function readIsWaiting(namespace: string, pod: string, container: string): Read<boolean> {
  return {
    operation: 'readNamespacedPod',
    request: { method: 'GET', path: `/api/v1/namespaces/${namespace}/pods/${pod}` },
    toResult: ({ body }) =>
      toPod(readPod(parseJsonObject(body))).statuses.some(
        ({ name, waiting }) => name === container && waiting !== null,
      ),
  };
}
