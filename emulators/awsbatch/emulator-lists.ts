/**
 * AWS Batch's ListJobs and DescribeJobQueues.
 * https://docs.aws.amazon.com/batch/latest/APIReference/API_ListJobs.html
 */
import { toEmulatedError, type EmulatedError } from '../kit/emulator.ts';
import { isJsonObject, pickMembers } from '../kit/json.ts';
import { sortNewestFirst, toPageAnswer, type PageRequest } from '../kit/paging.ts';
import type { BatchEmulatedJob, BatchEmulatedQueue, BatchJobWorld } from './emulator.ts';

type Input = Readonly<Record<string, unknown>>;

const containers = ['jobQueue', 'arrayJobId', 'multiNodeJobId'] as const;
const jobStatuses: readonly unknown[] = [
  'SUBMITTED',
  'PENDING',
  'RUNNABLE',
  'STARTING',
  'RUNNING',
  'SUCCEEDED',
  'FAILED',
];
const rowMembers = [
  'jobArn',
  'jobId',
  'jobName',
  'createdAt',
  'startedAt',
  'stoppedAt',
  'status',
  'statusReason',
  'arrayProperties',
  'jobDefinition',
  'shareIdentifier',
];

/**
 * With `filters`, jobs of all statuses, newest first, without children and nodes; else those of `jobStatus`; without
 * either, only running ones.
 */
export function listJobs(jobs: BatchJobWorld, input: Input): object {
  const [container, ...others] = containers.filter((name) => input[name] !== undefined);
  if (container === undefined || others.length > 0)
    return refuse('Exactly one of jobQueue, arrayJobId and multiNodeJobId must be given');
  const isInContainer = toContainer(jobs, container, input[container]);
  if (isInContainer === undefined) return refuse('The container of the jobs does not exist');
  const filters = input['filters'];
  const isWanted = filters === undefined ? toStatusFilter(input['jobStatus']) : toFilter(filters);
  if (isWanted === undefined) return refuse('The filter is not valid');
  const idOf = ({ jobId }: BatchEmulatedJob): string => jobId;
  const listed = jobs.list().filter((job) => isInContainer(job) && isWanted(job));
  return toPageAnswer(
    sortNewestFirst(listed, ({ createdAt }) => createdAt, idOf),
    idOf,
    toPageRequest(input, filters === undefined ? 1000 : 100),
    (page, nextToken) => ({ nextToken, jobSummaryList: page.map(toRow) }),
  );
}

/** https://docs.aws.amazon.com/batch/latest/APIReference/API_DescribeJobQueues.html */
export function listQueues(jobs: BatchJobWorld, input: Input): object {
  const names = input['jobQueues'] ?? [];
  if (!Array.isArray(names)) return refuse('jobQueues must be a list');
  const queues = toQueues(jobs).filter(
    ({ jobQueueName, jobQueueArn }) =>
      names.length === 0 || names.includes(jobQueueName) || names.includes(jobQueueArn),
  );
  return toPageAnswer(
    queues,
    ({ jobQueueArn }) => jobQueueArn,
    toPageRequest(input, 100),
    (jobQueues, nextToken) => ({ jobQueues, nextToken }),
  );
}

function refuse(message: string): EmulatedError {
  return toEmulatedError('ClientException', message);
}

type Predicate = (job: BatchEmulatedJob) => boolean;

function toContainer(jobs: BatchJobWorld, kind: (typeof containers)[number], id: unknown): Predicate | undefined {
  if (typeof id !== 'string') return undefined;
  if (kind !== 'jobQueue') {
    const mark = kind === 'arrayJobId' ? ':' : '#';
    return ({ jobId }) => jobId.startsWith(id + mark);
  }
  const queue = toQueues(jobs).find(({ jobQueueName, jobQueueArn }) => id === jobQueueName || id === jobQueueArn);
  return queue && (({ jobQueue }) => jobQueue === queue.jobQueueArn);
}

function toStatusFilter(status: unknown = 'RUNNING'): Predicate | undefined {
  return jobStatuses.includes(status) ? (job) => job.status === status : undefined;
}

/** One filter with one value. Bounds of time are exclusive here; the model does not say. */
function toFilter(filters: unknown): Predicate | undefined {
  const filter = toOnly(filters);
  const value = isJsonObject(filter) ? toOnly(filter['values']) : undefined;
  if (!isJsonObject(filter) || typeof value !== 'string') return undefined;
  const isMatch = toPredicate(filter['name'], value);
  return isMatch && ((job) => !/[:#]/.test(job.jobId) && isMatch(job));
}

/** The item of a list of one. */
function toOnly(list: unknown): unknown {
  return Array.isArray(list) && list.length === 1 ? (list[0] as unknown) : undefined;
}

function toPredicate(name: unknown, value: string): Predicate | undefined {
  if (name === 'JOB_NAME') return (job) => job['jobName'] === value;
  if (name === 'SHARE_IDENTIFIER') return (job) => job['shareIdentifier'] === value;
  if (name === 'JOB_DEFINITION') return (job) => job['jobDefinition'] === value;
  if (!/^\d{1,15}$/.test(value)) return undefined;
  if (name === 'AFTER_CREATED_AT') return ({ createdAt = 0 }) => createdAt > Number(value);
  if (name === 'BEFORE_CREATED_AT') return ({ createdAt = 0 }) => createdAt < Number(value);
  return undefined;
}

function toRow(job: BatchEmulatedJob): object {
  const { container, nodeProperties } = job;
  return {
    ...pickMembers(job, rowMembers),
    ...(isJsonObject(container) ? { container: pickMembers(container, ['exitCode', 'reason']) } : {}),
    ...(isJsonObject(nodeProperties) ? { nodeProperties: pickMembers(nodeProperties, ['numNodes']) } : {}),
  };
}

function toQueues(jobs: BatchJobWorld): readonly BatchEmulatedQueue[] {
  if (jobs.queues !== undefined) return jobs.queues();
  const arns = new Set(jobs.list().flatMap(({ jobQueue }) => jobQueue ?? []));
  return [...arns].map((arn) => ({
    jobQueueName: arn.slice(arn.lastIndexOf('/') + 1),
    jobQueueArn: arn,
    state: 'ENABLED',
    priority: 1,
  }));
}

function toPageRequest({ maxResults, nextToken }: Input, max: number): PageRequest {
  return { size: JSON.stringify(maxResults), max, token: nextToken, refuse: () => refuse('The page is not valid') };
}
