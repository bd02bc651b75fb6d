import type { JobFailure, JobProgress, JobRecord, JobStatus } from '../../provider/contract/job.ts';
import { toProgress } from '../../provider/contract/progress.ts';
import { toEntrySecrets, toSecrets } from '../../provider/contract/secrets.ts';
import { toDerivedStatus, toStartedAt, type StatusFacts } from '../../provider/contract/status.ts';
import type { CloudRunExecutionFacts, JobContainerFacts, JobEnvironmentVariableFacts } from './facts.generated.ts';
import type { Condition, Container, Execution, Variable } from './wire.ts';

/** Maps an execution to its facts and secrets. @param job and execution, the names of the key */
export function toExecutionRecord(
  answer: Execution,
  [job, execution]: readonly [job: string, execution: string],
): JobRecord<CloudRunExecutionFacts> {
  const { shown, conditions, containers, counts } = answer;
  const completed = findCondition(answer, 'Completed');
  const status = toDerivedStatus(toStatus(answer, completed), completed?.state ?? null);
  return {
    facts: {
      providerJobId: execution,
      name: execution,
      kind: job,
      definition: job,
      ...status,
      statusMessage: completed?.message ?? null,
      createdAt: answer.createTime,
      startedAt: toStartedAt(status, answer.startTime),
      updatedAt: answer.updateTime,
      endedAt: status.isTerminal ? (answer.completionTime ?? completed?.changedAt ?? null) : null,
      progress: toTaskProgress(answer),
      failures: toFailures(status, completed),
      consoleUrl: shown.logUrl,
      jobName: job,
      ...shown,
      parallelism: answer.parallelism || null,
      taskCounts: counts,
      conditions: conditions?.map(toCondition) ?? null,
      containers: containers?.map(toContainer) ?? null,
      environmentVariables: containers?.flatMap(toVariables) ?? null,
      resources: containers?.[0]?.limits ?? null,
    },
    secrets: {
      ...toSecrets({ creator: answer.creator }),
      ...toEntrySecrets('containers.command', containers?.map(toCommand)),
      ...toEntrySecrets(
        'environmentVariables.value',
        containers?.flatMap(({ env }) => env.map(({ reference, value }) => (reference === null ? value : null))),
      ),
    },
  };
}

function findCondition({ conditions }: Execution, type: string): Condition | undefined {
  return conditions?.find((condition) => condition.type === type);
}

const cancelled: ReadonlySet<string | null> = new Set(['CANCELLED', 'DELETED']);
const waiting: ReadonlySet<string | null> = new Set(['CONDITION_PENDING', 'CONDITION_RECONCILING', null]);

function toStatus(answer: Execution, completed: Condition | undefined): JobStatus {
  const state = completed?.state ?? null;
  if (state === 'CONDITION_SUCCEEDED') return 'SUCCEEDED';
  if (completed !== undefined && state === 'CONDITION_FAILED') return toFailedStatus(answer, completed);
  if (completed?.executionReason === 'CANCELLING' || answer.shown.deletionRequestedAt !== null) return 'CANCELLING';
  if (hasBegun(answer)) return 'RUNNING';
  return waiting.has(state) ? 'QUEUED' : 'UNKNOWN';
}

function toFailedStatus({ counts }: Execution, { executionReason, reason }: Condition): JobStatus {
  if (cancelled.has(executionReason)) return 'CANCELLED';
  if (reason === 'PROGRESS_DEADLINE_EXCEEDED') return 'TIMED_OUT';
  return counts.succeeded > 0 ? 'PARTIALLY_SUCCEEDED' : 'FAILED';
}

function hasBegun(answer: Execution): boolean {
  const { running, succeeded, failed } = answer.counts;
  const isStarted = findCondition(answer, 'Started')?.state === 'CONDITION_SUCCEEDED';
  return answer.startTime !== null || running > 0 || succeeded > 0 || failed > 0 || isStarted;
}

/** Cancelled tasks count as failed: else the fraction would never end. */
function toTaskProgress({ shown: { taskCount }, counts }: Execution): JobProgress | null {
  if (taskCount === null) return null;
  return toProgress(BigInt(taskCount), BigInt(counts.succeeded), BigInt(counts.failed) + BigInt(counts.cancelled));
}

const failing: ReadonlySet<JobStatus> = new Set(['FAILED', 'PARTIALLY_SUCCEEDED', 'TIMED_OUT']);

function toFailures({ status }: StatusFacts, completed: Condition | undefined): readonly JobFailure[] {
  if (completed === undefined || !failing.has(status)) return [];
  const { executionReason, reason, state, message } = completed;
  return [{ code: executionReason ?? reason ?? state, message, subject: null }];
}

function toCondition({ executionReason, reason, revisionReason, ...condition }: Condition) {
  return { ...condition, reason: executionReason ?? reason ?? revisionReason };
}

function toContainer({ name, image }: Container): JobContainerFacts {
  return { name, image, exitCode: null, reason: null, logStreamName: null };
}

function toCommand({ command, args }: Container): readonly string[] | null {
  return command === null && args === null ? null : [...(command ?? []), ...(args ?? [])];
}

function toVariables({ name: container, env }: Container): readonly JobEnvironmentVariableFacts[] {
  return env.map((variable) => {
    const isSecret = variable.reference !== null;
    const type = isSecret ? 'secretKeyRef' : null;
    return { name: variable.name, valueFrom: isSecret ? toReference(variable) : null, type, container };
  });
}

function toReference({ secret, version }: Variable): string | null {
  return version === null ? secret : `${secret ?? ''}/${version}`;
}
