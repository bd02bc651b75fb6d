/**
 * Import/Export's answers, unknown → checked. Names are the provider's own. Only the id is required.
 * @see https://docs.aws.amazon.com/AWSImportExport/latest/DG/WebGetStatus.html
 */
import type { Instant } from '../../job.ts';
import { BadAnswer } from '../../provider/adapter.ts';
import { maxTags } from '../../decode/parts.ts';
import { toUrl } from '../../decode/values.ts';
import {
  childOf,
  readList,
  readText,
  readXmlBoolean,
  readXmlInstant,
  readXmlInteger,
  requireText,
} from '../../decode/xml-fields.ts';
import type { XmlElement } from '../../decode/xml-tree.ts';
import { parseXml } from '../../decode/xml.ts';

export interface JobStatusResult {
  readonly JobId: string;
  readonly JobType: string | null;
  readonly LocationCode: string | null;
  readonly LocationMessage: string | null;
  readonly ProgressCode: string | null;
  readonly ProgressMessage: string | null;
  readonly Carrier: string | null;
  readonly TrackingNumber: string | null;
  readonly LogBucket: string | null;
  readonly LogKey: string | null;
  readonly ErrorCount: number | null;
  readonly WarningMessage: string | null;
  readonly Signature: string | null;
  readonly SignatureFileContents: string | null;
  readonly CurrentManifest: string | null;
  readonly CreationDate: Instant | null;
  readonly AwsShippingAddress: string | null;
  readonly ArtifactList: readonly { readonly Description: string | null; readonly URL: string | null }[] | null;
}

export interface JobSummary {
  readonly JobId: string;
  readonly JobType: string | null;
  readonly CreationDate: Instant | null;
  readonly IsCanceled: boolean | null;
}

export interface JobSummaryPage {
  readonly jobs: readonly JobSummary[];
  readonly isTruncated: boolean;
}

/** Throws `BadAnswer` if the answer cannot be read or has no job id. */
export function readGetStatus(body: Uint8Array): JobStatusResult {
  const result = readResult(body, 'GetStatus', maxTags.job);
  return {
    JobId: requireText(result, 'JobId'),
    JobType: readText(result, 'JobType'),
    LocationCode: readText(result, 'LocationCode'),
    LocationMessage: readText(result, 'LocationMessage'),
    ProgressCode: readText(result, 'ProgressCode'),
    ProgressMessage: readText(result, 'ProgressMessage'),
    Carrier: readText(result, 'Carrier'),
    TrackingNumber: readText(result, 'TrackingNumber'),
    LogBucket: readText(result, 'LogBucket'),
    LogKey: readText(result, 'LogKey'),
    ErrorCount: readXmlInteger(result, 'ErrorCount'),
    WarningMessage: readText(result, 'WarningMessage'),
    Signature: readText(result, 'Signature'),
    SignatureFileContents: readText(result, 'SignatureFileContents'),
    CurrentManifest: readText(result, 'CurrentManifest'),
    CreationDate: readXmlInstant(result, 'CreationDate'),
    AwsShippingAddress: readText(result, 'AwsShippingAddress'),
    ArtifactList: readList(result, 'ArtifactList', 'member')?.map(readArtifact) ?? null,
  };
}

/** Throws `BadAnswer`. `isTruncated`: ask for the next page with the last job's id as the marker. */
export function readListJobs(body: Uint8Array): JobSummaryPage {
  const result = readResult(body, 'ListJobs', maxTags.list);
  const jobs = readList(result, 'Jobs', 'member') ?? [];
  // The guide has IsTruncated under Jobs or under its members; the API model has it beside Jobs.
  const places = [result, childOf(result, 'Jobs') ?? result, ...jobs];
  const isTruncated = places.some((place) => readXmlBoolean(place, 'IsTruncated') === true);
  if (isTruncated && jobs.length === 0) throw new BadAnswer('a list goes on after no job');
  return { jobs: jobs.map(readSummary), isTruncated };
}

function readResult(body: Uint8Array, action: string, most: number): XmlElement {
  const result = childOf(parseXml(body, `${action}Response`, most), `${action}Result`);
  if (result === undefined) throw new BadAnswer(`${action}Result is missing`);
  return result;
}

function readSummary(job: XmlElement): JobSummary {
  return {
    JobId: requireText(job, 'JobId'),
    JobType: readText(job, 'JobType'),
    CreationDate: readXmlInstant(job, 'CreationDate'),
    IsCanceled: readXmlBoolean(job, 'IsCanceled'),
  };
}

function readArtifact(artifact: XmlElement): { readonly Description: string | null; readonly URL: string | null } {
  const url = readText(artifact, 'URL');
  return { Description: readText(artifact, 'Description'), URL: url === null ? null : toUrl(url, 'URL') };
}
