/**
 * Tencent Cloud COS Batch on loopback.
 * https://www.tencentcloud.com/document/product/436/38609
 */
import { createCosRequestId, toCosAnswer, toCosError, toCosSignatureError } from '../kit/cos-forms.ts';
import { verifyCosSignature, type CosEmulatorCredentials } from '../kit/cos-signature.ts';
import {
  isReadyAnswer,
  toEmulatedError,
  type EmulatedError,
  type Emulator,
  type EmulatorSettings,
  type JobWorld,
  type RawAnswer,
} from '../kit/emulator.ts';
import { parsePageSize, sortById, toPage } from '../kit/paging.ts';
import { compareText, type EmulatedRequest } from '../kit/request.ts';
import { createRoutes } from '../kit/routes.ts';
import { createEmulator } from '../kit/server.ts';
import { formatXmlDocument, type XmlObject } from '../kit/xml.ts';

/**
 * The members of DescribeJob's `<Job>`, written in this order. An array is a list, null is an empty element, undefined
 * is no element. `Operation` has one member, named after the operation.
 */
export interface CosEmulatedJob extends XmlObject {
  readonly JobId: string;
  readonly Status?: string | null;
  readonly Operation?: XmlObject | null;
}

export interface CosBatchEmulatorOptions extends EmulatorSettings {
  readonly credentials: CosEmulatorCredentials;
  /** The expected `x-cos-appid`. Default: 1250000000. The uin is part of the provider's host name, which loopback lacks. */
  readonly appId?: string;
  readonly jobs: JobWorld<CosEmulatedJob>;
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

/** What it says to a call that is throttled, or not allowed. */
export const errors = {
  throttled: toEmulatedError('SlowDown', 'Reduce your request rate.'),
  denied: toEmulatedError('AccessDenied', 'Access Denied.'),
};

/** Starts the emulator. */
export function createCosBatchEmulator(options: CosBatchEmulatorOptions): Promise<Emulator> {
  const { credentials, jobs, appId = '1250000000' } = options;
  const { toTarget, toAnswer } = createRoutes([
    { operation: 'DescribeJob', path: /^\/jobs\/([^/]+)$/, toAnswer: (id) => describeJob(jobs, id) },
    { operation: 'ListJobs', path: /^\/jobs$/, toAnswer: (_id, request) => listJobs(jobs, request) },
  ]);
  return createEmulator(
    {
      toTarget,
      verify: (request, now) => {
        const refusal = verifyCosSignature(request, { credentials, now });
        if (refusal !== undefined) return toCosSignatureError(refusal);
        return request.headers['x-cos-appid'] === appId
          ? undefined
          : toEmulatedError('AccessDenied', 'The appid is not one of this account.');
      },
      toAnswer: (request, target, requestId) => {
        const answer = toAnswer(request, target) ?? toUnknown(request);
        return typeof answer === 'string' ? toCosAnswer(answer, requestId) : answer;
      },
      formatError: toCosError,
      createRequestId: createCosRequestId,
      errors: { ...errors, internal: toEmulatedError('InternalError', 'Server internal error.') },
    },
    options,
  );
}

/** A document, an error, or exact bytes. */
type Answer = string | EmulatedError | RawAnswer;

function toUnknown({ method }: EmulatedRequest): EmulatedError {
  return method === 'GET'
    ? toEmulatedError('InvalidURI', 'The specified URI could not be parsed.')
    : toEmulatedError('MethodNotAllowed', 'The specified method is not allowed against this resource.');
}

function describeJob(jobs: JobWorld<CosEmulatedJob>, id: string): Answer {
  const job = jobs.describe(id) ?? toEmulatedError('NoSuchJob', 'The specified job does not exist');
  return isReadyAnswer(job) ? job : formatXmlDocument('DescribeJobResult', { Job: job }, { itemNames });
}

/**
 * The token is the last job's id. Every full page has one, the last page too; on all others the element is present and
 * empty. https://www.tencentcloud.com/document/product/436/33783
 */
function listJobs(jobs: JobWorld<CosEmulatedJob>, { query }: EmulatedRequest): Answer {
  const { jobStatuses: status, maxResults, nextToken = '' } = query;
  const size = parsePageSize(maxResults, { min: 1, max: 1000, byDefault: 1000 });
  if (size === undefined) return toEmulatedError('InvalidArgument', 'maxResults must be between 1 and 1000');
  if (status !== undefined && !jobStatuses.has(status))
    return toEmulatedError('InvalidArgument', 'jobStatuses must be one of the job statuses');
  if (query['nextToken'] !== undefined && !/^.{1,64}$/.test(nextToken))
    return toEmulatedError('InvalidArgument', 'nextToken must be of 1 to 64 bytes');
  const idOf = ({ JobId }: CosEmulatedJob): string => JobId;
  const rest = jobs
    .list()
    .filter((job) => (status === undefined || job.Status === status) && compareText(job.JobId, nextToken) > 0);
  const { items, lastId } = toPage(sortById(rest, idOf), idOf, size);
  return formatXmlDocument('ListJobsResult', {
    Jobs: items.map(toRow),
    NextToken: items.length === size ? lastId : null,
  });
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
