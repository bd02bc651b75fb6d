/**
 * Tencent Cloud COS Batch, DescribeJob and ListJobs (REST XML).
 * @see https://www.tencentcloud.com/document/product/436/38604
 */
import { toListRows } from '../../provider/contract/list-rows.ts';
import type { XmlElement } from '../../provider/decode/xml-tree.ts';
import type { JobStatus } from '../../provider/contract/job.ts';
import type { Adapter, ListRow } from '../../provider/contract/adapter.ts';
import { oneByOne } from '../../provider/contract/one-by-one.ts';
import { toCosError } from './errors.ts';
import { cosBatchRows, toCosBatchRecord, type CosBatchFacts } from './mapping.ts';
import { readDescribeJob, readListJobs, readRow } from './wire.ts';

/** How batch jobs of COS are read and listed. */
export const cosBatchAdapter: Adapter<CosBatchFacts> = {
  provider: 'COS_BATCH',
  lifecycle: 'ACTIVE',
  key: { pattern: /^[A-Za-z0-9-]{1,64}$/, expected: '1 to 64 letters, digits or "-"' },
  reportsStart: false,
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
    rowFacts: cosBatchRows.rowFacts,
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
        toResult: ({ body }, onUnreadable) => {
          const { items, nextToken } = readListJobs(body);
          return { ...toListRows('Jobs.member', items, toRow, onUnreadable), next: nextToken };
        },
      };
    },
  },
};

function toRow(item: XmlElement): ListRow {
  const job = readRow(item);
  return cosBatchRows.toRow(job.JobId, job);
}

/** Statuses that correspond to exactly one of the provider's: its filter takes a single one. */
const onlyWordOf: ReadonlyMap<JobStatus, string> = new Map([
  ['PAUSED', 'Paused'],
  ['SUSPENDED', 'Suspended'],
  ['CANCELLING', 'Cancelling'],
  ['CANCELLED', 'Cancelled'],
  ['SUCCEEDED', 'Complete'],
  ['PARTIALLY_SUCCEEDED', 'Complete'],
]);
