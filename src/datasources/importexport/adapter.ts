/**
 * AWS Import/Export, GetStatus and ListJobs (Query protocol, XML, version 2010-06-01).
 * @see https://docs.aws.amazon.com/AWSImportExport/latest/DG/WebGetStatus.html
 */
import type { XmlElement } from '../../provider/decode/xml-tree.ts';
import { toListRows } from '../../provider/contract/list-rows.ts';
import { readText } from '../../provider/decode/xml-fields.ts';
import type { Adapter, ListRow } from '../../provider/contract/adapter.ts';
import { oneByOne } from '../../provider/contract/one-by-one.ts';
import { toAwsQueryError } from '../../provider/aws/errors.ts';
import { formatQuery } from '../../provider/contract/signer.ts';
import type { WireRequest } from '../../provider/contract/wire.ts';
import type { ImportExportJobFacts } from './facts.generated.ts';
import { importExportRows, toImportExportRecord } from './mapping.ts';
import { readGetStatus, readListJobs, readSummary } from './wire.ts';

/** How Import/Export jobs are read and listed. */
export const importExportAdapter: Adapter<ImportExportJobFacts> = {
  provider: 'IMPORT_EXPORT',
  lifecycle: 'LEGACY',
  permissions: 'importexport',
  key: { pattern: /^[A-Za-z0-9-]{1,64}$/, expected: '1 to 64 letters, digits or "-"' },
  reportsStart: false,
  toError: toAwsQueryError,

  describe: oneByOne((jobId) => ({
    operation: 'GetStatus',
    request: toQuery('GetStatus', { JobId: jobId }),
    toResult: ({ body }) => {
      const result = readGetStatus(body);
      return { key: result.JobId, record: toImportExportRecord(result) };
    },
  })),

  listing: {
    rowFacts: importExportRows.rowFacts,
    newestFirst: true,
    reportsEnd: false,
    maxPageSize: 1000,
    containers: [null],
    page: ({ after, size }) => ({
      operation: 'ListJobs',
      request: toQuery('ListJobs', { MaxJobs: String(size), ...(after === null ? {} : { Marker: after }) }),
      toResult: ({ body }, onUnreadable) => {
        const { items, isTruncated } = readListJobs(body);
        // The answer has no token: the next page begins after the last job of this one.
        const last = isTruncated ? items.at(-1) : undefined;
        return {
          ...toListRows('ListJobsResult.Jobs.member', items, toRow, onUnreadable),
          next: last === undefined ? null : readText(last, 'JobId'),
        };
      },
    }),
  },
};

function toRow(item: XmlElement): ListRow {
  const job = readSummary(item);
  return importExportRows.toRow(job.JobId, job);
}

function toQuery(action: string, parameters: Readonly<Record<string, string>>): WireRequest {
  return {
    method: 'POST',
    path: '/',
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body: formatQuery({ Action: action, Version: '2010-06-01', ...parameters }),
  };
}
