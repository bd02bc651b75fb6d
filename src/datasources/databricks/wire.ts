/**
 * Databricks' answers, unknown → checked. Times are milliseconds, 0 for none; ids may pass 2^53.
 * @see https://docs.databricks.com/api/workspace/jobs/getrun
 */
import { BadAnswer } from '../../provider/contract/bad-answer.ts';
import type { Instant } from '../../provider/contract/job.ts';
import {
  readDigits,
  readHttpsUrl,
  readInteger,
  readItems,
  readObject,
  readString,
  readWholeNumber,
  readWord,
  requireString,
  type JsonObject,
} from '../../provider/decode/json-fields.ts';
import { at, listOf, objectOf, orEmpty, shape, type Kind } from '../../provider/decode/shape.ts';
import { toInstantOfMilliseconds } from '../../provider/decode/values.ts';

const readTime: Kind<Instant | null> = (parent, name) => {
  const milliseconds = readWholeNumber(parent, name);
  return milliseconds === null || milliseconds === '0' ? null : toInstantOfMilliseconds(Number(milliseconds), name);
};

const requireId: Kind<string> = (parent, name) => {
  const id = readDigits(parent, name);
  if (id === null) throw new BadAnswer(name, 'whole number', 'nothing');
  return id;
};

/** What says how a run, or a task, stands: words of today, and those of `state`, which are older and still sent. */
const standing = {
  state: at('status.state', readWord),
  code: at('status.termination_details.code', readWord),
  type: at('status.termination_details.type', readWord),
  message: at('status.termination_details.message', readWord),
  lifeCycle: at('state.life_cycle_state', readWord),
  result: at('state.result_state', readWord),
  startTime: at('start_time', readTime),
  endTime: at('end_time', readTime),
  attempt: at('attempt_number', readInteger),
  page: at('run_page_url', readHttpsUrl),
  clusterId: at('cluster_instance.cluster_id', readString),
};
/** How a run, or a task of one, stands. */
export type Standing = ReturnType<ReturnType<typeof shape<typeof standing>>>;

const readTask = shape({
  ...standing,
  taskKey: at('task_key', requireString),
  runId: at('run_id', readDigits),
  kind: readTaskType,
  dependsOn: at('depends_on', orEmpty(listOf((one) => requireString(one, 'task_key')))),
  existingClusterId: at('existing_cluster_id', readString),
});
/** An attempt of a task. */
export type Task = ReturnType<typeof readTask>;

/** The member that says what the task runs, such as `notebook_task`. */
function readTaskType(task: JsonObject): string | null {
  const isTask = (name: string): boolean =>
    name.endsWith('_task') && typeof task[name] === 'object' && task[name] !== null;
  return Object.keys(task).find(isTask) ?? null;
}

const readParameter = shape({ name: requireString, value: readWord, default: readString });

/** Throws `BadAnswer` if a member is mistyped. */
export const readRun = shape({
  ...standing,
  runId: at('run_id', requireId),
  name: at('run_name', readString),
  runType: at('run_type', readString),
  jobId: at('job_id', readDigits),
  jobRunId: at('job_run_id', readDigits),
  originalAttemptRunId: at('original_attempt_run_id', readDigits),
  description: readString,
  trigger: readString,
  schedule: at('schedule.quartz_cron_expression', readString),
  scheduleTimezone: at('schedule.timezone_id', readString),
  queueCode: at('status.queue_details.code', readString),
  queueMessage: at('status.queue_details.message', readWord),
  stateMessage: at('state.state_message', readWord),
  queueMilliseconds: at('queue_duration', readDigits),
  setupMilliseconds: at('setup_duration', readDigits),
  executionMilliseconds: at('execution_duration', readDigits),
  cleanupMilliseconds: at('cleanup_duration', readDigits),
  runMilliseconds: at('run_duration', readDigits),
  performanceTarget: at('effective_performance_target', readString),
  gitSource: at(
    'git_source',
    objectOf(
      shape({
        url: at('git_url', readString),
        provider: at('git_provider', readString),
        branch: at('git_branch', readString),
        tag: at('git_tag', readString),
        commit: at('git_commit', readWord),
        usedCommit: at('git_snapshot.used_commit', readString),
      }),
    ),
  ),
  creatorUserName: at('creator_user_name', readString),
  jobParameters: at('job_parameters', listOf(readParameter)),
  overridingParameters: at('overriding_parameters', readObject),
  tasks: listOf(readTask),
  nextPageToken: at('next_page_token', readWord),
});
/** A run, described or listed. */
export type Run = ReturnType<typeof readRun>;

/** Throws `BadAnswer` if a member is mistyped. */
export const readRunPage = shape({
  runs: orEmpty(readItems),
  nextPageToken: at('next_page_token', readWord),
});
