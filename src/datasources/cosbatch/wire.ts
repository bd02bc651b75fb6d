/**
 * COS Batch's answers, unknown → checked. Names are the provider's own. Only the id is required, and unknown members
 * are common. Booleans are text.
 * @see https://www.tencentcloud.com/document/product/436/38604
 */
import type { Instant } from '../../job.ts';
import { BadAnswer } from '../../provider/adapter.ts';
import { maxTags } from '../../decode/parts.ts';
import {
  childOf,
  readElement,
  readList,
  readText,
  readXmlBigInt,
  readXmlBoolean,
  readXmlInstant,
  readXmlInteger,
  requireText,
  toElementText,
} from '../../decode/xml-fields.ts';
import type { XmlElement } from '../../decode/xml-tree.ts';
import { parseXml } from '../../decode/xml.ts';
import { readOperation, type CosOperation } from './wire-operation.ts';

/** Members that describe and list have in common. */
export interface JobDescriptor {
  readonly JobId: string;
  readonly CreationTime: Instant | null;
  readonly TerminationDate: Instant | null;
  readonly Description: string | null;
  readonly Priority: number | null;
  readonly Status: string | null;
  readonly ProgressSummary: {
    readonly TotalNumberOfTasks: bigint | null;
    readonly NumberOfTasksSucceeded: bigint | null;
    readonly NumberOfTasksFailed: bigint | null;
  } | null;
}

export interface Job extends JobDescriptor {
  readonly ClientRequestToken: string | null;
  readonly ConfirmationRequired: boolean | null;
  readonly FailureReasons: readonly { readonly FailureCode: string | null; readonly FailureReason: string | null }[];
  readonly Manifest: Manifest;
  readonly Operation: CosOperation | null;
  readonly Report: Report | null;
  readonly RoleArn: string | null;
  readonly StatusUpdateReason: string | null;
  readonly SuspendedCause: string | null;
  readonly SuspendedDate: Instant | null;
}

export interface Manifest {
  readonly Format: string | null;
  readonly Fields: readonly string[] | null;
  readonly ObjectArn: string | null;
  readonly ObjectVersionId: string | null;
  readonly ETag: string | null;
}

export interface Report {
  readonly Bucket: string | null;
  readonly Enabled: boolean | null;
  readonly Format: string | null;
  readonly Prefix: string | null;
  readonly ReportScope: string | null;
}

export interface JobRow extends JobDescriptor {
  /** Only the operation's name: a list has no more of it. */
  readonly Operation: string | null;
}

export interface JobPage {
  readonly jobs: readonly JobRow[];
  readonly nextToken: string | null;
}

export function readDescribeJob(body: Uint8Array): Job {
  const job = childOf(parseXml(body, 'DescribeJobResult'), 'Job');
  if (job === undefined) throw new BadAnswer('Job is missing');
  return {
    ...readDescriptor(job),
    ClientRequestToken: readText(job, 'ClientRequestToken'),
    ConfirmationRequired: readXmlBoolean(job, 'ConfirmationRequired'),
    FailureReasons: (readList(job, 'FailureReasons', 'JobFailure') ?? []).map((failure) => ({
      FailureCode: readText(failure, 'FailureCode'),
      FailureReason: readText(failure, 'FailureReason'),
    })),
    Manifest: readManifest(job),
    Operation: readOperation(job),
    Report: readReport(job),
    RoleArn: readText(job, 'RoleArn'),
    StatusUpdateReason: readText(job, 'StatusUpdateReason'),
    SuspendedCause: readText(job, 'SuspendedCause'),
    SuspendedDate: readXmlInstant(job, 'SuspendedDate'),
  };
}

export function readListJobs(body: Uint8Array): JobPage {
  const result = parseXml(body, 'ListJobsResult', maxTags.list);
  // An empty token also means the end.
  return {
    jobs: (readList(result, 'Jobs', 'member') ?? []).map(readRow),
    nextToken: readText(result, 'NextToken')?.trim() || null,
  };
}

function readRow(job: XmlElement): JobRow {
  return { ...readDescriptor(job), Operation: readText(job, 'Operation') };
}

function readDescriptor(job: XmlElement): JobDescriptor {
  const progress = readElement(job, 'ProgressSummary');
  return {
    JobId: requireText(job, 'JobId'),
    CreationTime: readXmlInstant(job, 'CreationTime'),
    TerminationDate: readXmlInstant(job, 'TerminationDate'),
    Description: readText(job, 'Description'),
    Priority: readXmlInteger(job, 'Priority'),
    Status: readText(job, 'Status'),
    ProgressSummary: progress && {
      TotalNumberOfTasks: readXmlBigInt(progress, 'TotalNumberOfTasks'),
      NumberOfTasksSucceeded: readXmlBigInt(progress, 'NumberOfTasksSucceeded'),
      NumberOfTasksFailed: readXmlBigInt(progress, 'NumberOfTasksFailed'),
    },
  };
}

function readManifest(job: XmlElement): Manifest {
  const manifest = readElement(job, 'Manifest');
  const location = manifest && readElement(manifest, 'Location');
  const spec = manifest && readElement(manifest, 'Spec');
  return {
    Format: spec && readText(spec, 'Format'),
    Fields: spec && (readList(spec, 'Fields', 'member')?.map((field) => toElementText(field, 'member') ?? '') ?? null),
    ObjectArn: location && readText(location, 'ObjectArn'),
    ObjectVersionId: location && readText(location, 'ObjectVersionId'),
    ETag: location && readText(location, 'ETag'),
  };
}

function readReport(job: XmlElement): Report | null {
  const report = readElement(job, 'Report');
  return (
    report && {
      Bucket: readText(report, 'Bucket'),
      Enabled: readXmlBoolean(report, 'Enabled'),
      Format: readText(report, 'Format'),
      Prefix: readText(report, 'Prefix'),
      ReportScope: readText(report, 'ReportScope'),
    }
  );
}
