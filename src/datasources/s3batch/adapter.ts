/**
 * Amazon S3 Batch Operations, DescribeJob and ListJobs (REST XML).
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_DescribeJob.html
 */
import type { Adapter, ListRow } from '../../provider/contract/adapter.ts';
import { toListRows } from '../../provider/contract/list-rows.ts';
import { oneByOne } from '../../provider/contract/one-by-one.ts';
import type { WireAnswer, WireError, WireQuery, WireRequest } from '../../provider/contract/wire.ts';
import { toBatchWords } from '../../provider/decode/object-batch.ts';
import { childOf, readText } from '../../provider/decode/xml-fields.ts';
import { parseXml } from '../../provider/decode/xml.ts';
import type { XmlElement } from '../../provider/decode/xml-tree.ts';
import type { S3BatchJobFacts } from './facts.generated.ts';
import { s3BatchRows, toS3BatchRecord } from './mapping.ts';
import { readDescribeJob, readListJobs, readRow } from './wire.ts';

/** SHA-256 of a body without bytes. S3 wants it signed, unlike other services. */
const hashOfNothing = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** How batch jobs of one account are read and listed. */
export function createS3BatchAdapter(accountId: string): Adapter<S3BatchJobFacts> {
  const get = (path: string, query?: WireQuery): WireRequest => ({
    method: 'GET',
    path: `/v20180820/jobs${path}`,
    ...(query && { query }),
    headers: { 'x-amz-account-id': accountId, 'x-amz-content-sha256': hashOfNothing },
  });

  return {
    provider: 'S3_BATCH',
    lifecycle: 'ACTIVE',
    key: { pattern: /^[A-Za-z0-9_-]{5,36}$/, expected: '5 to 36 letters, digits, "-" or "_"' },
    reportsStart: false,
    toError,

    describe: oneByOne((jobId) => ({
      operation: 'DescribeJob',
      request: get(`/${jobId}`),
      toResult: ({ body }) => {
        const job = readDescribeJob(body);
        return { key: job.JobId, record: toS3BatchRecord(job) };
      },
    })),

    listing: {
      rowFacts: s3BatchRows.rowFacts,
      newestFirst: false,
      maxPageSize: 1000,
      containers: [null],
      page: ({ after, size, filter }) => ({
        operation: 'ListJobs',
        request: get('', {
          jobStatuses: (filter.statuses && toBatchWords(filter.statuses)) ?? [],
          maxResults: String(size),
          nextToken: after === null ? [] : [after],
        }),
        toResult: ({ body }, onUnreadable) => {
          const { items, nextToken } = readListJobs(body);
          return { ...toListRows('Jobs.member', items, toRow, onUnreadable), next: nextToken };
        },
      }),
    },
  };
}

function toRow(item: XmlElement): ListRow {
  const job = readRow(item);
  return s3BatchRows.toRow(job.JobId, job);
}

/**
 * `Error > Code`, with `RequestId` beside the code, or `ErrorResponse > Error`, with `RequestId` beside the error. What S3
 * does not find by an id is the job.
 */
function toError(answer: WireAnswer, operation: string): WireError {
  const error = readError(answer) ?? { code: null, requestId: null };
  const requestId = error.requestId ?? answer.headers['x-amz-request-id'] ?? null;
  const isUnknownJob = operation === 'DescribeJob' && answer.status === 404;
  return { code: error.code, requestId, ...(isUnknownJob && { meaning: 'JOB_NOT_FOUND' }) };
}

function readError({ body }: WireAnswer): WireError | null {
  for (const root of ['ErrorResponse', 'Error'])
    try {
      const response = parseXml(body, root);
      const error = root === 'Error' ? response : (childOf(response, 'Error') ?? '');
      const requestId = readText(response, 'RequestId') ?? readText(error, 'RequestId');
      return { code: readText(error, 'Code')?.trim() ?? null, requestId: requestId?.trim() ?? null };
    } catch {
      // The other form, or none that can be read.
    }
  return null;
}
