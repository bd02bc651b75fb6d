/**
 * AWS Panorama, DescribePackageImportJob and ListPackageImportJobs (REST JSON).
 * @see https://docs.aws.amazon.com/panorama/latest/api/API_DescribePackageImportJob.html
 */
import type { Adapter } from '../../provider/adapter.ts';
import { oneByOne } from '../../provider/one-by-one.ts';
import { toAwsJsonError } from '../../aws/errors.ts';
import { parseJsonObject, readObjects, readWord } from '../../decode/json-fields.ts';
import { toPanoramaRecord, toPanoramaRowFacts, type PanoramaFacts } from './mapping.ts';
import { readPackageImportJob, readSummary } from './wire.ts';

export const panoramaAdapter: Adapter<PanoramaFacts> = {
  provider: 'PANORAMA',
  // Out of support since 2026-05-31.
  lifecycle: 'RETIRED',
  key: { pattern: /^[A-Za-z0-9_-]{1,255}$/, expected: '1 to 255 letters, digits, "-" or "_"' },
  toError: toAwsJsonError,

  describe: oneByOne((key) => ({
    operation: 'DescribePackageImportJob',
    request: { method: 'GET', path: `/packages/import-jobs/${key}` },
    toResult: ({ body }) => {
      const job = readPackageImportJob(parseJsonObject(body));
      return { key: job.JobId, record: toPanoramaRecord(job) };
    },
  })),

  listing: {
    rowFacts: new Set([
      'kind',
      'rawStatus',
      'status',
      'statusSource',
      'isTerminal',
      'statusMessage',
      'createdAt',
      'updatedAt',
      'endedAt',
      'progress',
      'failures',
      'importType',
    ]),
    newestFirst: false,
    maxPageSize: 25,
    containers: [null],
    page: ({ after, size }) => ({
      operation: 'ListPackageImportJobs',
      request: {
        method: 'GET',
        path: '/packages/import-jobs',
        query: { MaxResults: String(size), ...(after === null ? {} : { NextToken: after }) },
      },
      toResult: ({ body }) => {
        const page = parseJsonObject(body);
        const rows = (readObjects(page, 'PackageImportJobs') ?? []).map(readSummary);
        return {
          rows: rows.map((row) => ({ key: row.JobId, facts: toPanoramaRowFacts(row) })),
          next: readWord(page, 'NextToken'),
        };
      },
    }),
  },
};
