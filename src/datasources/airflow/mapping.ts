import type { ProviderErrorFacts } from '../../errors/errors.ts';
import type { Instant, JobFailure, JobRecord, JobStatus, WholeNumber } from '../../provider/contract/job.ts';
import { toProgress } from '../../provider/contract/progress.ts';
import { toSecrets } from '../../provider/contract/secrets.ts';
import { findStatusWord, toStartedAt, toStatus, toStatusWords } from '../../provider/contract/status.ts';
import type { AirflowDagRunFacts, AirflowTaskInstanceFacts } from './facts.generated.ts';
import type { DagRun, TaskInstance } from './wire.ts';

/** The tasks are null until they are read. */
export interface AirflowFacts extends AirflowDagRunFacts {
  /** Why reading its tasks failed; null if it succeeded or was not tried. */
  readonly tasksError: ProviderErrorFacts | null;
}

const statusWords = toStatusWords({ queued: 'QUEUED', running: 'RUNNING', success: 'SUCCEEDED', failed: 'FAILED' });

const taskStatusWords = toStatusWords({
  scheduled: 'QUEUED',
  queued: 'QUEUED',
  up_for_retry: 'QUEUED',
  up_for_reschedule: 'QUEUED',
  running: 'RUNNING',
  restarting: 'RUNNING',
  deferred: 'RUNNING',
  success: 'SUCCEEDED',
  failed: 'FAILED',
  skipped: 'SKIPPED',
  // A task before it failed.
  upstream_failed: 'SKIPPED',
  // It is no longer in the DAG.
  removed: 'SKIPPED',
});

const succeeded: ReadonlySet<string | null> = new Set(['success', 'skipped', 'removed']);
const failed: ReadonlySet<string | null> = new Set(['failed', 'upstream_failed']);

/** What the mapping knows beside the run. */
export interface RunSetting {
  readonly toCreatedAt: (run: DagRun) => Instant | null;
  /** The page of a run in Airflow. */
  readonly toPage: (run: DagRun) => string | null;
}

/** The record without what its tasks tell. */
export function toDagRunRecord(run: DagRun, { toCreatedAt, toPage }: RunSetting): JobRecord<AirflowFacts> {
  const status = toStatus(statusWords, run.state);
  return {
    facts: {
      providerJobId: run.runId,
      name: run.runId,
      kind: run.dagId,
      definition: run.dagId,
      ...status,
      // The note is a person's.
      statusMessage: null,
      createdAt: toCreatedAt(run),
      startedAt: toStartedAt(status, run.startDate),
      updatedAt: run.lastSchedulingDecision,
      endedAt: status.isTerminal ? run.endDate : null,
      progress: null,
      failures: [],
      consoleUrl: toPage(run),
      dagId: run.dagId,
      dagDisplayName: run.dagDisplayName,
      runType: run.runType,
      triggeredBy: run.triggeredBy,
      logicalDate: run.logicalDate,
      dataIntervalStart: run.dataIntervalStart,
      dataIntervalEnd: run.dataIntervalEnd,
      queuedAt: run.queuedAt,
      bundleVersion: run.bundleVersion,
      dagVersions: run.dagVersions,
      partitionKey: run.partitionKey,
      tasks: null,
      tasksError: null,
    },
    secrets: toSecrets({
      triggeringUserName: run.triggeringUserName,
      confJson: run.conf === null ? null : JSON.stringify(run.conf),
      note: run.note,
    }),
  };
}

/**
 * The facts with what the run's tasks tell.
 * @param total null where Airflow does not say it
 */
export function withTasks(
  facts: AirflowFacts,
  total: WholeNumber | null,
  instances: readonly TaskInstance[],
): AirflowFacts {
  const countOf = (states: ReadonlySet<string | null>): bigint | null =>
    total === String(instances.length) ? BigInt(instances.filter(({ state }) => states.has(state)).length) : null;
  return {
    ...facts,
    progress: toProgress(total === null ? null : BigInt(total), countOf(succeeded), countOf(failed)),
    failures: facts.status === 'FAILED' ? toFailures(instances) : [],
    tasks: instances.map(toTask),
    tasksError: null,
  };
}

/** Airflow's words for these statuses, for its filter; undefined if one has none. */
export function toStateWords(statuses: readonly JobStatus[]): readonly string[] | undefined {
  const words = statuses.map((status) => findStatusWord(statusWords, status));
  return words.every((word) => word !== undefined) ? words : undefined;
}

function toFailures(instances: readonly TaskInstance[]): readonly JobFailure[] {
  const failures = instances
    .filter(({ state }) => state === 'failed')
    .map(({ taskId, mapIndex }) => {
      const place = mapIndex === null || mapIndex === -1 ? '' : `[${mapIndex}]`;
      return { code: 'failed', message: null, subject: taskId + place };
    });
  return failures.length > 0 ? failures : [{ code: 'failed', message: null, subject: null }];
}

function toTask({ state, startDate, endDate, mapIndex, ...task }: TaskInstance): AirflowTaskInstanceFacts {
  // Before the scheduler has looked at it, a task has no state.
  const { status, isTerminal } = toStatus(taskStatusWords, state ?? 'scheduled');
  return {
    ...task,
    mapIndex: mapIndex === -1 ? null : mapIndex,
    status,
    rawStatus: state,
    startedAt: startDate,
    endedAt: isTerminal ? endDate : null,
  };
}
