/**
 * AWS Batch's answers, unknown → checked. Names are the provider's own; times are in milliseconds on the wire.
 * @see https://docs.aws.amazon.com/batch/latest/APIReference/API_JobDetail.html
 */
import type { Instant, JobKeyValue } from '../../job.ts';
import {
  readEntries,
  readEpochMilliseconds,
  readInteger,
  readJsonBoolean,
  readObject,
  readObjects,
  readString,
  readStrings,
  requireString,
  type JsonObject,
} from '../../decode/json-fields.ts';
import { sortByKey } from '../../decode/values.ts';
import { BadAnswer } from '../../provider/adapter.ts';
import { readContainers, readRoles, type Container, type Roles } from './wire-containers.ts';

export interface StatusCount {
  readonly status: string;
  readonly count: number;
}

/** Of an array's parent, which has a size, or of one of its children, which has an index. */
export interface ArrayProperties {
  readonly size: number | null;
  readonly index: number | null;
  /** Sorted by status. */
  readonly statusSummary: readonly StatusCount[] | null;
  readonly statusSummaryLastUpdatedAt: Instant | null;
}

/** What a describe and a list row have in common. */
export interface JobSummary {
  readonly jobId: string;
  readonly jobName: string | null;
  readonly jobArn: string | null;
  readonly jobDefinition: string | null;
  readonly shareIdentifier: string | null;
  readonly status: string | null;
  readonly statusReason: string | null;
  readonly createdAt: Instant | null;
  readonly startedAt: Instant | null;
  readonly stoppedAt: Instant | null;
  readonly arrayProperties: ArrayProperties | null;
}

export interface Attempt {
  readonly startedAt: Instant | null;
  readonly stoppedAt: Instant | null;
  readonly statusReason: string | null;
  readonly exitCode: number | null;
  readonly reason: string | null;
  readonly logStreamName: string | null;
  readonly taskArn: string | null;
}

export interface MultiNode {
  readonly nodeIndex: number | null;
  readonly isMainNode: boolean | null;
  readonly numNodes: number | null;
  readonly mainNode: number | null;
}

export interface JobDependency {
  readonly jobId: string | null;
  readonly type: string | null;
}

export interface JobDetail extends JobSummary, Roles {
  readonly jobQueue: string | null;
  readonly isCancelled: boolean | null;
  readonly isTerminated: boolean | null;
  readonly attempts: readonly Attempt[] | null;
  readonly eksAttempts: readonly Attempt[] | null;
  readonly multiNode: MultiNode | null;
  readonly dependsOn: readonly JobDependency[] | null;
  readonly containers: readonly Container[] | null;
  readonly resourceRequirements: readonly JobKeyValue[] | null;
  readonly parameters: readonly JobKeyValue[] | null;
  readonly tags: readonly JobKeyValue[] | null;
  readonly platformCapabilities: readonly string[] | null;
  readonly schedulingPriority: number | null;
  readonly maxAttempts: number | null;
  readonly attemptDurationSeconds: number | null;
}

/** Throws `BadAnswer` if the record has no id. */
export function readJobSummary(job: JsonObject): JobSummary {
  return {
    jobId: requireString(job, 'jobId'),
    jobName: readString(job, 'jobName'),
    jobArn: readString(job, 'jobArn'),
    jobDefinition: readString(job, 'jobDefinition'),
    shareIdentifier: readString(job, 'shareIdentifier'),
    status: readString(job, 'status'),
    statusReason: readString(job, 'statusReason'),
    createdAt: readEpochMilliseconds(job, 'createdAt'),
    startedAt: readEpochMilliseconds(job, 'startedAt'),
    stoppedAt: readEpochMilliseconds(job, 'stoppedAt'),
    arrayProperties: readArrayProperties(readObject(job, 'arrayProperties')),
  };
}

/**
 * One entry of DescribeJobs' `jobs`. Throws `BadAnswer`.
 * https://docs.aws.amazon.com/batch/latest/APIReference/API_JobDetail.html
 */
