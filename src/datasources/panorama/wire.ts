/**
 * Panorama's answers, unknown → checked. Names are the provider's own.
 * @see https://docs.aws.amazon.com/panorama/latest/api/API_DescribePackageImportJob.html
 */
import { within } from '../../provider/contract/bad-answer.ts';
import type { JobS3Object } from '../../provider/contract/job.ts';
import {
  readEntries,
  readEpochSeconds,
  readJsonBoolean,
  readObject,
  readString,
  readWord,
  requireString,
  type JsonObject,
  readItems,
} from '../../provider/decode/json-fields.ts';
import { at, listOf, objectOf, orEmpty, shape, wordOf } from '../../provider/decode/shape.ts';

/** Members that describe and list have in common. */
const summary = {
  JobId: requireString,
  JobType: wordOf(['NODE_PACKAGE_VERSION', 'MARKETPLACE_NODE_PACKAGE_VERSION']),
  rawJobType: at('JobType', readWord),
  Status: readString,
  StatusMessage: readString,
  CreatedTime: readEpochSeconds,
  LastUpdatedTime: readEpochSeconds,
};
/** Throws `BadAnswer` if a member is mistyped. */
export const readPackageImportJobSummary = shape(summary);
/** A row of ListPackageImportJobs' answer. */
export type PackageImportJobSummary = ReturnType<typeof readPackageImportJobSummary>;

/** Reads DescribePackageImportJob's answer. Throws `BadAnswer` if a member is mistyped. */
export const readPackageImportJob = shape({
  ...summary,
  ClientToken: readString,
  JobTags: listOf(shape({ ResourceType: requireString, Tags: orEmpty(readEntries) })),
  S3Location: at('InputConfig.PackageVersionInputConfig.S3Location', readS3Location),
  PackageVersionOutputConfig: at(
    'OutputConfig.PackageVersionOutputConfig',
    objectOf(shape({ PackageName: readString, PackageVersion: readString, MarkLatest: readJsonBoolean })),
  ),
  Output: objectOf(
    shape({
      PackageId: readString,
      PackageVersion: readString,
      PatchVersion: readString,
      OutputS3Location: readS3Location,
    }),
  ),
});
/** The job in DescribePackageImportJob's answer. */
export type PackageImportJob = ReturnType<typeof readPackageImportJob>;

/** The rows of ListPackageImportJobs, unread. */
export const readJobPage = shape({ PackageImportJobs: orEmpty(readItems), NextToken: readWord });

/** A pending job may have an empty location. A location with only some of its members is a bad answer. */
function readS3Location(parent: JsonObject, name: string): JobS3Object | null {
  const location = readObject(parent, name);
  if (location === null || (readString(location, 'BucketName') === null && readString(location, 'ObjectKey') === null))
    return null;
  return within(name, () => readS3Object(location));
}

const readS3Object = shape({
  bucket: at('BucketName', requireString),
  key: at('ObjectKey', requireString),
  region: at('Region', readString),
});
