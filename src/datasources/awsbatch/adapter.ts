/**
 * AWS Batch, DescribeJobs, ListJobs and DescribeJobQueues (REST JSON). All three are POSTs that only read.
 * @see https://docs.aws.amazon.com/batch/latest/APIReference/API_DescribeJobs.html
 */
import type { JobKey, JobRecord } from '../../provider/contract/job.ts';
import type { Adapter, BatchAnswer, ListFilter, ListRow, Read } from '../../provider/contract/adapter.ts';
import { createAwsJsonErrorReader } from '../../provider/aws/errors.ts';
import {
  parseJsonObject,
  requireItems,
  requireString,
  toObject,
  type JsonObject,
} from '../../provider/decode/json-fields.ts';
import { maxValues, toMaxValues } from '../../provider/decode/parts.ts';
import { toBatchAnswer } from '../../provider/contract/batch-answer.ts';
import { toListRows } from '../../provider/contract/list-rows.ts';
import { listByPages, type NamePage } from '../../provider/contract/list-by-pages.ts';
import type { WireRequest } from '../../provider/contract/wire.ts';
import { awsBatchRows, toAwsBatchRecord, type AwsBatchFacts } from './mapping.ts';
import { readJobDetail, readJobPage, readJobSummary, readQueuePage } from './wire.ts';

const pageSize = 100;
const uuid = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const keyPattern = new RegExp(`^${uuid}([:#][0-9]{1,5})?$`);
/** An array's child or a node of a multi-node job. */
const partPattern = new RegExp(`^${uuid}[:#][0-9]{1,5}$`);

/** @param queues the queues to list; undefined for all queues of the account */
export function createAwsBatchAdapter(queues: readonly string[] | undefined): Adapter<AwsBatchFacts> {
  return {
    provider: 'AWS_BATCH',
    lifecycle: 'ACTIVE',
    permissions: 'batch',
    key: {
      pattern: keyPattern,
      expected:
        'a lower-case UUID, for a child of an array followed by ":" and its index, for a node by "#" and its index',
    },
    toError,
    describe: { maxKeys: 100, read: readJobs },
    listing: {
      rowFacts: awsBatchRows.rowFacts,
      newestFirst: true,
      maxPageSize: pageSize,
      // A region has at most 50 queues: one page.
      part: { noun: 'job queue', setting: 'queues', unknownCodes: ['ClientException'], list: listByPages(readQueues) },
      containers: queues ?? { calls: 1, list: listByPages(readQueues) },
      page: ({ container, after, size, filter }) => readQueue(container, after, size, filter),
    },
  };
}

const toError = createAwsJsonErrorReader(
  new Map([
    ['ClientException', 'PROVIDER_REJECTED'],
    ['ServerException', 'PROVIDER_UNAVAILABLE'],
  ]),
);

function readJobs(keys: readonly string[]): Read<BatchAnswer<AwsBatchFacts>> {
  return {
    operation: 'DescribeJobs',
    request: toPost('describejobs', { jobs: keys }),
    // Jobs that Batch does not know are missing from the answer, and the order means nothing.
    toResult: (answer, onUnreadable) => {
      const records = requireItems(parseJsonObject(answer.body, toMaxValues(keys.length)), 'jobs');
      return toBatchAnswer(answer, keys, { path: 'jobs', records, readKey, toRecord }, onUnreadable);
    },
  };
}

function readKey(job: unknown): JobKey {
  return requireString(toObject(job), 'jobId');
}

function toRecord(_key: JobKey, job: unknown): JobRecord<AwsBatchFacts> {
  return toAwsBatchRecord(readJobDetail(toObject(job)));
}

function readQueue(
  queue: string | null,
  after: string | null,
  size: number,
  filter: ListFilter,
): ReturnType<NonNullable<Adapter<AwsBatchFacts>['listing']>['page']> {
  return {
    operation: 'ListJobs',
    request: toPost('listjobs', {
      jobQueue: queue,
      filters: [toWireFilter(filter)],
      maxResults: size,
      nextToken: after ?? undefined,
    }),
    toResult: ({ body }, onUnreadable) => {
      const { items, next } = readJobPage(parseJsonObject(body, maxValues.list));
      return { ...toListRows('jobSummaryList', items, (item) => toRow(toObject(item), queue), onUnreadable), next };
    },
  };
}

/** With filters, Batch leaves out the children of arrays and the nodes; a server that does not is corrected. */
function toRow(item: JsonObject, queue: string | null): ListRow | undefined {
  const row = readJobSummary(item);
  return partPattern.test(row.jobId) ? undefined : awsBatchRows.toRow(row.jobId, row, queue);
}

/**
 * One filter at most is allowed, and without any only running jobs would be listed. Whether its bound is inclusive is not
 * documented, so it lets one millisecond more through; the exact bounds are applied to the rows again.
 */
function toWireFilter({ createdAfter, createdBefore }: ListFilter): object {
  if (createdAfter === undefined && createdBefore !== undefined)
    return { name: 'BEFORE_CREATED_AT', values: [formatMilliseconds(createdBefore.getTime())] };
  return { name: 'AFTER_CREATED_AT', values: [formatMilliseconds((createdAfter?.getTime() ?? 0) - 1)] };
}

function formatMilliseconds(time: number): string {
  return String(Math.max(0, time));
}

function readQueues(after: string | null): Read<NamePage> {
  return {
    operation: 'DescribeJobQueues',
    request: toPost('describejobqueues', { nextToken: after ?? undefined }),
    toResult: ({ body }) => readQueuePage(parseJsonObject(body, maxValues.list)),
  };
}

function toPost(operation: string, input: object): WireRequest {
  return {
    method: 'POST',
    path: `/v1/${operation}`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
  };
}
