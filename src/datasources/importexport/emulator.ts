/**
 * AWS Import/Export on loopback, signed with version 4 or version 2.
 * https://docs.aws.amazon.com/AWSImportExport/latest/DG/WebGetStatus.html
 */
import { createAwsRequestId, toQueryError, toQuerySignatureError } from '../../emulation/aws-forms.ts';
import type { EmulatedError, Emulator, EmulatorOptions, JobWorld, RawAnswer } from '../../emulation/emulator.ts';
import { isEmulatedError, isRawAnswer, toEmulatedError, toRawAnswer } from '../../emulation/emulator.ts';
import { parsePageSize, toPage } from '../../emulation/paging.ts';
import type { EmulatedProtocol, EmulatedTarget } from '../../emulation/protocol.ts';
import { compareText } from '../../emulation/request.ts';
import type { EmulatedRequest } from '../../emulation/request.ts';
import { createEmulator } from '../../emulation/server.ts';
import type { SignatureRefusal } from '../../emulation/signature-refusal.ts';
import { verifySigV2 } from '../../emulation/sigv2.ts';
import { verifySigV4 } from '../../emulation/sigv4.ts';
import { formatXmlDocument } from '../../emulation/xml.ts';
import type { XmlObject, XmlTree } from '../../emulation/xml.ts';

/**
 * The members of GetStatusResult, written in this order. Null is an empty element, undefined is no element. List rows
 * have `CreationDate` and `JobType`, too.
 */
export interface ImportExportEmulatedJob {
  readonly JobId: string;
  readonly JobType?: string | null;
  /** ISO-8601. The list is ordered by it, newest first. */
  readonly CreationDate?: string | null;
  /** Only in a list's row. Default: true if ProgressCode is Canceled. */
  readonly IsCanceled?: boolean;
  readonly [member: string]: XmlTree | undefined;
}

export interface ImportExportEmulatorOptions extends Omit<EmulatorOptions<ImportExportEmulatedJob>, 'region'> {
  /** The only signature version to accept. Default: both. */
  readonly signatureVersion?: 4 | 2;
}

/** Starts the emulator. The service is global: its signatures are scoped to us-east-1. */
export function createImportExportEmulator(options: ImportExportEmulatorOptions): Promise<Emulator> {
  return createEmulator(createImportExportProtocol(options), options);
}

const xmlns = 'http://importexport.amazonaws.com/';
const version = '2010-06-01';
const operations: ReadonlySet<string> = new Set(['GetStatus', 'ListJobs']);

function createImportExportProtocol(options: ImportExportEmulatorOptions): EmulatedProtocol {
  const { jobs } = options;
  return {
    toTarget,
    verify: (request, now) => {
      const refusal = toRefusal(request, options, now);
      return refusal && toQuerySignatureError(refusal);
    },
    toAnswer: (request, target, requestId) => {
      const form = toForm(request);
      if (target.operation === 'Unknown') {
        return toEmulatedError('InvalidAction', 'The action or operation requested is invalid.');
      }
      if (form.get('Version') !== version) {
        return toEmulatedError('InvalidVersionException', 'The client tool version is invalid.');
      }
      return target.operation === 'GetStatus'
        ? describeJob(jobs, target.id, requestId)
        : listJobs(jobs, form, requestId);
    },
    formatError: (error, requestId) => toQueryError(error, requestId, xmlns),
    createRequestId: createAwsRequestId,
    throttled: toEmulatedError('Throttling', 'Rate exceeded'),
    denied: toEmulatedError('AccessDenied', 'User is not authorized to perform this action', { status: 403 }),
    internal: toEmulatedError('InternalFailure', 'We encountered an internal error.', { status: 500 }),
  };
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

function toTarget(request: EmulatedRequest): EmulatedTarget {
  const form = toForm(request);
  const action = form.get('Action') ?? '';
  if (request.method !== 'POST' || request.path !== '/' || !operations.has(action)) {
    return { operation: 'Unknown', id: null };
  }
  return { operation: action, id: action === 'GetStatus' ? form.get('JobId') : null };
}

function toForm(request: EmulatedRequest): URLSearchParams {
  const type = request.headers['content-type'] ?? '';
  return new URLSearchParams(type.startsWith('application/x-www-form-urlencoded') ? request.body.toString('utf8') : '');
}

function describeJob(
  jobs: JobWorld<ImportExportEmulatedJob>,
  id: string | null,
  requestId: string,
): RawAnswer | EmulatedError {
  const job = id === null || id === '' ? undefined : jobs.describe(id);
  if (job === undefined) {
    const message = 'The JOBID was missing, not found, or not associated with the AWS account.';
    return toEmulatedError('InvalidJobIdException', message);
  }
  if (isEmulatedError(job) || isRawAnswer(job)) return job;
  return toAnswer('GetStatus', { ...job, IsCanceled: undefined }, requestId);
}

/**
 * Newest first; the page after the job that `Marker` names. The answer has no token.
 * https://docs.aws.amazon.com/AWSImportExport/latest/DG/WebListJobs.html
 */
function listJobs(
  jobs: JobWorld<ImportExportEmulatedJob>,
  form: URLSearchParams,
  requestId: string,
): RawAnswer | EmulatedError {
  const size = parsePageSize(form.get('MaxJobs') ?? undefined, { min: 0, max: 1000, byDefault: 1000 });
  if (size === undefined) return toEmulatedError('InvalidParameterException', 'MaxJobs must be between 0 and 1000.');
  const sorted = [...jobs.list()].sort(compareNewestFirst);
  const marker = form.get('Marker');
  const at = marker === null ? -1 : sorted.findIndex((job) => job.JobId === marker);
  if (marker !== null && at < 0) return toEmulatedError('InvalidParameterException', 'Marker is not a job of yours.');
  const page = toPage(sorted.slice(at + 1), (job) => job.JobId, size);
  return toAnswer('ListJobs', { Jobs: page.items.map(toRow), IsTruncated: page.more }, requestId);
}

function compareNewestFirst(left: ImportExportEmulatedJob, right: ImportExportEmulatedJob): number {
  return toTime(right) - toTime(left) || compareText(left.JobId, right.JobId);
}

function toTime(job: ImportExportEmulatedJob): number {
  return Date.parse(job.CreationDate ?? '') || 0;
}

function toRow(job: ImportExportEmulatedJob): XmlObject {
  return {
    JobType: job.JobType,
    JobId: job.JobId,
    CreationDate: job.CreationDate,
    IsCanceled: job.IsCanceled ?? job['ProgressCode'] === 'Canceled',
  };
}

function toAnswer(operation: string, result: XmlObject, requestId: string): RawAnswer {
  const tree = { [`${operation}Result`]: result, ResponseMetadata: { RequestId: requestId } };
  return toRawAnswer({
    headers: { 'content-type': 'text/xml', 'x-amzn-RequestId': requestId },
    body: formatXmlDocument(`${operation}Response`, tree, { xmlns }),
  });
}
