/**
 * How a run, or a task of one, stands. Databricks says it by `status`, and by `state` as before.
 * @see https://docs.databricks.com/api/workspace/jobs/getrun#status
 */
import type { JobStatus } from '../../provider/contract/job.ts';
import {
  toDerivedStatus,
  toStatedStatus,
  toStatus,
  toStatusWords,
  type StatusFacts,
} from '../../provider/contract/status.ts';
import type { Standing } from './wire.ts';

const stateWords = toStatusWords({
  QUEUED: 'QUEUED',
  PENDING: 'QUEUED',
  BLOCKED: 'QUEUED',
  WAITING: 'QUEUED',
  WAITING_FOR_RETRY: 'QUEUED',
  RUNNING: 'RUNNING',
  TERMINATING: 'RUNNING',
});

const codeWords = toStatusWords({
  SUCCESS: 'SUCCEEDED',
  SUCCESS_WITH_FAILURES: 'PARTIALLY_SUCCEEDED',
  USER_CANCELED: 'CANCELLED',
  CANCELED: 'CANCELLED',
  CLUSTER_TERMINATED_BY_USER: 'CANCELLED',
  SKIPPED: 'SKIPPED',
  DISABLED: 'SKIPPED',
  MAX_CONCURRENT_RUNS_EXCEEDED: 'SKIPPED',
  MAX_JOB_QUEUE_SIZE_EXCEEDED: 'SKIPPED',
  BREAKING_CHANGE: 'FAILED',
  BUDGET_POLICY_LIMIT_EXCEEDED: 'FAILED',
  CLOUD_FAILURE: 'FAILED',
  CLUSTER_ERROR: 'FAILED',
  CLUSTER_REQUEST_LIMIT_EXCEEDED: 'FAILED',
  DRIVER_ERROR: 'FAILED',
  FEATURE_DISABLED: 'FAILED',
  INTERNAL_ERROR: 'FAILED',
  INVALID_CLUSTER_REQUEST: 'FAILED',
  INVALID_RUN_CONFIGURATION: 'FAILED',
  LIBRARY_INSTALLATION_ERROR: 'FAILED',
  MAX_SPARK_CONTEXTS_EXCEEDED: 'FAILED',
  REPOSITORY_CHECKOUT_FAILED: 'FAILED',
  RESOURCE_NOT_FOUND: 'FAILED',
  RUN_EXECUTION_ERROR: 'FAILED',
  STORAGE_ACCESS_ERROR: 'FAILED',
  UNAUTHORIZED_ERROR: 'FAILED',
  WORKSPACE_RUN_LIMIT_EXCEEDED: 'FAILED',
});

const resultWords = toStatusWords({
  SUCCESS: 'SUCCEEDED',
  SUCCESS_WITH_FAILURES: 'PARTIALLY_SUCCEEDED',
  CANCELED: 'CANCELLED',
  EXCLUDED: 'SKIPPED',
  DISABLED: 'SKIPPED',
  MAXIMUM_CONCURRENT_RUNS_REACHED: 'SKIPPED',
  UPSTREAM_FAILED: 'SKIPPED',
  UPSTREAM_CANCELED: 'SKIPPED',
  FAILED: 'FAILED',
  TIMEDOUT: 'TIMED_OUT',
});

/** Life cycles that are an end, and what they say where nothing else does. */
const lastLifeCycles: ReadonlyMap<string | null, JobStatus | undefined> = new Map([
  ['TERMINATED', undefined],
  ['SKIPPED', 'SKIPPED'],
  ['INTERNAL_ERROR', 'FAILED'],
]);

/** The status of a run or a task. */
export function toRunStatus(run: Standing): StatusFacts {
  const { state, lifeCycle, code, result } = run;
  const word = state ?? lifeCycle;
  if (state === 'TERMINATED' || (state === null && lastLifeCycles.has(lifeCycle))) return toEndStatus(run, word);
  const isCancelling = code === 'USER_CANCELED' || code === 'CANCELED' || result === 'CANCELED';
  return word === 'TERMINATING' && isCancelling ? toDerivedStatus('CANCELLING', word) : toStatus(stateWords, word);
}

function toEndStatus({ code, type, result, lifeCycle }: Standing, word: string | null): StatusFacts {
  const raw = code ?? result ?? word;
  const byResult = resultWords.get(result ?? '') ?? lastLifeCycles.get(lifeCycle);
  if (result === 'TIMEDOUT') return toStatedStatus('TIMED_OUT', raw);
  const stated = code === null ? byResult : codeWords.get(code);
  if (stated !== undefined) return toStatedStatus(stated, raw);
  if (code === null && result === null) return toDerivedStatus('UNKNOWN', word);
  // A word that this version does not know: a watcher must see the end all the same.
  return toDerivedStatus(byResult ?? (type === 'SUCCESS' ? 'SUCCEEDED' : 'FAILED'), raw);
}
