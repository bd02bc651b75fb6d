/**
 * Import/Export's answers, unknown → checked. Names are the provider's own. Only the id is required.
 * @see https://docs.aws.amazon.com/AWSImportExport/latest/DG/WebGetStatus.html
 */
import { within } from '../../provider/contract/bad-answer.ts';
import { BadAnswer } from '../../provider/contract/adapter.ts';
import { maxTags } from '../../provider/decode/parts.ts';
import { xmlShape } from '../../provider/decode/shape.ts';
import { toUrl } from '../../provider/decode/values.ts';
import {
  childOf,
  readList,
  readText,
  readXmlBoolean,
  readXmlInstant,
  readXmlInteger,
  requireText,
  readListOf,
} from '../../provider/decode/xml-fields.ts';
import type { XmlElement } from '../../provider/decode/xml-tree.ts';
import { parseXml } from '../../provider/decode/xml.ts';

const readStatusResult = xmlShape({
  JobId: requireText,
  JobType: readText,
  LocationCode: readText,
  LocationMessage: readText,
  ProgressCode: readText,
  ProgressMessage: readText,
  Carrier: readText,
  TrackingNumber: readText,
  LogBucket: readText,
  LogKey: readText,
  ErrorCount: readXmlInteger,
  WarningMessage: readText,
  Signature: readText,
  SignatureFileContents: readText,
  CurrentManifest: readText,
  CreationDate: readXmlInstant,
  AwsShippingAddress: readText,
  ArtifactList: (result, name) => readListOf(result, name, 'member', readArtifact),
});
/** The job in GetStatus' answer. */
export type JobStatusResult = ReturnType<typeof readStatusResult>;

const readArtifact = xmlShape({ Description: readText, URL: readXmlUrl });

/** Throws `BadAnswer` for an element that is no job of ListJobs. */
export const readSummary = xmlShape({
  JobId: requireText,
  JobType: readText,
  CreationDate: readXmlInstant,
  IsCanceled: readXmlBoolean,
});
/** A row of ListJobs' answer. */
export type JobSummary = ReturnType<typeof readSummary>;

interface JobSummaryPage {
  /** Unread: see `readSummary`. */
  readonly items: readonly XmlElement[];
  readonly isTruncated: boolean;
}

/** Throws `BadAnswer` if the answer cannot be read or has no job id. */
export function readGetStatus(body: Uint8Array): JobStatusResult {
  const result = readResult(body, 'GetStatus', maxTags.job);
  return within('GetStatusResult', () => readStatusResult(result));
}

/** Throws `BadAnswer`. `isTruncated`: ask for the next page with the last job's id as the marker. */
export function readListJobs(body: Uint8Array): JobSummaryPage {
  const result = readResult(body, 'ListJobs', maxTags.list);
  const jobs = readList(result, 'Jobs', 'member') ?? [];
  // The guide has IsTruncated under Jobs or under its members; the API model has it beside Jobs.
  const places = [result, childOf(result, 'Jobs') ?? result, ...jobs];
  const isTruncated = within('ListJobsResult', () =>
    places.some((place) => readXmlBoolean(place, 'IsTruncated') === true),
  );
  if (isTruncated && jobs.length === 0) throw new BadAnswer('ListJobsResult.Jobs', 'list', 'nothing');
  return { items: jobs, isTruncated };
}

function readResult(body: Uint8Array, action: string, most: number): XmlElement {
  const result = childOf(parseXml(body, `${action}Response`, most), `${action}Result`);
  if (result === undefined) throw new BadAnswer(`${action}Result`, 'object', 'nothing');
  return result;
}

function readXmlUrl(parent: XmlElement, name: string): string | null {
  const text = readText(parent, name);
  return text === null ? null : toUrl(text, name);
}
