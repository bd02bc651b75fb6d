/**
 * GitHub's answers, unknown → checked. Names are the provider's own, in camel case.
 * @see https://docs.github.com/en/rest/actions/workflow-runs
 */
import {
  readId,
  readInteger,
  readJsonInstant,
  readJsonUrl,
  readObject,
  readObjects,
  readString,
  readStrings,
  readWholeNumber,
  readWord,
  type JsonObject,
} from '../../decode/json-fields.ts';
import type { Instant, WholeNumber } from '../../job.ts';
import { BadAnswer } from '../../provider/adapter.ts';

export interface WorkflowRun {
  readonly id: WholeNumber;
  readonly name: string | null;
  readonly displayTitle: string | null;
  readonly status: string | null;
  readonly conclusion: string | null;
  readonly headBranch: string | null;
  readonly headSha: string | null;
  readonly path: string | null;
  readonly runNumber: WholeNumber | null;
  readonly runAttempt: number | null;
  readonly event: string | null;
  readonly workflowId: WholeNumber | null;
  readonly checkSuiteId: WholeNumber | null;
  readonly htmlUrl: string | null;
  readonly createdAt: Instant | null;
  readonly updatedAt: Instant | null;
  readonly runStartedAt: Instant | null;
  readonly actor: string | null;
  readonly triggeringActor: string | null;
  readonly commitMessage: string | null;
  readonly commitAuthorName: string | null;
  readonly commitAuthorEmail: string | null;
  readonly headRepository: string | null;
}

export interface RunJob {
  readonly id: WholeNumber | null;
  readonly name: string | null;
  readonly status: string | null;
  readonly conclusion: string | null;
  readonly startedAt: Instant | null;
  readonly completedAt: Instant | null;
  readonly htmlUrl: string | null;
  readonly runnerName: string | null;
  readonly labels: readonly string[] | null;
}

/** Throws `BadAnswer` if a member is mistyped. */
export function readWorkflowRun(run: JsonObject): WorkflowRun {
  const commit = readObject(run, 'head_commit');
  const author = commit && readObject(commit, 'author');
  return {
    id: readId(run, 'id'),
    name: readString(run, 'name'),
    displayTitle: readString(run, 'display_title'),
    status: readWord(run, 'status'),
    conclusion: readWord(run, 'conclusion'),
    headBranch: readString(run, 'head_branch'),
    headSha: readString(run, 'head_sha'),
    path: readString(run, 'path'),
    runNumber: readWholeNumber(run, 'run_number'),
    runAttempt: readInteger(run, 'run_attempt'),
    event: readString(run, 'event'),
    workflowId: readWholeNumber(run, 'workflow_id'),
    checkSuiteId: readWholeNumber(run, 'check_suite_id'),
    htmlUrl: readJsonUrl(run, 'html_url'),
    createdAt: readJsonInstant(run, 'created_at'),
    updatedAt: readJsonInstant(run, 'updated_at'),
    runStartedAt: readJsonInstant(run, 'run_started_at'),
    actor: readMember(run, 'actor', 'login'),
    triggeringActor: readMember(run, 'triggering_actor', 'login'),
    commitMessage: commit && readString(commit, 'message'),
    commitAuthorName: author && readString(author, 'name'),
    commitAuthorEmail: author && readString(author, 'email'),
    headRepository: readMember(run, 'head_repository', 'full_name'),
  };
}

function readMember(parent: JsonObject, name: string, member: string): string | null {
  const object = readObject(parent, name);
  return object && readString(object, member);
}

export interface RunPage {
  readonly totalCount: WholeNumber | null;
  readonly runs: readonly WorkflowRun[];
}

/** @see https://docs.github.com/en/rest/actions/workflow-runs#list-workflow-runs-for-a-repository */
export function readRunPage(body: JsonObject): RunPage {
  return {
    totalCount: readWholeNumber(body, 'total_count'),
    runs: (readObjects(body, 'workflow_runs') ?? []).map(readWorkflowRun),
  };
}

export interface RunJobPage {
  readonly totalCount: WholeNumber | null;
  readonly jobs: readonly RunJob[] | null;
}

/**
 * @param runId of the run that was asked for
 * @see https://docs.github.com/en/rest/actions/workflow-jobs#list-jobs-for-a-workflow-run
 */
export function readRunJobPage(body: JsonObject, runId: string): RunJobPage {
  const jobs = readObjects(body, 'jobs');
  if (jobs?.some((job) => (readWholeNumber(job, 'run_id') ?? runId) !== runId))
    throw new BadAnswer('a job is of another run');
  return {
    totalCount: readWholeNumber(body, 'total_count'),
    jobs:
      jobs &&
      jobs.map((job) => ({
        id: readWholeNumber(job, 'id'),
        name: readString(job, 'name'),
        status: readWord(job, 'status'),
        conclusion: readWord(job, 'conclusion'),
        startedAt: readJsonInstant(job, 'started_at'),
        completedAt: readJsonInstant(job, 'completed_at'),
        htmlUrl: readJsonUrl(job, 'html_url'),
        runnerName: readString(job, 'runner_name'),
        labels: readStrings(job, 'labels'),
      })),
  };
}
