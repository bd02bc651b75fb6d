/**
 * Amazon S3 Batch Operations on loopback.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_DescribeJob.html
 */
import { createAwsRequestId, toQuerySignatureError } from '../kit/aws-forms.ts';
import {
  isReadyAnswer,
  toEmulatedError,
  toRawAnswer,
  type EmulatedError,
  type Emulator,
  type EmulatorOptions,
  type JobWorld,
  type RawAnswer,
} from '../kit/emulator.ts';
import { parsePageSize, sortById, toPage } from '../kit/paging.ts';
import type { EmulatedRequest } from '../kit/request.ts';
import { createRoutes } from '../kit/routes.ts';
import { createEmulator } from '../kit/server.ts';
import { verifySigV4 } from '../kit/sigv4.ts';
import { formatXmlDocument, type XmlObject } from '../kit/xml.ts';

/** The members of DescribeJob's `<Job>`, written in this order. `Operation` has one member, named after the operation. */
export interface S3EmulatedJob extends XmlObject {
  readonly JobId: string;
  readonly Status?: string | null;
  readonly Operation?: XmlObject | null;
}

export interface S3BatchEmulatorOptions extends EmulatorOptions<JobWorld<S3EmulatedJob>> {
  /** The expected `x-amz-account-id`. Default: 123456789012. It is part of the provider's host name, which loopback lacks. */
  readonly accountId?: string;
}

const xmlns = 'http://awss3control.amazonaws.com/doc/2018-08-20/';

/** Maps, whose items are not named `member`. */
const itemNames: ReadonlyMap<string, string> = new Map([
  ['UserArguments', 'entry'],
  ['UserMetadata', 'entry'],
]);

const jobStatuses: ReadonlySet<string> = new Set([
  ...['Active', 'Cancelled', 'Cancelling', 'Complete', 'Completing', 'Failed', 'Failing', 'New', 'Paused', 'Pausing'],
  ...['Preparing', 'Ready', 'Suspended'],
]);

/** What it says to a call that is throttled, or not allowed. */
export const errors = {
  throttled: toEmulatedError('TooManyRequestsException', 'Please reduce your request rate.'),
  denied: toEmulatedError('AccessDenied', 'Access Denied', { status: 403 }),
};

/** Starts the emulator. */
export function createS3BatchEmulator(options: S3BatchEmulatorOptions): Promise<Emulator> {
  const { jobs } = options;
  const { toTarget, toAnswer } = createRoutes([
    { operation: 'DescribeJob', path: /^\/v20180820\/jobs\/([^/]+)$/, toAnswer: (id) => describeJob(jobs, id) },
    { operation: 'ListJobs', path: /^\/v20180820\/jobs$/, toAnswer: (_id, request) => listJobs(jobs, request) },
  ]);
  return createEmulator(
    {
      toTarget,
      verify: (request, now) => toRefusal(request, options, now),
      toAnswer: (request, target, requestId) => {
        const answer = toAnswer(request, target) ?? toUnknown(request);
        return typeof answer === 'string' ? toXmlAnswer(200, answer, requestId) : answer;
      },
      formatError: ({ code, message, status = 400, headers }, requestId) =>
        toXmlAnswer(
          status,
          formatXmlDocument(
            'ErrorResponse',
            { Error: { Code: code, Message: message }, RequestId: requestId },
            { xmlns },
          ),
          requestId,
          headers,
        ),
      createRequestId: createAwsRequestId,
      errors: { ...errors, internal: toEmulatedError('InternalServiceException', 'Internal error', { status: 500 }) },
    },
    options,
  );
}

/** The signature, and what S3 wants beside it: the hash of the body and the account, both signed. */
function toRefusal(
  request: EmulatedRequest,
  { credentials, region = 'us-east-1', accountId = '123456789012' }: S3BatchEmulatorOptions,
  now: Date,
): EmulatedError | undefined {
  const refusal = verifySigV4(request, { credentials, region, service: 's3', now });
  if (refusal !== undefined) return toQuerySignatureError(refusal);
  if (request.headers['x-amz-content-sha256'] === undefined)
    return toEmulatedError('InvalidRequest', 'Missing required header for this request: x-amz-content-sha256');
  return request.headers['x-amz-account-id'] === accountId ? undefined : errors.denied;
}

function toXmlAnswer(
  status: number,
  body: string,
  requestId: string,
  headers: Readonly<Record<string, string>> = {},
): RawAnswer {
  return toRawAnswer({
    status,
    headers: { 'content-type': 'application/xml', 'x-amz-request-id': requestId, ...headers },
    body,
  });
}

/** A document, an error, or exact bytes. */
type Answer = string | EmulatedError | RawAnswer;

function toUnknown({ method }: EmulatedRequest): EmulatedError {
  return method === 'GET'
    ? toEmulatedError('InvalidURI', 'The specified URI could not be parsed.')
    : toEmulatedError('MethodNotAllowed', 'The specified method is not allowed against this resource.', {
        status: 405,
      });
}

function describeJob(jobs: JobWorld<S3EmulatedJob>, id: string): Answer {
  const job = jobs.describe(id) ?? toEmulatedError('NoSuchJobException', 'No such job', { status: 404 });
  return isReadyAnswer(job) ? job : formatXmlDocument('DescribeJobResult', { Job: job }, { itemNames, xmlns });
}

/** The token is the last job's id; the last page has none. https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_ListJobs.html */
function listJobs(jobs: JobWorld<S3EmulatedJob>, { query, rawQuery }: EmulatedRequest): Answer {
  const statuses = new URLSearchParams(rawQuery).getAll('jobStatuses');
  const size = parsePageSize(query['maxResults'], { min: 1, max: 1000, byDefault: 1000 });
  const { nextToken } = query;
  if (size === undefined) return toEmulatedError('InvalidRequest', 'maxResults must be between 1 and 1000');
  if (!statuses.every((status) => jobStatuses.has(status)))
    return toEmulatedError('BadRequestException', 'jobStatuses must be job statuses');
  if (nextToken === '') return toEmulatedError('InvalidNextTokenException', 'The token is not one of this list.');
  const wanted = jobs.list().filter(({ Status }) => statuses.length === 0 || statuses.includes(Status ?? ''));
  const idOf = ({ JobId }: S3EmulatedJob): string => JobId;
  const rest = sortById(wanted, idOf).filter(({ JobId }) => nextToken === undefined || JobId > nextToken);
  const { items, lastId } = toPage(rest, idOf, size);
  return formatXmlDocument(
    'ListJobsResult',
    { Jobs: items.map(toRow), NextToken: items.length < rest.length ? lastId : undefined },
    { xmlns },
  );
}

/** A row has the operation's name as text; DescribeJob has an element of that name. */
function toRow(job: S3EmulatedJob): XmlObject {
  const { JobId, Description, Operation, Priority, Status, CreationTime, TerminationDate, ProgressSummary } = job;
  return {
    JobId,
    Description,
    Operation: Operation && Object.keys(Operation)[0],
    Priority,
    Status,
    CreationTime,
    TerminationDate,
    ProgressSummary,
  };
}
