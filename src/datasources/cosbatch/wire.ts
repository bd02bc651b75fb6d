/**
 * COS Batch's answers, unknown → checked. Names are the provider's own. Only the id is required, and unknown members
 * are common. Booleans are text.
 * @see https://www.tencentcloud.com/document/product/436/38604
 */
import { within } from '../../provider/contract/bad-answer.ts';
import type { XmlElement } from '../../provider/decode/xml-tree.ts';
import { BadAnswer } from '../../provider/contract/adapter.ts';
import { batchMembers, readFailures, readManifest } from '../../provider/decode/object-batch.ts';
import { maxTags } from '../../provider/decode/parts.ts';
import { elementOf, xmlShape } from '../../provider/decode/shape.ts';
import { childOf, readList, readText, readXmlBoolean, readXmlInstant } from '../../provider/decode/xml-fields.ts';
import { parseXml } from '../../provider/decode/xml.ts';
import { readOperation } from './wire-operation.ts';

const readJob = xmlShape({
  ...batchMembers,
  ClientRequestToken: readText,
  ConfirmationRequired: readXmlBoolean,
  FailureReasons: (job) => readFailures(job, 'JobFailure'),
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
export const readRow = xmlShape({ ...batchMembers, Operation: readText });
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
  // An empty token also means the end.
  return {
    items: readList(result, 'Jobs', 'member') ?? [],
    nextToken: readText(result, 'NextToken')?.trim() || null,
  };
}
