/**
 * AWS HealthOmics, GetReferenceImportJob, ListReferenceImportJobs and ListReferenceStores (REST JSON).
 * @see https://docs.aws.amazon.com/omics/latest/api/API_GetReferenceImportJob.html
 */
import { toListRows } from '../../provider/contract/list-rows.ts';
import type { JobKey } from '../../provider/contract/job.ts';
import {
  BadAnswer,
  type Adapter,
  type DescribedJob,
  type ListFilter,
  type Read,
  type ListRow,
} from '../../provider/contract/adapter.ts';
import { listByPages, type NamePage } from '../../provider/contract/list-by-pages.ts';
import { oneByOne } from '../../provider/contract/one-by-one.ts';
import { toAwsJsonError } from '../../provider/aws/errors.ts';
import { parseJsonObject, type JsonObject, toObject } from '../../provider/decode/json-fields.ts';
import type { OmicsReferenceImportJobFacts } from './facts.generated.ts';
import { omicsRows, toOmicsRecord, toOmicsStatusWord } from './mapping.ts';
import { readJobPage, readReferenceImportJob, readStorePage, readReferenceImportJobSummary } from './wire.ts';

/** In the API model every operation has this prefix; the API reference does not mention it. */
const hostPrefix = 'control-storage-';
const storesPerPage = 100;

const jobIdPattern = /^[0-9]{10,36}$/;

/** @param referenceStoreIds the stores to list; undefined for all stores of the account */
export function createOmicsAdapter(
  referenceStoreIds: readonly string[] | undefined,
): Adapter<OmicsReferenceImportJobFacts> {
  return {
    provider: 'HEALTHOMICS',
    lifecycle: 'ACTIVE',
    permissions: 'omics',
    key: {
      pattern: /^[0-9]{10,36}\/[0-9]{10,36}$/,
      expected: 'the reference store id and the job id, each of 10 to 36 digits, joined by "/"',
      ofProviderJobId: (id) => {
        if (!jobIdPattern.test(id)) return [];
        return referenceStoreIds === undefined ? 'listed' : referenceStoreIds.map((storeId) => `${storeId}/${id}`);
      },
    },
    reportsStart: false,
    toError: toAwsJsonError,
    describe: oneByOne(readImportJob),
    listing: {
      rowFacts: omicsRows.rowFacts,
      newestFirst: false,
      maxPageSize: 100,
      // An account has few stores: one page.
      part: {
        noun: 'reference store',
        setting: 'referenceStoreIds',
        unknownCodes: ['ResourceNotFoundException'],
        list: listByPages(readStores),
      },
      containers: referenceStoreIds ?? { calls: 1, list: listByPages(readStores) },
      page: ({ container, after, size, filter }) => readImportJobs(container ?? '', after, size, filter),
    },
  };
}

function readImportJob(key: JobKey): Read<DescribedJob<OmicsReferenceImportJobFacts>> {
  const [storeId = '', jobId = ''] = key.split('/');
  return {
    operation: 'GetReferenceImportJob',
    request: { method: 'GET', path: `/referencestore/${storeId}/importjob/${jobId}`, hostPrefix },
    toResult: ({ body }) => {
      const job = readReferenceImportJob(parseJsonObject(body));
      return { key: `${job.referenceStoreId}/${job.id}`, record: toOmicsRecord(job) };
    },
  };
}

/** A POST that only reads: the model marks it as read-only, so it may be retried. */
function readImportJobs(
  storeId: string,
  after: string | null,
  size: number,
  filter: ListFilter,
): ReturnType<NonNullable<Adapter<OmicsReferenceImportJobFacts>['listing']>['page']> {
  return {
    operation: 'ListReferenceImportJobs',
    request: {
      method: 'POST',
      path: `/referencestore/${storeId}/importjobs`,
      query: { maxResults: String(size), ...(after === null ? {} : { nextToken: after }) },
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ filter: toWireFilter(filter) }),
      hostPrefix,
    },
    toResult: ({ body }, onUnreadable) => {
      const { importJobs, nextToken: next } = readJobPage(parseJsonObject(body));
      return { ...toListRows('importJobs', importJobs, (item) => toRow(toObject(item), storeId), onUnreadable), next };
    },
  };
}

function toRow(item: JsonObject, storeId: string): ListRow {
  const row = readReferenceImportJobSummary(item);
  if (row.referenceStoreId !== storeId) throw new BadAnswer('referenceStoreId', 'text', "another job's id");
  return omicsRows.toRow(`${row.referenceStoreId}/${row.id}`, row);
}

/** The provider filters by one status and by times to the second, so the exact bounds are applied to the rows again. */
function toWireFilter({ statuses, createdAfter, createdBefore }: ListFilter): Readonly<Record<string, string>> {
  const [status, ...others] = statuses ?? [];
  const word = status === undefined || others.length > 0 ? undefined : toOmicsStatusWord(status);
  return {
    ...(word === undefined ? {} : { status: word }),
    ...(createdAfter === undefined
      ? {}
      : { createdAfter: formatSecond(Math.floor(createdAfter.getTime() / 1000) - 1) }),
    ...(createdBefore === undefined
      ? {}
      : { createdBefore: formatSecond(Math.ceil(createdBefore.getTime() / 1000) + 1) }),
  };
}

function formatSecond(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}

function readStores(after: string | null): Read<NamePage> {
  return {
    operation: 'ListReferenceStores',
    request: {
      method: 'POST',
      path: '/referencestores',
      query: { maxResults: String(storesPerPage), ...(after === null ? {} : { nextToken: after }) },
      headers: { 'content-type': 'application/json' },
      body: '{}',
      hostPrefix,
    },
    toResult: ({ body }) => readStorePage(parseJsonObject(body)),
  };
}
