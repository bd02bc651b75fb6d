/**
 * Panorama's answers, unknown → checked. Names are the provider's own.
 * @see https://docs.aws.amazon.com/panorama/latest/api/API_DescribePackageImportJob.html
 */
import type { Instant, JobKeyValue, JobS3Object } from '../../job.ts';
import {
  readEntries,
  readEpochSeconds,
  readJsonBoolean,
  readObject,
  readObjects,
  readString,
  readWord,
  requireString,
  type JsonObject,
} from '../../decode/json-fields.ts';

/** Members that describe and list have in common. */
export interface PackageImportJobSummary {
  readonly JobId: string;
  readonly JobType: string | null;
  readonly Status: string | null;
  readonly StatusMessage: string | null;
  readonly CreatedTime: Instant | null;
  readonly LastUpdatedTime: Instant | null;
}

export interface PackageImportJob extends PackageImportJobSummary {
  readonly ClientToken: string | null;
  readonly JobTags: readonly { readonly ResourceType: string; readonly Tags: readonly JobKeyValue[] }[] | null;
  readonly S3Location: JobS3Object | null;
  readonly PackageVersionOutputConfig: {
    readonly PackageName: string | null;
    readonly PackageVersion: string | null;
    readonly MarkLatest: boolean | null;
  } | null;
  readonly Output: {
    readonly PackageId: string | null;
    readonly PackageVersion: string | null;
    readonly PatchVersion: string | null;
    readonly OutputS3Location: JobS3Object | null;
  } | null;
}

/** One row of ListPackageImportJobs. Throws `BadAnswer`. */
export function readSummary(job: JsonObject): PackageImportJobSummary {
  return {
    JobId: requireString(job, 'JobId'),
    JobType: readWord(job, 'JobType'),
    Status: readString(job, 'Status'),
    StatusMessage: readString(job, 'StatusMessage'),
    CreatedTime: readEpochSeconds(job, 'CreatedTime'),
    LastUpdatedTime: readEpochSeconds(job, 'LastUpdatedTime'),
  };
}

export function readPackageImportJob(job: JsonObject): PackageImportJob {
  const inputConfig = readObject(job, 'InputConfig');
  const packageVersionInput = inputConfig && readObject(inputConfig, 'PackageVersionInputConfig');
  return {
    ...readSummary(job),
    ClientToken: readString(job, 'ClientToken'),
    JobTags: readObjects(job, 'JobTags')?.map(readJobTags) ?? null,
    S3Location: packageVersionInput && readS3Location(packageVersionInput, 'S3Location'),
    PackageVersionOutputConfig: readOutputConfig(job),
    Output: readOutput(job),
  };
}

function readJobTags(jobTags: JsonObject): { readonly ResourceType: string; readonly Tags: readonly JobKeyValue[] } {
  return { ResourceType: requireString(jobTags, 'ResourceType'), Tags: readEntries(jobTags, 'Tags') ?? [] };
}

/** A pending job may have an empty location. A location with only some of its members is a bad answer. */
function readS3Location(parent: JsonObject, name: string): JobS3Object | null {
  const location = readObject(parent, name);
  if (location === null || (readString(location, 'BucketName') === null && readString(location, 'ObjectKey') === null))
    return null;
  return {
    bucket: requireString(location, 'BucketName'),
    key: requireString(location, 'ObjectKey'),
    region: readString(location, 'Region'),
  };
}

function readOutputConfig(job: JsonObject): PackageImportJob['PackageVersionOutputConfig'] {
  const outputConfig = readObject(job, 'OutputConfig');
  const packageVersion = outputConfig && readObject(outputConfig, 'PackageVersionOutputConfig');
  return (
    packageVersion && {
      PackageName: readString(packageVersion, 'PackageName'),
      PackageVersion: readString(packageVersion, 'PackageVersion'),
      MarkLatest: readJsonBoolean(packageVersion, 'MarkLatest'),
    }
  );
}

function readOutput(job: JsonObject): PackageImportJob['Output'] {
  const output = readObject(job, 'Output');
  return (
    output && {
      PackageId: readString(output, 'PackageId'),
      PackageVersion: readString(output, 'PackageVersion'),
      PatchVersion: readString(output, 'PatchVersion'),
      OutputS3Location: readS3Location(output, 'OutputS3Location'),
    }
  );
}
