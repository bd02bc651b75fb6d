/**
 * AWS Batch, DescribeJobs, ListJobs and DescribeJobQueues (REST JSON). All three are POSTs that only read.
 * @see https://docs.aws.amazon.com/batch/latest/APIReference/API_DescribeJobs.html
 */
import {
  maxListedContainers,
  type Adapter,
  type BatchAnswer,
  type Call,
  type ListFilter,
  type Read,
} from '../../provider/adapter.ts';
import { createAwsJsonErrorReader } from '../../aws/errors.ts';
import { parseJsonObject, readWord, requireString } from '../../decode/json-fields.ts';
import { maxValues, toMaxValues } from '../../decode/parts.ts';
import { toBatchAnswer } from '../../provider/batch-answer.ts';
import type { WireRequest } from '../../provider/wire.ts';
import type { AwsBatchFacts } from './facts.ts';
import { listFactsOfRow, toAwsBatchRecord, toAwsBatchRowFacts } from './mapping.ts';
import { readJobDetail, readJobRecords, readJobSummaryList, readQueueNames } from './wire.ts';

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
    key: {
      pattern: keyPattern,
      expected:
        'a lower-case UUID, for a child of an array followed by ":" and its index, for a node by "#" and its index',
    },
    toError,
    describe: { maxKeys: 100, read: readJobs },
    listing: {
      rowFacts: new Set([
        'name',
        'kind',
        'createdAt',
        'updatedAt',
        'statusMessage',
        'arn',
        'queueName',
        'definition',
        'shareIdentifier',
        'startedAt',
      ]),
      newestFirst: true,
      maxPageSize: pageSize,
      // A region has at most 50 queues: one page.
      containers: queues ?? { calls: 1, list: listQueues },
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
    toResult: (answer) =>
      toBatchAnswer(
        answer,
        keys,
        readJobRecords(parseJsonObject(answer.body, toMaxValues(keys.length))),
        (job) => requireString(job, 'jobId'),
        (_key, job) => toAwsBatchRecord(readJobDetail(job)),
      ),
  };
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
      ...(after === null ? {} : { nextToken: after }),
    }),
    toResult: ({ body }) => {
      const page = parseJsonObject(body, maxValues.list);
      // With filters, Batch leaves out the children of arrays and the nodes; a server that does not is corrected.
      const rows = readJobSummaryList(page).filter(({ jobId }) => !partPattern.test(jobId));
      return {
        rows: rows.map((row) => ({
          key: row.jobId,
          facts: toAwsBatchRowFacts(row, queue),
          alsoHolds: listFactsOfRow(row),
        })),
        next: readWord(page, 'nextToken'),
      };
    },
  };
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

async function listQueues(call: Call): Promise<readonly string[]> {
  const names = new Set<string>();
  let after: string | null = null;
  do {
    const { queues, next }: QueuePage = await call(readQueues(after));
    const known = names.size;
    for (const queue of queues) names.add(queue);
    // A page without a new queue would never end.
    after = names.size > known ? next : null;
  } while (after !== null && names.size <= maxListedContainers);
  return [...names];
}

interface QueuePage {
  readonly queues: readonly string[];
  readonly next: string | null;
}

function readQueues(after: string | null): Read<QueuePage> {
  return {
    operation: 'DescribeJobQueues',
    request: toPost('describejobqueues', after === null ? {} : { nextToken: after }),
    toResult: ({ body }) => {
      const page = parseJsonObject(body, maxValues.list);
      return { queues: readQueueNames(page), next: readWord(page, 'nextToken') };
    },
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
