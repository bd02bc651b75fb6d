/**
 * AWS HealthOmics' reference import jobs and stores on loopback.
 * https://docs.aws.amazon.com/omics/latest/api/API_GetReferenceImportJob.html
 */
import {
  createAwsRequestId,
  toJsonSignatureError,
  toRestJsonAnswer,
  toRestJsonError,
} from '../../emulation/aws-forms.ts';
import type { EmulatedError, Emulator, EmulatorOptions, JobWorld, RawAnswer } from '../../emulation/emulator.ts';
import { isEmulatedError, isRawAnswer, toEmulatedError } from '../../emulation/emulator.ts';
import { isJsonObject, parseJsonObject, pickMembers } from '../../emulation/json.ts';
import type { JsonValue } from '../../emulation/json.ts';
import { formatPageToken, parsePageSize, parsePageToken, toPageById } from '../../emulation/paging.ts';
import type { Page } from '../../emulation/paging.ts';
import type { EmulatedProtocol, EmulatedTarget } from '../../emulation/protocol.ts';
import type { EmulatedRequest } from '../../emulation/request.ts';
import { createEmulator } from '../../emulation/server.ts';
import { verifySigV4 } from '../../emulation/sigv4.ts';

/** A job as the JSON object that GetReferenceImportJob answers. */
export interface OmicsEmulatedJob {
  readonly id: string;
  readonly referenceStoreId: string;
  /** ISO-8601. A list filters by it. */
  readonly creationTime?: string;
  readonly [member: string]: JsonValue | undefined;
}

/** A store as ListReferenceStores answers it. */
export interface OmicsEmulatedStore {
  readonly id: string;
  readonly [member: string]: JsonValue | undefined;
}

/** The id that `describe` takes is `<store>/<job>`. */
export interface OmicsJobWorld extends JobWorld<OmicsEmulatedJob> {
  /** Default: the stores that the jobs name. Needed only for empty stores. */
  readonly stores?: () => readonly OmicsEmulatedStore[];
}

export interface OmicsEmulatorOptions extends EmulatorOptions<OmicsEmulatedJob> {
  readonly jobs: OmicsJobWorld;
}

/** Starts the emulator. Default region: us-west-2. The host prefix is not required. */
export function createHealthOmicsEmulator(options: OmicsEmulatorOptions): Promise<Emulator> {
  return createEmulator(createHealthOmicsProtocol(options), options);
}

const jobPath = /^\/referencestore\/([^/]+)\/importjob\/([^/]+)$/;
const listPath = /^\/referencestore\/([^/]+)\/importjobs$/;
const rowMembers = ['id', 'referenceStoreId', 'roleArn', 'status', 'creationTime', 'completionTime'];
const jobStatuses: readonly unknown[] = [
  'SUBMITTED',
  'IN_PROGRESS',
  'CANCELLING',
  'CANCELLED',
  'FAILED',
  'COMPLETED',
  'COMPLETED_WITH_FAILURES',
];
const statuses: ReadonlyMap<string, number> = new Map([
  ['AccessDeniedException', 403],
  ['InternalServerException', 500],
  ['RequestTimeoutException', 408],
  ['ResourceNotFoundException', 404],
  ['ThrottlingException', 429],
  ['UnknownOperationException', 404],
]);

function createHealthOmicsProtocol(options: OmicsEmulatorOptions): EmulatedProtocol {
  const { credentials, jobs } = options;
  const region = options.region ?? 'us-west-2';
  return {
    toTarget,
    verify: (request, now) => {
      const refusal = verifySigV4(request, { credentials, region, service: 'omics', now });
      return refusal && toJsonSignatureError(refusal, { status: 403 });
    },
    toAnswer: (request, target, requestId) => {
      if (target.operation === 'GetReferenceImportJob') return describeJob(jobs, target.id ?? '', requestId);
      if (target.operation === 'ListReferenceImportJobs') return listJobs(jobs, target.id ?? '', request, requestId);
      if (target.operation === 'ListReferenceStores') return listStores(jobs, request, requestId);
      return toEmulatedError('UnknownOperationException', 'The requested operation is not known');
    },
    formatError: (error, requestId) =>
      toRestJsonError(error, requestId, { messageName: 'message', status: statuses.get(error.code) ?? 400 }),
    createRequestId: createAwsRequestId,
    throttled: toEmulatedError('ThrottlingException', 'Rate exceeded'),
    denied: toEmulatedError('AccessDeniedException', 'User is not authorized to perform this operation'),
    internal: toEmulatedError('InternalServerException', 'Internal server error'),
  };
}

