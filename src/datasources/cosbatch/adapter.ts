/**
 * Tencent Cloud COS Batch, DescribeJob and ListJobs (REST XML).
 * @see https://www.tencentcloud.com/document/product/436/38604
 */
import type { JobStatus } from '../../job.ts';
import type { Adapter } from '../../provider/adapter.ts';
import { oneByOne } from '../../provider/one-by-one.ts';
import { toCosError } from './errors.ts';
import { toCosBatchRecord, toCosBatchRowFacts, type CosBatchFacts } from './mapping.ts';
import { readDescribeJob, readListJobs } from './wire.ts';

export const cosBatchAdapter: Adapter<CosBatchFacts> = {
  provider: 'COS_BATCH',
  lifecycle: 'ACTIVE',
  key: { pattern: /^[A-Za-z0-9-]{1,64}$/, expected: '1 to 64 letters, digits or "-"' },
  toError: toCosError,

  describe: oneByOne((jobId) => ({
    operation: 'DescribeJob',
    request: { method: 'GET', path: `/jobs/${jobId}` },
    toResult: ({ body }) => {
      const job = readDescribeJob(body);
      return { key: job.JobId, record: toCosBatchRecord(job) };
    },
  })),

  listing: {
    rowFacts: new Set([
      'name',
      'kind',
      'status',
      'rawStatus',
      'statusSource',
      'isTerminal',
      'createdAt',
      'updatedAt',
      'endedAt',
      'description',
      'priority',
      'progress',
      'operation.name',
    ]),
    newestFirst: false,
    maxPageSize: 1000,
    containers: [null],
    page: ({ after, size, filter }) => {
      const word = filter.statuses?.length === 1 ? onlyWordOf.get(filter.statuses[0] as JobStatus) : undefined;
      return {
        operation: 'ListJobs',
        request: {
          method: 'GET',
          path: '/jobs',
          query: {
            ...(word === undefined ? {} : { jobStatuses: word }),
            maxResults: String(size),
            ...(after === null ? {} : { nextToken: after }),
          },
        },
        toResult: ({ body }) => {
          const { jobs, nextToken } = readListJobs(body);
          return { rows: jobs.map((job) => ({ key: job.JobId, facts: toCosBatchRowFacts(job) })), next: nextToken };
        },
      };
    },
  },
};

/** Statuses that correspond to exactly one of the provider's: its filter takes a single one. */
const onlyWordOf: ReadonlyMap<JobStatus, string> = new Map([
  ['PAUSED', 'Paused'],
  ['SUSPENDED', 'Suspended'],
  ['CANCELLING', 'Cancelling'],
  ['CANCELLED', 'Cancelled'],
  ['SUCCEEDED', 'Complete'],
  ['PARTIALLY_SUCCEEDED', 'Complete'],
]);
