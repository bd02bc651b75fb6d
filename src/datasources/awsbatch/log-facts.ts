/** Facts of a job beside what the graph shows, so that its log can be read: where each container of each attempt wrote. */
import type { Instant } from '../../provider/contract/job.ts';
import type { JobDetail } from './wire.ts';
import type { JobLogs, PodAttempt } from './wire-logs.ts';

/** One container of one attempt. Plain JSON data, because it is stored. */
export interface BatchLogFacts {
  /** `init` containers prepare others. */
  readonly kind: 'container' | 'init';
  /** From 1. */
  readonly attempt: number;
  /** Null for the only container of a job. */
  readonly name: string | null;
  /** Null but for a pod. */
  readonly pod: string | null;
  /** `pod`: the log is its cluster's. */
  readonly keeper: 'awslogs' | 'other' | 'pod';
  readonly group: string | null;
  /** The region of the group; null: the job's. */
  readonly region: string | null;
  readonly stream: string | null;
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly exitCode: number | null;
  readonly reason: string | null;
}

type Configured = JobLogs['containers'][number];
type Written = Pick<Configured, 'name' | 'logStreamName' | 'exitCode' | 'reason'>;
type Times = Pick<BatchLogFacts, 'startedAt' | 'endedAt'> & { readonly statusReason: string | null };

/** Null for a job whose children or nodes have the logs. */
export function toLogFacts(job: JobDetail): readonly BatchLogFacts[] | null {
  const { logs } = job;
  if (logs.isOfSeveralNodes || (job.arrayProperties?.size ?? null) !== null) return null;
  const tried = logs.attempts.flatMap(({ container, taskProperties, ...attempt }, index) => {
    const own = taskProperties.flatMap(({ containers }) => containers);
    const containers: readonly Written[] =
      container !== null || own.length === 0 ? [container ?? unnamed, ...own] : own;
    const times = { ...attempt, endedAt: attempt.stoppedAt };
    return containers.map((one) => toWritten(logs.containers, one, index + 1, times));
  });
  const seen = new Set(tried.map(({ stream }) => stream));
  const times = { startedAt: job.startedAt, endedAt: job.stoppedAt, statusReason: null };
  const untried = logs.containers
    .filter(({ logStreamName }) => logStreamName !== null && !seen.has(logStreamName))
    .map((one) => toWritten(logs.containers, one, logs.attempts.length + 1, times));
  return [...tried, ...untried, ...listPods(logs)];
}

const unnamed: Written = { name: null, logStreamName: null, exitCode: null, reason: null };

function toWritten(
  configured: readonly Configured[],
  { name, logStreamName, exitCode, reason }: Written,
  attempt: number,
  { startedAt, endedAt, statusReason }: Times,
): BatchLogFacts {
  const { logDriver = null, group = null, region = null } = configured.find((one) => one.name === name) ?? {};
  return {
    kind: 'container',
    attempt,
    name,
    pod: null,
    keeper: logDriver === null || logDriver === 'awslogs' ? 'awslogs' : 'other',
    group,
    region,
    stream: logStreamName || null,
    startedAt,
    endedAt,
    exitCode,
    reason: reason ?? statusReason,
  };
}

function listPods({ eksAttempts, eksProperties }: JobLogs): readonly BatchLogFacts[] {
  const pods = eksAttempts.length > 0 || eksProperties === null ? eksAttempts : [eksProperties];
  return pods.flatMap((pod, index) => [
    ...pod.initContainers.map((one) => toOfPod(one, 'init', pod, index + 1)),
    ...pod.containers.map((one) => toOfPod(one, 'container', pod, index + 1)),
  ]);
}

function toOfPod(
  { name, exitCode, reason }: PodAttempt['containers'][number],
  kind: BatchLogFacts['kind'],
  { podName, startedAt, stoppedAt, statusReason }: PodAttempt,
  attempt: number,
): BatchLogFacts {
  const nowhere = { keeper: 'pod', group: null, region: null, stream: null } as const;
  const times = { startedAt, endedAt: stoppedAt, exitCode, reason: reason ?? statusReason };
  return { kind, attempt, name, pod: podName, ...nowhere, ...times };
}
