import type { ProviderErrorFacts } from '../../errors/errors.ts';
import {
  isTerminal,
  type Instant,
  type JobFacts,
  type JobFailure,
  type JobRecord,
  type JobStatus,
  type WholeNumber,
} from '../../job.ts';
import { toProgress } from '../../provider/progress.ts';
import { toSecrets } from '../../provider/secrets.ts';
import { toStatus, type StatusWords } from '../../provider/status.ts';
import type { RunJob, WorkflowRun } from './wire.ts';

export interface GitHubActionsRunJobFacts {
  readonly jobId: WholeNumber | null;
  readonly name: string | null;
  readonly status: JobStatus;
  readonly rawStatus: string | null;
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly url: string | null;
  readonly runnerName: string | null;
  readonly labels: readonly string[] | null;
}

export interface GitHubActionsFacts extends JobFacts {
  /** As the configuration spells it. */
  readonly repository: string;
  readonly runNumber: WholeNumber | null;
  readonly attempt: number | null;
  readonly startedAt: Instant | null;
  readonly event: string | null;
  readonly workflowId: WholeNumber | null;
  readonly workflowPath: string | null;
  readonly branch: string | null;
  readonly commitSha: string | null;
  readonly commitMessage: string | null;
  readonly headRepository: string | null;
  readonly checkSuiteId: WholeNumber | null;
  /** Null until its jobs are read. */
  readonly jobs: readonly GitHubActionsRunJobFacts[] | null;
  /** Why reading its jobs failed; null if it succeeded or was not tried. */
  readonly jobsError: ProviderErrorFacts | null;
}

const statusWords: StatusWords = new Map<string, JobStatus>([
  ['requested', 'QUEUED'],
  ['queued', 'QUEUED'],
  ['pending', 'QUEUED'],
  ['in_progress', 'RUNNING'],
  // For a deployment's reviewers.
  ['waiting', 'SUSPENDED'],
]);

/** Of a run or job whose status is `completed`. */
const conclusionWords: StatusWords = new Map<string, JobStatus>([
  // A first contributor's run waits for an approval, and then goes on under the same id.
  ['action_required', 'SUSPENDED'],
  ['success', 'SUCCEEDED'],
  ['neutral', 'SUCCEEDED'],
  ['failure', 'FAILED'],
  ['startup_failure', 'FAILED'],
  ['timed_out', 'TIMED_OUT'],
  ['stale', 'TIMED_OUT'],
  ['cancelled', 'CANCELLED'],
  ['skipped', 'SKIPPED'],
]);

const succeeded: ReadonlySet<string | null> = new Set(['success', 'neutral', 'skipped']);
const failed: ReadonlySet<string | null> = new Set(['failure', 'timed_out']);

/** The one word of the list's filter for a status, where there is one. */
const filterWords: ReadonlyMap<JobStatus, string> = new Map([
  ['RUNNING', 'in_progress'],
  ['CANCELLED', 'cancelled'],
  ['SKIPPED', 'skipped'],
]);

/** The record without what its jobs tell. */
export function toRunRecord(repository: string, run: WorkflowRun): JobRecord<GitHubActionsFacts> {
  const status = toRunStatus(run);
  return {
    facts: {
      providerJobId: run.id,
      name: run.displayTitle,
      kind: run.name,
      ...status,
      statusMessage: null,
      createdAt: run.createdAt,
      updatedAt: run.updatedAt,
      // GitHub reports no other time of the end.
      endedAt: isTerminal(status.status) ? run.updatedAt : null,
      progress: null,
      failures: [],
      consoleUrl: run.htmlUrl,
      repository,
      runNumber: run.runNumber,
      attempt: run.runAttempt,
      startedAt: run.runStartedAt,
      event: run.event,
      workflowId: run.workflowId,
      workflowPath: run.path,
      branch: run.headBranch,
      commitSha: run.headSha,
      commitMessage: run.commitMessage,
      headRepository: run.headRepository,
      checkSuiteId: run.checkSuiteId,
      jobs: null,
      jobsError: null,
    },
    secrets: toSecrets({
      commitAuthorName: run.commitAuthorName,
      commitAuthorEmail: run.commitAuthorEmail,
      actor: run.actor,
      triggeringActor: run.triggeringActor,
    }),
  };
}

/** The facts with what the run's jobs tell. */
export function withRunJobs(
  facts: GitHubActionsFacts,
  totalCount: WholeNumber | null,
  jobs: readonly RunJob[] | null,
): GitHubActionsFacts {
  const ended = (jobs ?? []).filter(({ status, conclusion }) => status === 'completed' && conclusion !== null);
  const successes = ended.filter(({ conclusion }) => succeeded.has(conclusion)).length;
  return {
    ...facts,
    progress: toProgress(
      totalCount === null ? null : BigInt(totalCount),
      BigInt(successes),
      BigInt(ended.length - successes),
    ),
    failures: toFailures(facts, ended),
    jobs: jobs && jobs.map(toRunJob),
    jobsError: null,
  };
}

/** The provider's word for a status, for its filter; undefined if it has none, or several. */
export function toRunStatusWord(status: JobStatus): string | undefined {
  return filterWords.get(status);
}

function toRunStatus({
  status,
  conclusion,
}: Pick<WorkflowRun, 'status' | 'conclusion'>): Pick<JobFacts, 'status' | 'rawStatus' | 'statusSource'> {
  if (status !== 'completed') return toStatus(statusWords, status);
  return conclusion === null
    ? { status: 'UNKNOWN', rawStatus: status, statusSource: 'DERIVED' }
    : toStatus(conclusionWords, conclusion);
}

function toFailures({ status, rawStatus }: GitHubActionsFacts, ended: readonly RunJob[]): readonly JobFailure[] {
  const failures = ended
    .filter(({ conclusion }) => failed.has(conclusion))
    .map(({ conclusion, name }) => ({ code: conclusion, message: null, subject: name }));
  if (failures.length > 0) return failures;
  return status === 'FAILED' || status === 'TIMED_OUT' ? [{ code: rawStatus, message: null, subject: null }] : [];
}

function toRunJob(job: RunJob): GitHubActionsRunJobFacts {
  const { status, rawStatus } = toRunStatus(job);
  return {
    jobId: job.id,
    name: job.name,
    status,
    rawStatus,
    startedAt: job.startedAt,
    endedAt: isTerminal(status) ? job.completedAt : null,
    url: job.htmlUrl,
    runnerName: job.runnerName,
    labels: job.labels,
  };
}
