/**
 * AWS Panorama, DescribePackageImportJob and ListPackageImportJobs (REST JSON).
 * @see https://docs.aws.amazon.com/panorama/latest/api/API_DescribePackageImportJob.html
 */
import { toListRows } from '../../provider/contract/list-rows.ts';
import type { Adapter, ListRow } from '../../provider/contract/adapter.ts';
import { oneByOne } from '../../provider/contract/one-by-one.ts';
import { toAwsJsonError } from '../../provider/aws/errors.ts';
import { parseJsonObject, toObject } from '../../provider/decode/json-fields.ts';
import type { PanoramaPackageImportJobFacts } from './facts.generated.ts';
import { panoramaRows, toPanoramaRecord } from './mapping.ts';
import { readJobPage, readPackageImportJob, readPackageImportJobSummary } from './wire.ts';

/** How package import jobs of Panorama are read and listed. */
export const panoramaAdapter: Adapter<PanoramaPackageImportJobFacts> = {
  provider: 'PANORAMA',
  // Out of support since 2026-05-31.
  lifecycle: 'RETIRED',
  permissions: 'panorama',
  key: { pattern: /^[A-Za-z0-9_-]{1,255}$/, expected: '1 to 255 letters, digits, "-" or "_"' },
  reportsStart: false,
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
    rowFacts: panoramaRows.rowFacts,
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
      toResult: ({ body }, onUnreadable) => {
        const { PackageImportJobs: items, NextToken: next } = readJobPage(parseJsonObject(body));
        return { ...toListRows('PackageImportJobs', items, toRow, onUnreadable), next };
      },
    }),
  },
};

function toRow(item: unknown): ListRow {
  const row = readPackageImportJobSummary(toObject(item));
  return panoramaRows.toRow(row.JobId, row);
}
