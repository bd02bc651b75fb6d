/**
 * AWS HealthOmics' reference import jobs and stores on loopback.
 * https://docs.aws.amazon.com/omics/latest/api/API_GetReferenceImportJob.html
 */
import { awsErrors } from '../kit/aws-forms.ts';
import { createRestJsonEmulator } from '../kit/aws-rest-json.ts';
import {
  toEmulatedError,
  type EmulatedError,
  type Emulator,
  type EmulatorOptions,
  type JobWorld,
} from '../kit/emulator.ts';
import { isJsonObject, parseJsonObject, pickMembers, type JsonObject } from '../kit/json.ts';
import { sortById, toPageAnswer } from '../kit/paging.ts';
import type { EmulatedRequest } from '../kit/request.ts';

/** A job as the JSON object that GetReferenceImportJob answers. */
export interface OmicsEmulatedJob extends JsonObject {
  readonly id: string;
  readonly referenceStoreId: string;
  /** ISO-8601. A list filters by it. */
  readonly creationTime?: string;
}

/** A store as ListReferenceStores answers it. */
export interface OmicsEmulatedStore extends JsonObject {
  readonly id: string;
}

/** The id that `describe` takes is `<store>/<job>`. */
export interface OmicsJobWorld extends JobWorld<OmicsEmulatedJob> {
  /** Default: the stores that the jobs name. Needed only for empty stores. */
  readonly stores?: () => readonly OmicsEmulatedStore[];
}

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

/** Starts the emulator. Default region: us-west-2. The host prefix is not required. */
export function createHealthOmicsEmulator(options: EmulatorOptions<OmicsJobWorld>): Promise<Emulator> {
  const { jobs } = options;
  return createRestJsonEmulator(
    {
      signingName: 'omics',
      messageName: 'message',
      errors: { ...awsErrors, internal: toEmulatedError('InternalServerException', 'Internal server error') },
      routes: [
        {
          operation: 'GetReferenceImportJob',
          path: /^\/referencestore\/([^/]+)\/importjob\/([^/]+)$/,
          toAnswer: (id) => describeJob(jobs, id),
        },
        {
          operation: 'ListReferenceImportJobs',
          method: 'POST',
          path: /^\/referencestore\/([^/]+)\/importjobs$/,
          toAnswer: (id, request) => listJobs(jobs, id, request),
        },
        {
          operation: 'ListReferenceStores',
          method: 'POST',
          path: /^\/referencestores$/,
          toAnswer: (_id, request) =>
            toRequestedPage(toStores(jobs), request, (referenceStores, nextToken) => ({ referenceStores, nextToken })),
        },
      ],
    },
    { region: 'us-west-2', ...options },
  );
}

function describeJob(jobs: OmicsJobWorld, id: string): object {
  if (!/^\d{10,36}\/\d{10,36}$/.test(id)) return toInvalid('An id');
  return jobs.describe(id) ?? toEmulatedError('ResourceNotFoundException', 'The import job does not exist');
}

/** One store's jobs. The page is in the query, the filter in the body. */
function listJobs(jobs: OmicsJobWorld, storeId: string, request: EmulatedRequest): object {
  if (!toStores(jobs).some((store) => store.id === storeId))
    return toEmulatedError('ResourceNotFoundException', 'The reference store does not exist');
  const isWanted = toFilter(request.body.toString('utf8'));
  if (isWanted === undefined) return toInvalid('The filter');
  const listed = jobs.list().filter((job) => job.referenceStoreId === storeId && isWanted(job));
  return toRequestedPage(listed, request, (page, nextToken) => ({
    nextToken,
    importJobs: page.map((job) => pickMembers(job, rowMembers)),
  }));
}

function toInvalid(what: string): EmulatedError {
  return toEmulatedError('ValidationException', `${what} is not valid`);
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
  { query }: EmulatedRequest,
  toAnswer: (page: readonly T[], nextToken: string | undefined) => object,
): object {
  const refuse = (what: string): EmulatedError => toInvalid(what === 'size' ? 'maxResults' : 'nextToken');
  const request = { size: query['maxResults'], max: 100, token: query['nextToken'], refuse };
  const idOf = ({ id }: T): string => id;
  return toPageAnswer(sortById(items, idOf), idOf, request, toAnswer);
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
