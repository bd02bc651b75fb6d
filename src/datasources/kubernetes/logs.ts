/** The log of a Job: a part for each container of its pods, and one for each that was restarted. */
import type { Instant } from '../../provider/contract/job.ts';
import type { LimiterSettings } from '../../provider/contract/limiter-settings.ts';
import type { LogIssueCode, LogPart, LogPartReads, LogReads, PartLog } from '../../provider/contract/log.ts';
import { parseKey } from './key.ts';
import type { KubernetesFacts } from './mapping.ts';
import { followPodLog, readPodLogPage, type ContainerInstance } from './pod-log.ts';
import { readPods, type ContainerStatus, type Pod, type Terminated } from './pods.ts';

/** Nodes read their logs from disk: half of what the API server is asked for jobs. */
export const podLogLimits: LimiterSettings = { requestsPerSecond: 5, burst: 10, concurrency: 8, queue: 1000 };

/** Reads the logs of pods. */
export const podLogReads: LogReads<KubernetesFacts> = {
  partKey: /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?\/[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\/[0-9]{1,9}$/,
  placesAre: 'times',
  maxCalls: 9,
  parts: async ({ key, facts }, calls) => {
    const { pods, isCut } = await readPods(facts, parseKey(key).uid, calls);
    if (pods.length === 0) return { parts: [], issues: [facts.isTerminal ? 'LOG_GONE' : 'LOG_NOT_STARTED'] };
    const parts = pods.flatMap((pod) => toPartsOfPod(facts.namespace, pod, isReplaced(pod, pods)));
    return { parts, issues: isCut ? ['LOG_TRUNCATED'] : [] };
  },
};

/** A pod that was created after this one's end does the same work. */
function isReplaced(pod: Pod, pods: readonly Pod[]): boolean {
  const end = findEnd(pod);
  return (
    end !== null && pods.some(({ index, createdAt }) => index === pod.index && createdAt !== null && createdAt > end)
  );
}

/** The latest end of its containers; null where one has not ended. Instants have one form. */
function findEnd({ statuses }: Pod): Instant | null {
  const ends = statuses.map(({ terminated }) => terminated?.finishedAt ?? null);
  return ends.reduce(
    (latest, end) => (latest === null || end === null ? null : end > latest ? end : latest),
    ends[0] ?? null,
  );
}

function toPartsOfPod(namespace: string, pod: Pod, isPodReplaced: boolean): readonly LogPartReads[] {
  const ofKind = (names: readonly string[], kind: LogPart['kind']): readonly LogPartReads[] =>
    names.flatMap((container) => {
      const status = pod.statuses.find(({ name }) => name === container);
      const place = { namespace, pod: pod.name, container };
      const now = toPart({ pod, container, kind, status });
      return [
        ...(status === undefined ? [] : toEarlier(status, { pod, kind }, place)),
        { part: now, isReplaced: isPodReplaced, log: toLog(now, status, { ...place, isEarlier: false }) },
      ];
    });
  return [...ofKind(pod.initContainers, 'INIT_CONTAINER'), ...ofKind(pod.containers, 'CONTAINER')];
}

type Place = Pick<ContainerInstance, 'namespace' | 'pod' | 'container'>;

/** The node keeps one earlier instance. */
function toEarlier(
  { restartCount, lastTerminated }: ContainerStatus,
  { pod, kind }: { readonly pod: Pod; readonly kind: LogPart['kind'] },
  place: Place,
): readonly LogPartReads[] {
  if (lastTerminated === null || restartCount === 0) return [];
  const part = {
    ...toPartOf(pod, place.container, kind, restartCount - 1),
    ...toEndFacts(lastTerminated),
  };
  const instance = { ...place, isEarlier: true, isComplete: true };
  return [{ part, isReplaced: true, log: { page: (asked, calls) => readPodLogPage(instance, asked, calls) } }];
}

function toPartOf(pod: Pod, container: string, kind: LogPart['kind'], restart: number): LogPart {
  return {
    key: `${pod.name}/${container}/${restart}`,
    name: container,
    kind,
    group: pod.name,
    attempt: restart + 1,
    status: 'QUEUED',
    isComplete: false,
    ...{ exitCode: null, reason: null, failedStep: null, startedAt: null, endedAt: null, url: null },
  };
}

interface Container {
  readonly pod: Pod;
  readonly container: string;
  readonly kind: LogPart['kind'];
  readonly status: ContainerStatus | undefined;
}

function toPart({ pod, container, kind, status }: Container): LogPart {
  const part = toPartOf(pod, container, kind, status?.restartCount ?? 0);
  if (status?.terminated) return { ...part, ...toEndFacts(status.terminated) };
  if (status?.running) return { ...part, status: 'RUNNING', startedAt: status.running.startedAt };
  // Evicted: the node told of no container any more.
  if (pod.phase === 'Failed' && pod.statuses.length === 0)
    return { ...part, status: 'FAILED', reason: pod.reason, isComplete: true };
  return { ...part, reason: status?.waiting?.reason ?? null };
}

function toEndFacts({ exitCode, reason, startedAt, finishedAt }: Terminated) {
  const status = exitCode === 0 ? ('SUCCEEDED' as const) : ('FAILED' as const);
  return { status, exitCode, reason, startedAt, endedAt: finishedAt, isComplete: true };
}

function toLog(
  { isComplete }: LogPart,
  status: ContainerStatus | undefined,
  place: Omit<ContainerInstance, 'isComplete'>,
): PartLog | LogIssueCode {
  const hasBegun = isComplete || (status?.running ?? null) !== null;
  if (!hasBegun) return 'LOG_NOT_STARTED';
  const instance = { ...place, isComplete };
  return {
    page: (asked, calls) => readPodLogPage(instance, asked, calls),
    follow: { kind: 'stream', open: (from, _isMasked, calls) => followPodLog(instance, from, calls) },
  };
}
