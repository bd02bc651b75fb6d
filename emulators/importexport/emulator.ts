/**
 * AWS Import/Export on loopback, signed with version 4 or version 2.
 * https://docs.aws.amazon.com/AWSImportExport/latest/DG/WebGetStatus.html
 */
import { createAwsRequestId, toQueryAnswer, toQueryError, toQuerySignatureError } from '../kit/aws-forms.ts';
import {
  isReadyAnswer,
  toEmulatedError,
  type EmulatedError,
  type Emulator,
  type EmulatorOptions,
  type JobWorld,
  type RawAnswer,
} from '../kit/emulator.ts';
import { parsePageSize, sortNewestFirst, toPage } from '../kit/paging.ts';
import { unknownTarget } from '../kit/protocol.ts';
import type { EmulatedRequest } from '../kit/request.ts';
import { createEmulator } from '../kit/server.ts';
import type { SignatureRefusal } from '../kit/signature-refusal.ts';
import { verifySigV2 } from '../kit/sigv2.ts';
import { verifySigV4 } from '../kit/sigv4.ts';
import type { XmlObject } from '../kit/xml.ts';

/**
 * The members of GetStatusResult, written in this order. Null is an empty element, undefined is no element. List rows
 * have `CreationDate` and `JobType`, too.
 */
export interface ImportExportEmulatedJob extends XmlObject {
  readonly JobId: string;
  readonly JobType?: string | null;
  /** ISO-8601. The list is ordered by it, newest first. */
  readonly CreationDate?: string | null;
  /** Only in a list's row. Default: true if ProgressCode is Canceled. */
  readonly IsCanceled?: boolean;
}

type ImportExportJobWorld = JobWorld<ImportExportEmulatedJob>;

export interface ImportExportEmulatorOptions extends Omit<EmulatorOptions<ImportExportJobWorld>, 'region'> {
  /** The only signature version to accept. Default: both. */
  readonly signatureVersion?: 4 | 2;
}

type Result = XmlObject | RawAnswer | EmulatedError;

const xmlns = 'http://importexport.amazonaws.com/';
const version = '2010-06-01';

/** What it says to a call that is throttled, or not allowed. */
export const errors = {
  throttled: toEmulatedError('Throttling', 'Rate exceeded'),
  denied: toEmulatedError('AccessDenied', 'User is not authorized to perform this action', { status: 403 }),
};

/** Starts the emulator. The service is global: its signatures are scoped to us-east-1. */
export function createImportExportEmulator(options: ImportExportEmulatorOptions): Promise<Emulator> {
  const { jobs } = options;
  const operations = new Map<string, (form: URLSearchParams) => Result>([
    ['GetStatus', (form) => describeJob(jobs, form.get('JobId') ?? '')],
    ['ListJobs', (form) => listJobs(jobs, form)],
  ]);
  return createEmulator(
    {
      toTarget: (request) => {
        const form = toForm(request);
        const operation = form.get('Action') ?? '';
        if (request.method !== 'POST' || request.path !== '/' || !operations.has(operation)) return unknownTarget;
        return { operation, id: form.get('JobId') };
      },
      verify: (request, now) => {
        const refusal = toRefusal(request, options, now);
        return refusal && toQuerySignatureError(refusal);
      },
      toAnswer: (request, { operation }, requestId) => {
        const form = toForm(request);
        const answer = operations.get(operation);
        if (answer === undefined)
          return toEmulatedError('InvalidAction', 'The action or operation requested is invalid.');
        if (form.get('Version') !== version)
          return toEmulatedError('InvalidVersionException', 'The client tool version is invalid.');
        const result = answer(form);
        return isReadyAnswer(result) ? result : toQueryAnswer(operation, result, requestId, xmlns);
      },
      formatError: (error, requestId) => toQueryError(error, requestId, xmlns),
      createRequestId: createAwsRequestId,
      errors: {
        ...errors,
        internal: toEmulatedError('InternalFailure', 'We encountered an internal error.', { status: 500 }),
      },
    },
    options,
  );
}

function toRefusal(
  request: EmulatedRequest,
  options: ImportExportEmulatorOptions,
  now: Date,
): SignatureRefusal | undefined {
  const { credentials } = options;
  const sent = request.headers['authorization'] === undefined && toForm(request).has('SignatureVersion') ? 2 : 4;
  return (options.signatureVersion ?? sent) === 2
    ? verifySigV2(request, { credentials, now })
    : verifySigV4(request, { credentials, region: 'us-east-1', service: 'IngestionService', now });
}

function toForm(request: EmulatedRequest): URLSearchParams {
  const type = request.headers['content-type'] ?? '';
  return new URLSearchParams(type.startsWith('application/x-www-form-urlencoded') ? request.body.toString('utf8') : '');
}

function describeJob(jobs: ImportExportJobWorld, id: string): Result {
  const message = 'The JOBID was missing, not found, or not associated with the AWS account.';
  const job = jobs.describe(id) ?? toEmulatedError('InvalidJobIdException', message);
  return isReadyAnswer(job) ? job : { ...job, IsCanceled: undefined };
}

/**
 * Newest first; the page after the job that `Marker` names. The answer has no token.
 * https://docs.aws.amazon.com/AWSImportExport/latest/DG/WebListJobs.html
 */
function listJobs(jobs: ImportExportJobWorld, form: URLSearchParams): Result {
  const size = parsePageSize(form.get('MaxJobs') ?? undefined, { min: 0, max: 1000, byDefault: 1000 });
  if (size === undefined) return toEmulatedError('InvalidParameterException', 'MaxJobs must be between 0 and 1000.');
  const idOf = ({ JobId }: ImportExportEmulatedJob): string => JobId;
  const sorted = sortNewestFirst(jobs.list(), ({ CreationDate }) => Date.parse(CreationDate ?? '') || 0, idOf);
  const marker = form.get('Marker');
  const at = sorted.findIndex(({ JobId }) => JobId === marker);
  if (marker !== null && at < 0) return toEmulatedError('InvalidParameterException', 'Marker is not a job of yours.');
  const page = toPage(sorted.slice(at + 1), idOf, size);
  return { Jobs: page.items.map(toRow), IsTruncated: page.more };
}

function toRow(job: ImportExportEmulatedJob): XmlObject {
  return {
    JobType: job.JobType,
    JobId: job.JobId,
    CreationDate: job.CreationDate,
    IsCanceled: job.IsCanceled ?? job['ProgressCode'] === 'Canceled',
  };
}
