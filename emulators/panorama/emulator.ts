/**
 * AWS Panorama's package import jobs on loopback.
 * https://docs.aws.amazon.com/panorama/latest/api/API_DescribePackageImportJob.html
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
import { pickMembers, type JsonObject } from '../kit/json.ts';
import { sortById, toPageAnswer } from '../kit/paging.ts';
import type { EmulatedRequest } from '../kit/request.ts';

/** A job as the JSON object that DescribePackageImportJob answers. */
export interface PanoramaEmulatedJob extends JsonObject {
  readonly JobId: string;
}

type PanoramaJobWorld = JobWorld<PanoramaEmulatedJob>;

const rowMembers = ['CreatedTime', 'JobId', 'JobType', 'LastUpdatedTime', 'Status', 'StatusMessage'];

/** Starts the emulator. Default region: us-west-2. The API's page lists not-found and throttling for other operations only. */
export function createPanoramaEmulator(options: EmulatorOptions<PanoramaJobWorld>): Promise<Emulator> {
  const { jobs } = options;
  return createRestJsonEmulator(
    {
      signingName: 'panorama',
      messageName: 'Message',
      errorTypeSuffix: ':http://internal.amazon.com/coral/com.amazonaws.panorama/',
      errors: {
        ...awsErrors,
        internal: toEmulatedError('InternalServerException', 'Internal server error', {
          headers: { 'retry-after': '1' },
        }),
      },
      routes: [
        {
          operation: 'DescribePackageImportJob',
          path: /^\/packages\/import-jobs\/([^/]+)$/,
          toAnswer: (id) => describeJob(jobs, id),
        },
        {
          operation: 'ListPackageImportJobs',
          path: /^\/packages\/import-jobs$/,
          toAnswer: (_id, request) => listJobs(jobs, request),
        },
      ],
    },
    { region: 'us-west-2', ...options },
  );
}

function describeJob(jobs: PanoramaJobWorld, id: string): object {
  if (!/^[a-zA-Z0-9_-]{1,255}$/.test(id)) return toValidationError('JobId');
  return (
    jobs.describe(id) ??
    toEmulatedError('ResourceNotFoundException', `Package import job ${id} was not found`, {
      details: { ResourceId: id, ResourceType: 'PACKAGE_IMPORT_JOB' },
    })
  );
}

/** Has no filter and promises no order. https://docs.aws.amazon.com/panorama/latest/api/API_ListPackageImportJobs.html */
function listJobs(jobs: PanoramaJobWorld, { query }: EmulatedRequest): object {
  const idOf = ({ JobId }: PanoramaEmulatedJob): string => JobId;
  return toPageAnswer(
    sortById(jobs.list(), idOf),
    idOf,
    {
      size: query['MaxResults'],
      min: 0,
      max: 25,
      token: query['NextToken'],
      refuse: (what) => toValidationError(what === 'size' ? 'MaxResults' : 'NextToken'),
    },
    (page, NextToken) => ({ NextToken, PackageImportJobs: page.map((job) => pickMembers(job, rowMembers)) }),
  );
}

function toValidationError(name: string): EmulatedError {
  return toEmulatedError('ValidationException', `${name} is not valid`, {
    details: { Reason: 'FIELD_VALIDATION_FAILED', Fields: [{ Name: name, Message: 'is not valid' }] },
  });
}
