/**
 * Glue's answers, unknown → checked.
 * @see https://docs.aws.amazon.com/glue/latest/webapi/API_JobRun.html
 */
import {
  readEntries,
  readEpochSeconds,
  readInteger,
  readItems,
  readJsonBoolean,
  readNumber,
  readString,
  readStrings,
  readWord,
  requireString,
} from '../../provider/decode/json-fields.ts';
import { at, orEmpty, shape } from '../../provider/decode/shape.ts';

/** Under the graph's names, but for what it does not show as it is. Throws `BadAnswer` if a member is mistyped. */
export const readJobRun = shape({
  id: at('Id', requireString),
  state: at('JobRunState', readString),
  errorMessage: at('ErrorMessage', readString),
  startedOn: at('StartedOn', readEpochSeconds),
  lastModifiedOn: at('LastModifiedOn', readEpochSeconds),
  completedOn: at('CompletedOn', readEpochSeconds),
  arguments: at('Arguments', readEntries),
  securityConfiguration: at('SecurityConfiguration', readString),
  sessionPolicyJson: at('ExecutionRoleSessionPolicy', readString),
  jobName: at('JobName', requireString),
  attempt: at('Attempt', readInteger),
  previousRunId: at('PreviousRunId', readString),
  triggerName: at('TriggerName', readString),
  jobMode: at('JobMode', readString),
  executionSeconds: at('ExecutionTime', readInteger),
  timeoutMinutes: at('Timeout', readInteger),
  isQueuingEnabled: at('JobRunQueuingEnabled', readJsonBoolean),
  glueVersion: at('GlueVersion', readString),
  workerType: at('WorkerType', readString),
  workerCount: at('NumberOfWorkers', readInteger),
  maxCapacity: at('MaxCapacity', readNumber),
  dpuSeconds: at('DPUSeconds', readNumber),
  executionClass: at('ExecutionClass', readString),
  maintenanceWindow: at('MaintenanceWindow', readString),
  usageProfile: at('ProfileName', readString),
  notifyDelayMinutes: at('NotificationProperty.NotifyDelayAfter', readInteger),
  logGroupName: at('LogGroupName', readString),
  stateDetail: at('StateDetail', readString),
});
/** A run, described or listed. */
export type JobRun = ReturnType<typeof readJobRun>;

/** @see https://docs.aws.amazon.com/glue/latest/webapi/API_GetJobRuns.html */
export const readJobRunPage = shape({ runs: at('JobRuns', orEmpty(readItems)), next: at('NextToken', readWord) });

/** @see https://docs.aws.amazon.com/glue/latest/webapi/API_ListJobs.html */
export const readJobNamePage = shape({ names: at('JobNames', orEmpty(readStrings)), next: at('NextToken', readWord) });
