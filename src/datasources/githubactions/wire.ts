/**
 * GitHub's answers, unknown → checked. Names are the provider's own, in camel case.
 * @see https://docs.github.com/en/rest/actions/workflow-runs
 */
import {
  readId,
  readInteger,
  readItems,
  readJsonInstant,
  readJsonUrl,
  readObjects,
  readString,
  readStrings,
  readWholeNumber,
  readWord,
  type JsonObject,
} from '../../provider/decode/json-fields.ts';
import { at, listOf, orEmpty, shape } from '../../provider/decode/shape.ts';
import { BadAnswer, readEach } from '../../provider/contract/bad-answer.ts';

/** Throws `BadAnswer` if a member is mistyped. */
export const readWorkflowRun = shape({
  id: readId,
  name: readString,
  displayTitle: at('display_title', readString),
  status: readWord,
  conclusion: readWord,
  headBranch: at('head_branch', readString),
  headSha: at('head_sha', readString),
  path: readString,
  runNumber: at('run_number', readWholeNumber),
  runAttempt: at('run_attempt', readInteger),
  event: readString,
  workflowId: at('workflow_id', readWholeNumber),
  checkSuiteId: at('check_suite_id', readWholeNumber),
  htmlUrl: at('html_url', readJsonUrl),
  createdAt: at('created_at', readJsonInstant),
  updatedAt: at('updated_at', readJsonInstant),
  runStartedAt: at('run_started_at', readJsonInstant),
  actor: at('actor.login', readString),
  triggeringActor: at('triggering_actor.login', readString),
  commitMessage: at('head_commit.message', readString),
  commitAuthorName: at('head_commit.author.name', readString),
  commitAuthorEmail: at('head_commit.author.email', readString),
  headRepository: at('head_repository.full_name', readString),
});
/** A run of a workflow. */
export type WorkflowRun = ReturnType<typeof readWorkflowRun>;

/** @see https://docs.github.com/en/rest/actions/workflow-runs#list-workflow-runs-for-a-repository */
export const readRunPage = shape({
  totalCount: at('total_count', readWholeNumber),
  /** Unread. */
  items: at('workflow_runs', orEmpty(readItems)),
});

const readStep = shape({ name: readString, conclusion: readWord });

const readRunJob = shape({
  id: readWholeNumber,
  name: readString,
  status: readWord,
  conclusion: readWord,
  startedAt: at('started_at', readJsonInstant),
  completedAt: at('completed_at', readJsonInstant),
  htmlUrl: at('html_url', readJsonUrl),
  runnerName: at('runner_name', readString),
  labels: readStrings,
  runAttempt: at('run_attempt', readInteger),
  steps: listOf(readStep),
});
/** A job of a run. */
export type RunJob = ReturnType<typeof readRunJob>;

const readJobs = shape({ totalCount: at('total_count', readWholeNumber), jobs: listOf(readRunJob) });
/** A page of the jobs of one run, with their number in all. */
export type RunJobPage = ReturnType<typeof readJobs>;

/**
 * @param runId of the run that was asked for
 * @see https://docs.github.com/en/rest/actions/workflow-jobs#list-jobs-for-a-workflow-run
 */
export function readRunJobPage(body: JsonObject, runId: string): RunJobPage {
  const ids = readEach('jobs', readObjects(body, 'jobs') ?? [], (job) => readWholeNumber(job, 'run_id') ?? runId);
  if (ids.some((id) => id !== runId)) throw new BadAnswer('jobs[].run_id', 'whole number', "another job's id");
  return readJobs(body);
}
