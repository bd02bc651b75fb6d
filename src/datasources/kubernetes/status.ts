/** The status of a Job, which Kubernetes reports as conditions and counts, not as one word. */
import type { JobStatus } from '../../provider/contract/job.ts';
import { toDerivedStatus, type StatusFacts } from '../../provider/contract/status.ts';
import type { Condition, KubernetesWireJob } from './wire.ts';

/** The status of a job, and the condition that decides it. */
export interface KubernetesStatus extends StatusFacts {
  /** Its type is the `rawStatus`. Null if no condition decides. */
  readonly condition: Condition | null;
}

/** By the first rule that fits. */
export function toKubernetesStatus(job: KubernetesWireJob): KubernetesStatus {
  const { metadata, spec, status } = job;
  const find = (type: string): Condition | undefined => findCondition(job, type);
  const by = (condition: Condition, of: JobStatus): KubernetesStatus => toDerived(of, condition);

  const complete = find('Complete');
  if (complete) return by(complete, 'SUCCEEDED');
  const failed = find('Failed');
  if (failed) return by(failed, toFailedStatus(failed, job));
  if (metadata.deletionTimestamp !== null) return toDerived('CANCELLING');
  const suspended = find('Suspended');
  if (suspended) return by(suspended, 'PAUSED');
  if (spec.suspend === true && (status?.active ?? 0) === 0) return toDerived('PAUSED');
  const ending = find('FailureTarget') ?? find('SuccessCriteriaMet');
  if (ending) return by(ending, 'RUNNING');
  const hasPods = status !== null && [status.active, status.ready, status.succeeded, status.failed].some((n) => n > 0);
  return toDerived(hasPods ? 'RUNNING' : 'QUEUED');
}

/** The condition of this type that holds. */
export function findCondition({ status }: KubernetesWireJob, type: string): Condition | undefined {
  return status?.conditions?.find((condition) => condition.type === type && condition.status === 'True');
}

function toFailedStatus({ reason }: Condition, { status }: KubernetesWireJob): JobStatus {
  if (reason === 'DeadlineExceeded') return 'TIMED_OUT';
  return Boolean(status?.failedIndexes) && (status?.succeeded ?? 0) > 0 ? 'PARTIALLY_SUCCEEDED' : 'FAILED';
}

function toDerived(status: JobStatus, condition: Condition | null = null): KubernetesStatus {
  return { ...toDerivedStatus(status, condition?.type ?? null), condition };
}
