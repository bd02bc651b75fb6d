/**
 * HealthOmics' answers, unknown → checked. Names are the provider's own.
 * @see https://docs.aws.amazon.com/omics/latest/api/API_GetReferenceImportJob.html
 */
import type { Instant, JobKeyValue } from '../../job.ts';
import {
  readEntries,
  readJsonInstant,
  readObjects,
  readString,
  requireString,
  type JsonObject,
} from '../../decode/json-fields.ts';

/** Members that describe and list have in common. */
export interface ReferenceImportJobSummary {
  readonly id: string;
  readonly referenceStoreId: string;
  readonly roleArn: string | null;
  readonly status: string | null;
  readonly creationTime: Instant | null;
  readonly completionTime: Instant | null;
}

export interface ImportReferenceSourceItem {
  readonly status: string | null;
  readonly statusMessage: string | null;
  readonly sourceFile: string | null;
  readonly name: string | null;
  readonly description: string | null;
  readonly referenceId: string | null;
  readonly tags: readonly JobKeyValue[];
}

export interface ReferenceImportJob extends ReferenceImportJobSummary {
  readonly statusMessage: string | null;
  readonly sources: readonly ImportReferenceSourceItem[] | null;
}

/** One row of ListReferenceImportJobs. Throws `BadAnswer`. */
export function readSummary(job: JsonObject): ReferenceImportJobSummary {
  return {
    // Ids have too many digits for numbers: they stay text.
    id: requireString(job, 'id'),
    referenceStoreId: requireString(job, 'referenceStoreId'),
    roleArn: readString(job, 'roleArn'),
    status: readString(job, 'status'),
    creationTime: readJsonInstant(job, 'creationTime'),
    completionTime: readJsonInstant(job, 'completionTime'),
  };
}

export function readReferenceImportJob(job: JsonObject): ReferenceImportJob {
  return {
    ...readSummary(job),
    statusMessage: readString(job, 'statusMessage'),
    sources: readObjects(job, 'sources')?.map(readSourceItem) ?? null,
  };
}

function readSourceItem(item: JsonObject): ImportReferenceSourceItem {
  return {
    status: readString(item, 'status'),
    statusMessage: readString(item, 'statusMessage'),
    sourceFile: readString(item, 'sourceFile'),
    name: readString(item, 'name'),
    description: readString(item, 'description'),
    referenceId: readString(item, 'referenceId'),
    tags: readEntries(item, 'tags') ?? [],
  };
}