export function readJobDetail(job: JsonObject): JobDetail {
  return {
    ...readJobSummary(job),
    ...readRoles(job),
    jobQueue: readString(job, 'jobQueue'),
    isCancelled: readJsonBoolean(job, 'isCancelled'),
    isTerminated: readJsonBoolean(job, 'isTerminated'),
    attempts: readObjects(job, 'attempts')?.map(readAttempt) ?? null,
    eksAttempts: readObjects(job, 'eksAttempts')?.map(readAttempt) ?? null,
    multiNode: readMultiNode(readObject(job, 'nodeDetails'), readObject(job, 'nodeProperties')),
    dependsOn: readObjects(job, 'dependsOn')?.map(readDependency) ?? null,
    containers: readContainers(job),
    resourceRequirements: readResources(readObject(job, 'container')),
    parameters: readEntries(job, 'parameters'),
    tags: readEntries(job, 'tags'),
    platformCapabilities: readStrings(job, 'platformCapabilities'),
    schedulingPriority: readInteger(job, 'schedulingPriority'),
    maxAttempts: readInnerInteger(job, 'retryStrategy', 'attempts'),
    attemptDurationSeconds: readInnerInteger(job, 'timeout', 'attemptDurationSeconds'),
  };
}

function readInnerInteger(job: JsonObject, parent: string, name: string): number | null {
  const object = readObject(job, parent);
  return object && readInteger(object, name);
}

function readArrayProperties(properties: JsonObject | null): ArrayProperties | null {
  if (properties === null) return null;
  return {
    size: readInteger(properties, 'size'),
    index: readInteger(properties, 'index'),
    statusSummary: readStatusSummary(readObject(properties, 'statusSummary')),
    statusSummaryLastUpdatedAt: readEpochMilliseconds(properties, 'statusSummaryLastUpdatedAt'),
  };
}

function readStatusSummary(summary: JsonObject | null): readonly StatusCount[] | null {
  if (summary === null) return null;
  const counts = Object.keys(summary).map((status) => ({ key: status, count: readInteger(summary, status) }));
  return sortByKey(counts).flatMap(({ key, count }) => (count === null ? [] : [{ status: key, count }]));
}

function readAttempt(attempt: JsonObject): Attempt {
  const container = readObject(attempt, 'container') ?? {};
  return {
    startedAt: readEpochMilliseconds(attempt, 'startedAt'),
    stoppedAt: readEpochMilliseconds(attempt, 'stoppedAt'),
    statusReason: readString(attempt, 'statusReason'),
    exitCode: readInteger(container, 'exitCode'),
    reason: readString(container, 'reason'),
    logStreamName: readString(container, 'logStreamName'),
    taskArn: readString(container, 'taskArn'),
  };
}

function readMultiNode(details: JsonObject | null, properties: JsonObject | null): MultiNode | null {
  if (details === null && properties === null) return null;
  return {
    nodeIndex: details && readInteger(details, 'nodeIndex'),
    isMainNode: details && readJsonBoolean(details, 'isMainNode'),
    numNodes: properties && readInteger(properties, 'numNodes'),
    mainNode: properties && readInteger(properties, 'mainNode'),
  };
}

function readDependency(dependency: JsonObject): JobDependency {
  return { jobId: readString(dependency, 'jobId'), type: readString(dependency, 'type') };
}

function readResources(container: JsonObject | null): readonly JobKeyValue[] | null {
  const resources = container && readObjects(container, 'resourceRequirements');
  return (
    resources &&
    sortByKey(resources.map((one) => ({ key: requireString(one, 'type'), value: readString(one, 'value') })))
  );
}

/** The records of DescribeJobs, unread. Throws `BadAnswer` if there is no list of them. */
export function readJobRecords(answer: JsonObject): readonly JsonObject[] {
  return requireObjects(answer, 'jobs');
}

/** The rows of ListJobs. */
export function readJobSummaryList(answer: JsonObject): readonly JobSummary[] {
  return requireObjects(answer, 'jobSummaryList').map(readJobSummary);
}

/** The names of DescribeJobQueues. */
export function readQueueNames(answer: JsonObject): readonly string[] {
  return requireObjects(answer, 'jobQueues').map((queue) => requireString(queue, 'jobQueueName'));
}

function requireObjects(answer: JsonObject, name: string): readonly JsonObject[] {
  const objects = readObjects(answer, name);
  if (objects === null) throw new BadAnswer(`the answer has no ${name}`);
  return objects;
}
