import type { ProviderErrorFacts } from '../../errors/errors.ts';
import type { JobFailure, JobRecord, JobStatus, WholeNumber } from '../../provider/contract/job.ts';
import { toProgress } from '../../provider/contract/progress.ts';
import { toSecrets } from '../../provider/contract/secrets.ts';
import {
  toDerivedStatus,
  toStartedAt,
  toStatus,
  toStatusWords,
  type StatusFacts,
} from '../../provider/contract/status.ts';
import type { GitHubActionsRunFacts, GitHubActionsRunJobFacts } from './facts.generated.ts';
import type { RunJob, WorkflowRun } from './wire.ts';

/** The jobs are null until they are read. */
export interface GitHubActionsFacts extends GitHubActionsRunFacts {
  /** Why reading its jobs failed; null if it succeeded or was not tried. */
  readonly jobsError: ProviderErrorFacts | null;
}

const statusWords = toStatusWords({
  requested: 'QUEUED',
  queued: 'QUEUED',
  pending: 'QUEUED',
  in_progress: 'RUNNING',
  // For a deployment's reviewers.
  waiting: 'SUSPENDED',
});

/** Of a run or job whose status is `completed`. */
const conclusionWords = toStatusWords({
  // A first contributor's run waits for an approval, and then continues under the same id.
  action_required: 'SUSPENDED',
  success: 'SUCCEEDED',
  neutral: 'SUCCEEDED',
  failure: 'FAILED',
  startup_failure: 'FAILED',
  timed_out: 'TIMED_OUT',
  stale: 'TIMED_OUT',
  cancelled: 'CANCELLED',
  skipped: 'SKIPPED',
});

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
      definition: toDefinition(repository, run),
      ...status,
      statusMessage: null,
      createdAt: run.createdAt,
      startedAt: toStartedAt(status, run.runStartedAt),
      updatedAt: run.updatedAt,
      // GitHub reports no other time of the end.
      endedAt: status.isTerminal ? run.updatedAt : null,
      progress: null,
      failures: [],
      consoleUrl: run.htmlUrl,
      repository,
      runNumber: run.runNumber,
      attempt: run.runAttempt,
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

/** The workflow's file is unique in its repository; GitHub's own workflows have a name instead. A branch may follow after `@`. */
function toDefinition(repository: string, { path, name }: WorkflowRun): string | null {
  const [file = ''] = path?.split('@', 1) ?? [];
  const workflow = path ? file.slice(file.lastIndexOf('/') + 1) : name;
  return workflow ? `${repository}/${workflow}` : null;
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

/** The status of a run, or of a job of one. */
export function toRunStatus({ status, conclusion }: Pick<WorkflowRun, 'status' | 'conclusion'>): StatusFacts {
  if (status !== 'completed') return toStatus(statusWords, status);
  return conclusion === null ? toDerivedStatus('UNKNOWN', status) : toStatus(conclusionWords, conclusion);
}

function toFailures({ status, rawStatus }: GitHubActionsFacts, ended: readonly RunJob[]): readonly JobFailure[] {
  const failures = ended
    .filter(({ conclusion }) => failed.has(conclusion))
    .map(({ conclusion, name }) => ({ code: conclusion, message: null, subject: name }));
  if (failures.length > 0) return failures;
  return status === 'FAILED' || status === 'TIMED_OUT' ? [{ code: rawStatus, message: null, subject: null }] : [];
}

function toRunJob(job: RunJob): GitHubActionsRunJobFacts {
  const { status, rawStatus, isTerminal } = toRunStatus(job);
  return {
    jobId: job.id,
    name: job.name,
    status,
    rawStatus,
    startedAt: job.startedAt,
    endedAt: isTerminal ? job.completedAt : null,
    url: job.htmlUrl,
    runnerName: job.runnerName,
    labels: job.labels,
  };
}
