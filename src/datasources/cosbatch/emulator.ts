/**
 * Tencent Cloud COS Batch on loopback.
 * https://www.tencentcloud.com/document/product/436/38609
 */
import { createCosRequestId, toCosAnswer, toCosError, toCosSignatureError } from '../../emulation/cos-forms.ts';
import { verifyCosSignature } from '../../emulation/cos-signature.ts';
import type { CosEmulatorCredentials } from '../../emulation/cos-signature.ts';
import type { EmulatedError, Emulator, EmulatorSettings, JobWorld, RawAnswer } from '../../emulation/emulator.ts';
import { isEmulatedError, isRawAnswer, toEmulatedError } from '../../emulation/emulator.ts';
import { parsePageSize, toPageById } from '../../emulation/paging.ts';
import type { EmulatedProtocol, EmulatedTarget } from '../../emulation/protocol.ts';
import type { EmulatedRequest } from '../../emulation/request.ts';
import { createEmulator } from '../../emulation/server.ts';
import { formatXmlDocument } from '../../emulation/xml.ts';
import type { XmlObject, XmlTree } from '../../emulation/xml.ts';

/**
 * The members of DescribeJob's `<Job>`, written in this order. An array is a list, null is an empty element, undefined
 * is no element. `Operation` has one member, named after the operation.
 */
export interface CosEmulatedJob {
  readonly JobId: string;
  readonly Status?: string | null;
  readonly Operation?: XmlObject | null;
  readonly [member: string]: XmlTree | undefined;
}

export interface CosBatchEmulatorOptions extends EmulatorSettings {
  readonly credentials: CosEmulatorCredentials;
  /** The expected `x-cos-appid`. Default: 1250000000. The uin is part of the provider's host name, which loopback lacks. */
  readonly appId?: string;
  readonly jobs: JobWorld<CosEmulatedJob>;
}

/** Starts the emulator. */
export function createCosBatchEmulator(options: CosBatchEmulatorOptions): Promise<Emulator> {
  return createEmulator(createCosBatchProtocol(options), options);
}

/** Lists whose items are not named `member`. */
const itemNames: ReadonlyMap<string, string> = new Map([
  ['FailureReasons', 'JobFailure'],
  ['AccessControlGrants', 'COSGrant'],
  ['NewObjectTagging', 'COSTag'],
  ['TagSet', 'COSTag'],
]);

const jobStatuses: ReadonlySet<string> = new Set([
  'Active',
  'Cancelled',
  'Cancelling',
  'Complete',
  'Completing',
  'Failed',
  'Failing',
  'New',
  'Paused',
  'Pausing',
  'Preparing',
  'Ready',
  'Suspended',
]);

function createCosBatchProtocol(options: CosBatchEmulatorOptions): EmulatedProtocol {
  const { credentials, jobs } = options;
  const appId = options.appId ?? '1250000000';
  return {
    toTarget,
    verify: (request, now) => {
      const refusal = verifyCosSignature(request, { credentials, now });
      if (refusal !== undefined) return toCosSignatureError(refusal);
      return request.headers['x-cos-appid'] === appId
        ? undefined
        : toEmulatedError('AccessDenied', 'The appid is not one of this account.');
    },
    toAnswer: (request, target, requestId) => {
      if (target.operation === 'DescribeJob') return describeJob(jobs, target.id ?? '', requestId);
      if (target.operation === 'ListJobs') return listJobs(jobs, request, requestId);
      return request.method === 'GET'
        ? toEmulatedError('InvalidURI', 'The specified URI could not be parsed.')
        : toEmulatedError('MethodNotAllowed', 'The specified method is not allowed against this resource.');
    },
    formatError: toCosError,
    createRequestId: createCosRequestId,
    throttled: toEmulatedError('SlowDown', 'Reduce your request rate.'),
    denied: toEmulatedError('AccessDenied', 'Access Denied.'),
    internal: toEmulatedError('InternalError', 'Server internal error.'),
  };
}

function toTarget(request: EmulatedRequest): EmulatedTarget {
  if (request.method !== 'GET') return { operation: 'Unknown', id: null };
  if (request.path === '/jobs') return { operation: 'ListJobs', id: null };
  const [, id] = /^\/jobs\/([^/]+)$/.exec(request.path) ?? [];
  return id === undefined ? { operation: 'Unknown', id: null } : { operation: 'DescribeJob', id };
}

function describeJob(jobs: JobWorld<CosEmulatedJob>, id: string, requestId: string): RawAnswer | EmulatedError {
  const job = jobs.describe(id);
  if (job === undefined) return toEmulatedError('NoSuchJob', 'The specified job does not exist');
  if (isEmulatedError(job) || isRawAnswer(job)) return job;
  return toCosAnswer(formatXmlDocument('DescribeJobResult', { Job: job }, { itemNames }), requestId);
}

/**
 * The token is the last job's id. Every full page has one, the last page too; on all others the element is present and
 * empty. https://www.tencentcloud.com/document/product/436/33783
 */
function listJobs(
  jobs: JobWorld<CosEmulatedJob>,
  request: EmulatedRequest,
  requestId: string,
): RawAnswer | EmulatedError {
  const { jobStatuses: status, maxResults, nextToken } = request.query;
  const size = parsePageSize(maxResults, { min: 1, max: 1000, byDefault: 1000 });
  if (size === undefined) return toEmulatedError('InvalidArgument', 'maxResults must be between 1 and 1000');
  if (status !== undefined && !jobStatuses.has(status)) {
    return toEmulatedError('InvalidArgument', 'jobStatuses must be one of the job statuses');
  }
  if (nextToken !== undefined && !/^.{1,64}$/.test(nextToken)) {
    return toEmulatedError('InvalidArgument', 'nextToken must be of 1 to 64 bytes');
  }
  const listed = jobs.list().filter((job) => status === undefined || job.Status === status);
  const page = toPageById(listed, (job) => job.JobId, nextToken ?? null, size);
  const tree = { Jobs: page.items.map(toRow), NextToken: page.items.length === size ? page.lastId : null };
  return toCosAnswer(formatXmlDocument('ListJobsResult', tree), requestId);
}

/** A row has the operation's name as text; DescribeJob has an element of that name. */
function toRow(job: CosEmulatedJob): XmlObject {
  return {
    CreationTime: job['CreationTime'],
    Description: job['Description'],
    JobId: job.JobId,
    Operation: job.Operation && Object.keys(job.Operation)[0],
    Priority: job['Priority'],
    ProgressSummary: job['ProgressSummary'],
    Status: job.Status,
    TerminationDate: job['TerminationDate'],
  };
}
