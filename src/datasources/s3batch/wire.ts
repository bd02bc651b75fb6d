/**
 * S3 Batch Operations' answers, unknown → checked. Names are the provider's own. An element that is there and empty is an object
 * without members.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_JobDescriptor.html
 */
import { BadAnswer } from '../../provider/contract/adapter.ts';
import { within } from '../../provider/contract/bad-answer.ts';
import type { WholeNumber } from '../../provider/contract/job.ts';
import { batchMembers, readFailures, readManifest, readTexts } from '../../provider/decode/object-batch.ts';
import { maxTags } from '../../provider/decode/parts.ts';
import { xmlAt, xmlShape, type Kind } from '../../provider/decode/shape.ts';
import {
  childOf,
  readList,
  readText,
  readXmlBigInt,
  readXmlBoolean,
  readXmlInstant,
} from '../../provider/decode/xml-fields.ts';
import type { XmlElement } from '../../provider/decode/xml-tree.ts';
import { parseXml } from '../../provider/decode/xml.ts';
import { readOperation, readUserArguments } from './wire-operation.ts';

/** A whole number of any size, as its digits. */
const readDigits: Kind<WholeNumber | null, XmlElement> = (parent, name) =>
  readXmlBigInt(parent, name)?.toString() ?? null;

/** An object; null if the element is absent, but not if it is empty. */
function presentOf<T>(read: (object: XmlElement) => T): Kind<T | null, XmlElement> {
  return (parent, name) => {
    const child = childOf(parent, name);
    return child === undefined ? null : within(name, () => read(child));
  };
}

const readFilter = xmlShape({
  eligibleForReplication: xmlAt('EligibleForReplication', readXmlBoolean),
  replicationStatuses: xmlAt('ObjectReplicationStatuses', readTexts),
  createdAfter: xmlAt('CreatedAfter', readXmlInstant),
  createdBefore: xmlAt('CreatedBefore', readXmlInstant),
  keyPrefixes: xmlAt('KeyNameConstraint.MatchAnyPrefix', readTexts),
  keySuffixes: xmlAt('KeyNameConstraint.MatchAnySuffix', readTexts),
  keySubstrings: xmlAt('KeyNameConstraint.MatchAnySubstring', readTexts),
  sizeGreaterThanBytes: xmlAt('ObjectSizeGreaterThanBytes', readDigits),
  sizeLessThanBytes: xmlAt('ObjectSizeLessThanBytes', readDigits),
  storageClasses: xmlAt('MatchAnyStorageClass', readTexts),
});

const readGenerator = presentOf(
  xmlShape({
    sourceBucketArn: xmlAt('SourceBucket', readText),
    isWritten: xmlAt('EnableManifestOutput', readXmlBoolean),
    outputBucketArn: xmlAt('ManifestOutputLocation.Bucket', readText),
    outputPrefix: xmlAt('ManifestOutputLocation.ManifestPrefix', readText),
    filter: (generator) => presentOf(readFilter)(generator, 'Filter'),
  }),
);

const readReport = presentOf(
  xmlShape({
    bucketArn: xmlAt('Bucket', readText),
    enabled: xmlAt('Enabled', readXmlBoolean),
    format: xmlAt('Format', readText),
    prefix: xmlAt('Prefix', readText),
    scope: xmlAt('ReportScope', readText),
  }),
);

const readJob = xmlShape({
  ...batchMembers,
  arn: xmlAt('JobArn', readText),
  confirmationRequired: xmlAt('ConfirmationRequired', readXmlBoolean),
  failures: (job) => readFailures(job, 'member'),
  manifest: readManifest,
  generatedManifest: xmlShape({
    Format: xmlAt('GeneratedManifestDescriptor.Format', readText),
    Fields: () => null,
    ObjectArn: xmlAt('GeneratedManifestDescriptor.Location.ObjectArn', readText),
    ObjectVersionId: xmlAt('GeneratedManifestDescriptor.Location.ObjectVersionId', readText),
    ETag: xmlAt('GeneratedManifestDescriptor.Location.ETag', readText),
  }),
  manifestGenerator: (job) => readGenerator(childOf(job, 'ManifestGenerator') ?? '', 'S3JobManifestGenerator'),
  operation: readOperation,
  userArguments: (job) => readUserArguments(job, ''),
  report: (job) => readReport(job, 'Report'),
  roleArn: xmlAt('RoleArn', readText),
  statusUpdateReason: xmlAt('StatusUpdateReason', readText),
  suspendedCause: xmlAt('SuspendedCause', readText),
  suspendedAt: xmlAt('SuspendedDate', readXmlInstant),
  activeSeconds: xmlAt('ProgressSummary.Timers.ElapsedTimeInActiveSeconds', readDigits),
});
/** The job in DescribeJob's answer. */
export type Job = ReturnType<typeof readJob>;

/** A list has no more of the operation than its name. */
export const readRow = xmlShape({
  ...batchMembers,
  operation: xmlAt('Operation', readText),
  activeSeconds: xmlAt('ProgressSummary.Timers.ElapsedTimeInActiveSeconds', readDigits),
});
/** A row of ListJobs' answer, with the operation's name only. */
export type JobRow = ReturnType<typeof readRow>;

interface JobPage {
  /** Unread: see `readRow`. */
  readonly items: readonly XmlElement[];
  readonly nextToken: string | null;
}

/** Throws `BadAnswer` if the answer cannot be read or has no job. */
export function readDescribeJob(body: Uint8Array): Job {
  const job = childOf(parseXml(body, 'DescribeJobResult'), 'Job');
  if (job === undefined) throw new BadAnswer('Job', 'object', 'nothing');
  return within('Job', () => readJob(job));
}

/** Throws `BadAnswer` if the answer cannot be read. `nextToken` is null on the last page. */
export function readListJobs(body: Uint8Array): JobPage {
  const result = parseXml(body, 'ListJobsResult', maxTags.list);
  return {
    items: readList(result, 'Jobs', 'member') ?? [],
    nextToken: readText(result, 'NextToken')?.trim() || null,
  };
}