function toTarget(request: EmulatedRequest): EmulatedTarget {
  const [, store, job] = jobPath.exec(request.path) ?? [];
  if (request.method === 'GET' && store !== undefined && job !== undefined) {
    return { operation: 'GetReferenceImportJob', id: `${store}/${job}` };
  }
  if (request.method !== 'POST') return { operation: 'Unknown', id: null };
  if (request.path === '/referencestores') return { operation: 'ListReferenceStores', id: null };
  const [, listed] = listPath.exec(request.path) ?? [];
  return listed === undefined
    ? { operation: 'Unknown', id: null }
    : { operation: 'ListReferenceImportJobs', id: listed };
}

function describeJob(jobs: OmicsJobWorld, id: string, requestId: string): RawAnswer | EmulatedError {
  if (!/^\d{10,36}\/\d{10,36}$/.test(id)) return toEmulatedError('ValidationException', 'An id is not valid');
  const job = jobs.describe(id);
  if (job === undefined) return toEmulatedError('ResourceNotFoundException', 'The import job does not exist');
  return isEmulatedError(job) || isRawAnswer(job) ? job : toRestJsonAnswer(job, requestId);
}

/** One store's jobs. The page is in the query, the filter in the body. */
function listJobs(
  jobs: OmicsJobWorld,
  storeId: string,
  request: EmulatedRequest,
  requestId: string,
): RawAnswer | EmulatedError {
  if (!toStores(jobs).some((store) => store.id === storeId)) {
    return toEmulatedError('ResourceNotFoundException', 'The reference store does not exist');
  }
  const isWanted = toFilter(request.body.toString('utf8'));
  if (isWanted === undefined) return toEmulatedError('ValidationException', 'The filter is not valid');
  const listed = jobs.list().filter((job) => job.referenceStoreId === storeId && isWanted(job));
  const page = toRequestedPage(listed, request);
  if (isEmulatedError(page)) return page;
  return toRestJsonAnswer(
    { ...toNextToken(page), importJobs: page.items.map((job) => pickMembers(job, rowMembers)) },
    requestId,
  );
}

function listStores(jobs: OmicsJobWorld, request: EmulatedRequest, requestId: string): RawAnswer | EmulatedError {
  const page = toRequestedPage(toStores(jobs), request);
  if (isEmulatedError(page)) return page;
  return toRestJsonAnswer({ ...toNextToken(page), referenceStores: page.items }, requestId);
}

function toStores(jobs: OmicsJobWorld): readonly OmicsEmulatedStore[] {
  if (jobs.stores !== undefined) return jobs.stores();
  return [...new Set(jobs.list().map((job) => job.referenceStoreId))].map((id) => ({
    id,
    arn: `arn:aws:omics:us-west-2:123456789012:referenceStore/${id}`,
    creationTime: '2025-01-01T00:00:00Z',
  }));
}

function toRequestedPage<T extends { readonly id: string }>(
  items: readonly T[],
  request: EmulatedRequest,
): Page<T> | EmulatedError {
  const size = parsePageSize(request.query['maxResults'], { min: 1, max: 100, byDefault: 100 });
  const token = request.query['nextToken'];
  const after = token === undefined ? null : parsePageToken(token);
  if (size === undefined) return toEmulatedError('ValidationException', 'maxResults is not valid');
  if (after === undefined) return toEmulatedError('ValidationException', 'nextToken is not valid');
  return toPageById(items, (item) => item.id, after, size);
}

function toNextToken(page: Page<unknown>): { readonly nextToken?: string } {
  return page.more && page.lastId !== null ? { nextToken: formatPageToken(page.lastId) } : {};
}

/** The body's filter as a predicate; undefined if invalid. The model does not say whether bounds are inclusive: both are here. */
function toFilter(body: string): ((job: OmicsEmulatedJob) => boolean) | undefined {
  const filter = parseJsonObject(body)?.['filter'] ?? {};
  if (parseJsonObject(body) === undefined || !isJsonObject(filter)) return undefined;
  const { status } = filter;
  if (status !== undefined && !jobStatuses.includes(status)) return undefined;
  const after = toTime(filter['createdAfter'], -Infinity);
  const before = toTime(filter['createdBefore'], Infinity);
  if (Number.isNaN(after) || Number.isNaN(before)) return undefined;
  return (job) => {
    const created = toTime(job.creationTime, 0);
    return (status === undefined || job['status'] === status) && created >= after && created <= before;
  };
}

function toTime(value: unknown, byDefault: number): number {
  if (value === undefined) return byDefault;
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : NaN;
}
