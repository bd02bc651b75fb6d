/**
 * COS Batch's answers, unknown → checked. Names are the provider's own. Only the id is required, and unknown members
 * are common. Booleans are text.
 * @see https://www.tencentcloud.com/document/product/436/38604
 */
import { within } from '../../provider/contract/bad-answer.ts';
import type { XmlElement } from '../../provider/decode/xml-tree.ts';
import { BadAnswer } from '../../provider/contract/adapter.ts';
import { maxTags } from '../../provider/decode/parts.ts';
import { elementOf, xmlAt, xmlShape } from '../../provider/decode/shape.ts';
import {
  childOf,
  readList,
  readText,
  readXmlBigInt,
  readXmlBoolean,
  readXmlInstant,
  readXmlInteger,
  requireText,
  toElementText,
  readListOf,
} from '../../provider/decode/xml-fields.ts';
import { parseXml } from '../../provider/decode/xml.ts';
import { readOperation } from './wire-operation.ts';

/** Members that describe and list have in common. */
const descriptor = {
  JobId: requireText,
  CreationTime: readXmlInstant,
  TerminationDate: readXmlInstant,
  Description: readText,
  Priority: readXmlInteger,
  Status: readText,
  ProgressSummary: elementOf(
    xmlShape({
      TotalNumberOfTasks: readXmlBigInt,
      NumberOfTasksSucceeded: readXmlBigInt,
      NumberOfTasksFailed: readXmlBigInt,
    }),
  ),
};

const readManifest = xmlShape({
  Format: xmlAt('Manifest.Spec.Format', readText),
  Fields: xmlAt('Manifest.Spec.Fields', (spec, name) =>
    readListOf(spec, name, 'member', (field) => toElementText(field, '') ?? ''),
  ),
  ObjectArn: xmlAt('Manifest.Location.ObjectArn', readText),
  ObjectVersionId: xmlAt('Manifest.Location.ObjectVersionId', readText),
  ETag: xmlAt('Manifest.Location.ETag', readText),
});
/** Where the list of a job's objects is, and its format. */
export type Manifest = ReturnType<typeof readManifest>;

const readFailure = xmlShape({ FailureCode: readText, FailureReason: readText });

const readJob = xmlShape({
  ...descriptor,
  ClientRequestToken: readText,
  ConfirmationRequired: readXmlBoolean,
  FailureReasons: (job, name) => readListOf(job, name, 'JobFailure', readFailure) ?? [],
  Manifest: readManifest,
  Operation: readOperation,
  Report: elementOf(
    xmlShape({
      Bucket: readText,
      Enabled: readXmlBoolean,
      Format: readText,
      Prefix: readText,
      ReportScope: readText,
    }),
  ),
  RoleArn: readText,
  StatusUpdateReason: readText,
  SuspendedCause: readText,
  SuspendedDate: readXmlInstant,
});
/** The job in DescribeJob's answer. */
export type Job = ReturnType<typeof readJob>;

/** A list has no more of the operation than its name. */
export const readRow = xmlShape({ ...descriptor, Operation: readText });
/** A row of ListJobs' answer, with the operation's name only. */
export type JobRow = ReturnType<typeof readRow>;
/** The members that a described job and a row share. */
export type JobDescriptor = Omit<JobRow, 'Operation'>;

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
  // An empty token also means the end.
  return {
    items: readList(result, 'Jobs', 'member') ?? [],
    nextToken: readText(result, 'NextToken')?.trim() || null,
  };
}
