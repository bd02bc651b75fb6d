/**
 * AWS Panorama's package import jobs on loopback.
 * https://docs.aws.amazon.com/panorama/latest/api/API_DescribePackageImportJob.html
 */
import {
  createAwsRequestId,
  toJsonSignatureError,
  toRestJsonAnswer,
  toRestJsonError,
} from '../../emulation/aws-forms.ts';
import type { EmulatedError, Emulator, EmulatorOptions, JobWorld, RawAnswer } from '../../emulation/emulator.ts';
import { isEmulatedError, isRawAnswer, toEmulatedError } from '../../emulation/emulator.ts';
import { pickMembers } from '../../emulation/json.ts';
import type { JsonValue } from '../../emulation/json.ts';
import { formatPageToken, parsePageSize, parsePageToken, toPageById } from '../../emulation/paging.ts';
import type { EmulatedProtocol, EmulatedTarget } from '../../emulation/protocol.ts';
import type { EmulatedRequest } from '../../emulation/request.ts';
import { createEmulator } from '../../emulation/server.ts';
import { verifySigV4 } from '../../emulation/sigv4.ts';

/** A job as the JSON object that DescribePackageImportJob answers. */
export interface PanoramaEmulatedJob {
  readonly JobId: string;
  readonly [member: string]: JsonValue | undefined;
}

/** Starts the emulator. Default region: us-west-2. */
export function createPanoramaEmulator(options: EmulatorOptions<PanoramaEmulatedJob>): Promise<Emulator> {
  return createEmulator(createPanoramaProtocol(options), options);
}

const jobPath = /^\/packages\/import-jobs\/([^/]+)$/;
const listPath = '/packages/import-jobs';
const rowMembers = ['CreatedTime', 'JobId', 'JobType', 'LastUpdatedTime', 'Status', 'StatusMessage'];

/** HTTP statuses from the API's page. It lists not-found and throttling for other operations only. */
const statuses: ReadonlyMap<string, number> = new Map([
  ['AccessDeniedException', 403],
  ['ConflictException', 409],
  ['InternalServerException', 500],
  ['ResourceNotFoundException', 404],
  ['ThrottlingException', 429],
  ['UnknownOperationException', 404],
]);

function createPanoramaProtocol(options: EmulatorOptions<PanoramaEmulatedJob>): EmulatedProtocol {
  const { credentials, jobs } = options;
  const region = options.region ?? 'us-west-2';
  return {
    toTarget,
    verify: (request, now) => {
      const refusal = verifySigV4(request, { credentials, region, service: 'panorama', now });
      return refusal && toJsonSignatureError(refusal, { status: 403 });
    },
    toAnswer: (request, target, requestId) => {
      if (target.operation === 'DescribePackageImportJob') return describeJob(jobs, target.id ?? '', requestId);
      if (target.operation === 'ListPackageImportJobs') return listJobs(jobs, request, requestId);
      return toEmulatedError('UnknownOperationException', 'The requested operation is not known');
    },
    formatError: (error, requestId) =>
      toRestJsonError(error, requestId, {
        messageName: 'Message',
        errorTypeSuffix: ':http://internal.amazon.com/coral/com.amazonaws.panorama/',
        status: statuses.get(error.code) ?? 400,
      }),
    createRequestId: createAwsRequestId,
    throttled: toEmulatedError('ThrottlingException', 'Rate exceeded'),
    denied: toEmulatedError('AccessDeniedException', 'User is not authorized to perform this operation'),
    internal: toEmulatedError('InternalServerException', 'Internal server error', {
      headers: { 'retry-after': '1' },
    }),
  };
}

function toTarget(request: EmulatedRequest): EmulatedTarget {
  if (request.method !== 'GET') return { operation: 'Unknown', id: null };
  if (request.path === listPath) return { operation: 'ListPackageImportJobs', id: null };
  const [, id] = jobPath.exec(request.path) ?? [];
  return id === undefined ? { operation: 'Unknown', id: null } : { operation: 'DescribePackageImportJob', id };
}

function describeJob(jobs: JobWorld<PanoramaEmulatedJob>, id: string, requestId: string): RawAnswer | EmulatedError {
  if (!/^[a-zA-Z0-9_-]{1,255}$/.test(id)) return toValidationError('JobId');
  const job = jobs.describe(id);
  if (job === undefined) {
    return toEmulatedError('ResourceNotFoundException', `Package import job ${id} was not found`, {
      details: { ResourceId: id, ResourceType: 'PACKAGE_IMPORT_JOB' },
    });
  }
  return isEmulatedError(job) || isRawAnswer(job) ? job : toRestJsonAnswer(job, requestId);
}

/** Has no filter and promises no order. https://docs.aws.amazon.com/panorama/latest/api/API_ListPackageImportJobs.html */
function listJobs(
  jobs: JobWorld<PanoramaEmulatedJob>,
  request: EmulatedRequest,
  requestId: string,
): RawAnswer | EmulatedError {
  const size = parsePageSize(request.query['MaxResults'], { min: 0, max: 25, byDefault: 25 });
  if (size === undefined) return toValidationError('MaxResults');
  const token = request.query['NextToken'];
  const after = token === undefined ? null : parsePageToken(token);
  if (after === undefined) return toValidationError('NextToken');
  // 0 is legal and means the default.
  const page = toPageById(jobs.list(), (job) => job.JobId, after, size || 25);
  const rows = page.items.map((job) => pickMembers(job, rowMembers));
  const next = page.more && page.lastId !== null ? { NextToken: formatPageToken(page.lastId) } : {};
  return toRestJsonAnswer({ ...next, PackageImportJobs: rows }, requestId);
}

function toValidationError(name: string): EmulatedError {
  return toEmulatedError('ValidationException', `${name} is not valid`, {
    details: { Reason: 'FIELD_VALIDATION_FAILED', Fields: [{ Name: name, Message: 'is not valid' }] },
  });
}
