/**
 * AWS HealthOmics, GetReferenceImportJob, ListReferenceImportJobs and ListReferenceStores (REST JSON).
 * @see https://docs.aws.amazon.com/omics/latest/api/API_GetReferenceImportJob.html
 */
import type { JobKey } from '../../job.ts';
import {
  BadAnswer,
  type Adapter,
  type Call,
  type DescribedJob,
  type ListFilter,
  type Read,
} from '../../provider/adapter.ts';
import { oneByOne } from '../../provider/one-by-one.ts';
import { toAwsJsonError } from '../../aws/errors.ts';
import { parseJsonObject, readObjects, readWord, requireString, type JsonObject } from '../../decode/json-fields.ts';
import { toOmicsRecord, toOmicsRowFacts, toOmicsStatusWord, type OmicsFacts } from './mapping.ts';
import { storeIdPattern } from './settings.ts';
import { readReferenceImportJob, readSummary } from './wire.ts';

/** In the API model every operation has this prefix; the API reference does not mention it. */
const hostPrefix = 'control-storage-';
const storesPerPage = 100;
/** Enough for more stores than an account's quota allows. */
const maxStorePages = 10;

const jobIdPattern = /^[0-9]{10,36}$/;

/** @param referenceStoreIds the stores to list; undefined for all stores of the account */
export function createOmicsAdapter(referenceStoreIds: readonly string[] | undefined): Adapter<OmicsFacts> {
  return {
    provider: 'HEALTHOMICS',
    lifecycle: 'ACTIVE',
    key: {
      pattern: /^[0-9]{10,36}\/[0-9]{10,36}$/,
      expected: 'the reference store id and the job id, each of 10 to 36 digits, joined by "/"',
      ofProviderJobId: (id) => {
        if (!jobIdPattern.test(id)) return [];
        return referenceStoreIds === undefined ? 'listed' : referenceStoreIds.map((storeId) => `${storeId}/${id}`);
      },
    },
    toError: toAwsJsonError,
    describe: oneByOne(readImportJob),
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
        'roleArn',
        'referenceStoreId',
      ]),
      newestFirst: false,
      maxPageSize: 100,
      // An account has few stores: one page.
      containers: referenceStoreIds ?? { calls: 1, list: listStores },
      page: ({ container, after, size, filter }) => readImportJobs(container ?? '', after, size, filter),
    },
  };
}

function readImportJob(key: JobKey): Read<DescribedJob<OmicsFacts>> {
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
): ReturnType<NonNullable<Adapter<OmicsFacts>['listing']>['page']> {
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
    toResult: ({ body }) => {
      const page = parseJsonObject(body);
      const rows = (readObjects(page, 'importJobs') ?? []).map(readSummary);
      if (rows.some(({ referenceStoreId }) => referenceStoreId !== storeId))
        throw new BadAnswer('a row is of another store');
      return {
        rows: rows.map((row) => ({ key: `${row.referenceStoreId}/${row.id}`, facts: toOmicsRowFacts(row) })),
        next: readWord(page, 'nextToken'),
      };
    },
  };
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

async function listStores(call: Call): Promise<readonly string[]> {
  const ids: string[] = [];
  let after: string | null = null;
  for (let page = 0; page < maxStorePages; page += 1) {
    const { stores, next }: StorePage = await call(readStores(after));
    ids.push(...stores);
    if (next === null) break;
    after = next;
  }
  return ids;
}

interface StorePage {
  readonly stores: readonly string[];
  readonly next: string | null;
}

function readStores(after: string | null): Read<StorePage> {
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
    toResult: ({ body }) => {
      const page = parseJsonObject(body);
      return {
        stores: (readObjects(page, 'referenceStores') ?? []).map(readStoreId),
        next: readWord(page, 'nextToken'),
      };
    },
  };
}

/** Checked because the id becomes part of further requests' paths. */
function readStoreId(store: JsonObject): string {
  const id = requireString(store, 'id');
  if (!storeIdPattern.test(id)) throw new BadAnswer('a store has no id of digits');
  return id;
}
