import type { JobFailure, JobProgress, JobRecord } from '../../provider/contract/job.ts';
import { toProgress } from '../../provider/contract/progress.ts';
import { toSecrets } from '../../provider/contract/secrets.ts';
import type { StatusFacts } from '../../provider/contract/status.ts';
import { cutUser } from '../../provider/decode/cut-user.ts';
import { sortByKey } from '../../provider/decode/values.ts';
import type { DatabricksJobRunFacts, DatabricksRunTaskFacts } from './facts.generated.ts';
import { toRunStatus } from './statuses.ts';
import type { Run, Task } from './wire.ts';

/** Maps a described run to its facts and secrets. */
export function toRunRecord(run: Run): JobRecord<DatabricksJobRunFacts> {
  const status = toRunStatus(run);
  const tasks = run.tasks && toLatest(run.tasks);
  return {
    facts: {
      ...toSummaryFacts(run, status),
      progress: tasks === null || run.nextPageToken !== null ? null : toTaskProgress(tasks),
      failures: toFailures(run, status, tasks ?? []),
      tasks: tasks?.map(toTask) ?? null,
    },
    secrets: toSecrets({
      creatorUserName: run.creatorUserName,
      jobParameters:
        run.jobParameters &&
        sortByKey(
          run.jobParameters.map(({ name, value, default: byDefault }) => ({ key: name, value: value ?? byDefault })),
        ),
      overridingParametersJson: run.overridingParameters && JSON.stringify(run.overridingParameters),
    }),
  };
}

const mayHaveFailures: ReadonlySet<string> = new Set(['FAILED', 'PARTIALLY_SUCCEEDED', 'TIMED_OUT']);

/** What a row of a list says: everything but the tasks, and what they tell. */
export function toRowFacts(
  run: Run,
): Omit<DatabricksJobRunFacts, 'tasks' | 'progress' | 'failures'> & Partial<Pick<DatabricksJobRunFacts, 'failures'>> {
  const status = toRunStatus(run);
  return { ...toSummaryFacts(run, status), ...(mayHaveFailures.has(status.status) ? {} : { failures: [] }) };
}

function toSummaryFacts(run: Run, status: StatusFacts): Omit<DatabricksJobRunFacts, 'tasks' | 'progress' | 'failures'> {
  return {
    providerJobId: run.runId,
    name: run.name,
    kind: run.runType,
    definition: run.jobId,
    ...status,
    statusMessage: toMessage(run),
    // The only time that a run always has.
    createdAt: run.startTime,
    startedAt: null,
    updatedAt: null,
    endedAt: status.isTerminal ? run.endTime : null,
    consoleUrl: run.page,
    jobId: run.jobId,
    jobRunId: run.jobRunId,
    originalAttemptRunId: run.originalAttemptRunId,
    attempt: run.attempt,
    description: run.description,
    trigger: run.trigger,
    schedule: run.schedule,
    scheduleTimezone: run.scheduleTimezone,
    terminationType: status.isTerminal ? run.type : null,
    queueReason: status.status === 'QUEUED' ? run.queueCode : null,
    queueMilliseconds: run.queueMilliseconds,
    setupMilliseconds: run.setupMilliseconds,
    executionMilliseconds: run.executionMilliseconds,
    cleanupMilliseconds: run.cleanupMilliseconds,
    runMilliseconds: run.runMilliseconds,
    clusterId: run.clusterId,
    performanceTarget: run.performanceTarget,
    gitSource: run.gitSource && {
      url: run.gitSource.url && cutUser(run.gitSource.url),
      provider: run.gitSource.provider,
      branch: run.gitSource.branch,
      tag: run.gitSource.tag,
      commit: run.gitSource.commit ?? run.gitSource.usedCommit,
    },
  };
}

function toMessage({ message, queueMessage, stateMessage }: Run): string | null {
  return message ?? queueMessage ?? stateMessage;
}

/** The latest attempt of each task, at the place of its first. */
function toLatest(attempts: readonly Task[]): readonly Task[] {
  const latest = new Map<string, Task>();
  for (const task of attempts) {
    const known = latest.get(task.taskKey);
    if (known === undefined || (task.attempt ?? 0) >= (known.attempt ?? 0)) latest.set(task.taskKey, task);
  }
  return [...latest.values()];
}

/** What was skipped because something before it failed counts as failed. */
function toTaskProgress(tasks: readonly Task[]): JobProgress {
  const count = (isCounted: (status: string, isUpstream: boolean) => boolean): bigint =>
    BigInt(
      tasks.filter((task) => {
        const { status, isTerminal } = toRunStatus(task);
        const isUpstream = task.result === 'UPSTREAM_FAILED' || task.result === 'UPSTREAM_CANCELED';
        return isTerminal && isCounted(status, isUpstream);
      }).length,
    );
  const isGood = (status: string, isUpstream: boolean): boolean =>
    status === 'SUCCEEDED' || (status === 'SKIPPED' && !isUpstream);
  return toProgress(
    BigInt(tasks.length),
    count(isGood),
    count((status, isUpstream) => !isGood(status, isUpstream)),
  );
}

function toFailures(run: Run, { status, rawStatus }: StatusFacts, tasks: readonly Task[]): readonly JobFailure[] {
  if (!mayHaveFailures.has(status)) return [];
  const failures = tasks.flatMap((task) => {
    const { status: ofTask, rawStatus: code } = toRunStatus(task);
    const hasFailed = ofTask === 'FAILED' || ofTask === 'TIMED_OUT';
    return hasFailed ? [{ code, message: task.message, subject: task.taskKey }] : [];
  });
  return failures.length > 0 ? failures : [{ code: rawStatus, message: toMessage(run), subject: null }];
}

function toTask(task: Task): DatabricksRunTaskFacts {
  const { status, rawStatus, isTerminal } = toRunStatus(task);
  return {
    taskKey: task.taskKey,
    runId: task.runId,
    type: task.kind,
    status,
    rawStatus,
    startedAt: task.startTime,
    endedAt: isTerminal ? task.endTime : null,
    attempt: task.attempt,
    dependsOn: task.dependsOn,
    clusterId: task.clusterId || task.existingClusterId,
    url: task.page,
  };
}
