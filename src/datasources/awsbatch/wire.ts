/**
 * AWS Batch's answers, unknown → checked. Names are the provider's own; times are in milliseconds on the wire.
 * @see https://docs.aws.amazon.com/batch/latest/APIReference/API_JobDetail.html
 */
import { readEach } from '../../provider/contract/bad-answer.ts';
import type { JobKeyValue } from '../../provider/contract/job.ts';
import {
  readEntries,
  readEpochMilliseconds,
  readInteger,
  readJsonBoolean,
  readObject,
  readObjects,
  readString,
  readStrings,
  readWord,
  requireString,
  type JsonObject,
  readValueOf,
  requireItems,
  toObject,
} from '../../provider/decode/json-fields.ts';
import { at, listOf, objectOf, shape } from '../../provider/decode/shape.ts';
import { sortByKey } from '../../provider/decode/values.ts';
import { readContainers, readRoles } from './wire-containers.ts';
import { readJobLogs } from './wire-logs.ts';

/** Of an array's parent, which has a size, or of one of its children, which has an index. */
const readArrayProperties = shape({
  size: readInteger,
  index: readInteger,
  statusSummary: readStatusSummary,
  statusSummaryLastUpdatedAt: readEpochMilliseconds,
});
/** The array properties of a job. */
export type ArrayProperties = ReturnType<typeof readArrayProperties>;

/** What a describe and a list row have in common. */
const summary = {
  jobId: requireString,
  jobName: readString,
  jobArn: readString,
  jobDefinition: readString,
  shareIdentifier: readString,
  status: readString,
  statusReason: readString,
  createdAt: readEpochMilliseconds,
  startedAt: readEpochMilliseconds,
  stoppedAt: readEpochMilliseconds,
  arrayProperties: objectOf(readArrayProperties),
};
/** Throws `BadAnswer` for a row that ListJobs does not return. */
export const readJobSummary = shape(summary);
/** A row of ListJobs' answer. */
export type JobSummary = ReturnType<typeof readJobSummary>;

const readAttempt = shape({
  startedAt: readEpochMilliseconds,
  stoppedAt: readEpochMilliseconds,
  statusReason: readString,
  exitCode: at('container.exitCode', readInteger),
  reason: at('container.reason', readString),
  logStreamName: at('container.logStreamName', readString),
  taskArn: at('container.taskArn', readString),
});
/** One attempt of a job. */
export type Attempt = ReturnType<typeof readAttempt>;

const readMultiNode = shape({
  nodeIndex: at('nodeDetails.nodeIndex', readInteger),
  isMainNode: at('nodeDetails.isMainNode', readJsonBoolean),
  numNodes: at('nodeProperties.numNodes', readInteger),
  mainNode: at('nodeProperties.mainNode', readInteger),
});
/** The node of a multi-node parallel job, and the number of its nodes. */
export type MultiNode = ReturnType<typeof readMultiNode>;

/**
 * One entry of DescribeJobs' `jobs`. Throws `BadAnswer`.
 * https://docs.aws.amazon.com/batch/latest/APIReference/API_JobDetail.html
 */
export const readJobDetail = shape({
  ...summary,
  roles: readRoles,
  jobQueue: readString,
  isCancelled: readJsonBoolean,
  isTerminated: readJsonBoolean,
  attempts: listOf(readAttempt),
  eksAttempts: listOf(readAttempt),
  multiNode: (job) => (isOfSeveralNodes(job) ? readMultiNode(job) : null),
  dependsOn: listOf(shape({ jobId: readString, type: readString })),
  containers: readContainers,
  logs: (job) => readJobLogs(job),
  resourceRequirements: at('container.resourceRequirements', readResources),
  parameters: readEntries,
  tags: readEntries,
  platformCapabilities: readStrings,
  schedulingPriority: readInteger,
  maxAttempts: at('retryStrategy.attempts', readInteger),
  attemptDurationSeconds: at('timeout.attemptDurationSeconds', readInteger),
});
/** A job in DescribeJobs' answer. */
export type JobDetail = ReturnType<typeof readJobDetail>;

function isOfSeveralNodes(job: JsonObject): boolean {
  return readObject(job, 'nodeDetails') !== null || readObject(job, 'nodeProperties') !== null;
}

/** How many jobs have each status, sorted by status. */
function readStatusSummary(
  array: JsonObject,
  name: string,
): readonly { readonly status: string; readonly count: number }[] | null {
  const counts = readObject(array, name);
  if (counts === null) return null;
  const entries = Object.keys(counts).map((key) => ({ key, count: readValueOf(counts, key, name, readInteger) }));
  return sortByKey(entries).flatMap(({ key, count }) => (count === null ? [] : [{ status: key, count }]));
}

const readResource = shape({ key: at('type', requireString), value: readString });

function readResources(container: JsonObject, name: string): readonly JobKeyValue[] | null {
  const resources = readObjects(container, name);
  return resources && sortByKey(readEach(name, resources, readResource));
}

/** The rows of ListJobs, unread. */
export const readJobPage = shape({ items: at('jobSummaryList', requireItems), next: at('nextToken', readWord) });

/** The names of DescribeJobQueues. */
export const readQueuePage = shape({
  names: at('jobQueues', (answer, name) => readEach(name, requireItems(answer, name), readQueueName)),
  next: at('nextToken', readWord),
});

function readQueueName(queue: unknown): string {
  return requireString(toObject(queue), 'jobQueueName');
}
