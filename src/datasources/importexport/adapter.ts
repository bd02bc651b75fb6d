/**
 * AWS Import/Export, GetStatus and ListJobs (Query protocol, XML, version 2010-06-01).
 * @see https://docs.aws.amazon.com/AWSImportExport/latest/DG/WebGetStatus.html
 */
import type { Adapter, ListRow } from '../../provider/adapter.ts';
import { oneByOne } from '../../provider/one-by-one.ts';
import { toAwsQueryError } from '../../aws/errors.ts';
import { formatQuery } from '../../provider/signer.ts';
import type { WireRequest } from '../../provider/wire.ts';
import { toImportExportRecord, toImportExportRowFacts, type ImportExportFacts } from './mapping.ts';
import { readGetStatus, readListJobs, type JobSummary } from './wire.ts';

export const importExportAdapter: Adapter<ImportExportFacts> = {
  provider: 'IMPORT_EXPORT',
  lifecycle: 'LEGACY',
  key: { pattern: /^[A-Za-z0-9-]{1,64}$/, expected: '1 to 64 letters, digits or "-"' },
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
    // The only status that a row shows is that a job was cancelled.
    rowFacts: new Set(['name', 'kind', 'createdAt', 'updatedAt', 'endedAt', 'progress', 'direction']),
    newestFirst: true,
    reportsEnd: false,
    maxPageSize: 1000,
    containers: [null],
    page: ({ after, size }) => ({
      operation: 'ListJobs',
      request: toQuery('ListJobs', { MaxJobs: String(size), ...(after === null ? {} : { Marker: after }) }),
      toResult: ({ body }) => {
        const { jobs, isTruncated } = readListJobs(body);
        // The answer has no token: the next page begins after the last job of this one.
        const last = isTruncated ? jobs.at(-1) : undefined;
        return { rows: jobs.map(toRow), next: last?.JobId ?? null };
      },
    }),
  },
};

/** Facts that a cancelled job's row has. GetStatus answers an error for such a job. */
const factsOfCancelled: readonly string[] = ['status', 'statusSource', 'isTerminal'];

function toRow(job: JobSummary): ListRow<ImportExportFacts> {
  const row = { key: job.JobId, facts: toImportExportRowFacts(job) };
  return job.IsCanceled === true ? { ...row, alsoHolds: factsOfCancelled } : row;
}

function toQuery(action: string, parameters: Readonly<Record<string, string>>): WireRequest {
  return {
    method: 'POST',
    path: '/',
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body: formatQuery({ Action: action, Version: '2010-06-01', ...parameters }),
  };
}
