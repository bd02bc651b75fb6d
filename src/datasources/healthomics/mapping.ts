import type { JobFacts, JobFailure, JobKeyValue, JobProgress, JobRecord, JobStatus } from '../../job.ts';
import { toProgress } from '../../provider/progress.ts';
import { toStatus, type StatusWords } from '../../provider/status.ts';
import type { ImportReferenceSourceItem, ReferenceImportJob, ReferenceImportJobSummary } from './wire.ts';

export interface OmicsSourceFacts {
  readonly status: JobStatus;
  readonly rawStatus: string | null;
  readonly statusMessage: string | null;
  readonly sourceFile: string | null;
  readonly name: string | null;
  readonly description: string | null;
  readonly referenceId: string | null;
  readonly tags: readonly JobKeyValue[];
}

export interface OmicsFacts extends JobFacts {
  readonly referenceStoreId: string;
  readonly roleArn: string | null;
  readonly sources: readonly OmicsSourceFacts[] | null;
}

const statusWords: StatusWords = new Map([
  ['SUBMITTED', 'QUEUED'],
  ['IN_PROGRESS', 'RUNNING'],
  ['CANCELLING', 'CANCELLING'],
  ['CANCELLED', 'CANCELLED'],
  ['FAILED', 'FAILED'],
  ['COMPLETED', 'SUCCEEDED'],
  ['COMPLETED_WITH_FAILURES', 'PARTIALLY_SUCCEEDED'],
]);

const sourceStatusWords: StatusWords = new Map([
  ['NOT_STARTED', 'QUEUED'],
  ['IN_PROGRESS', 'RUNNING'],
  ['FINISHED', 'SUCCEEDED'],
  ['FAILED', 'FAILED'],
]);

export function toOmicsRecord(job: ReferenceImportJob): JobRecord<OmicsFacts> {
  const row = toOmicsRowFacts(job);
  return {
    facts: {
      ...row,
      statusMessage: job.statusMessage,
      progress: job.sources && toSourcesProgress(job.sources),
      failures: toFailures(row.status, job),
      sources:
        job.sources?.map((source) => ({
          ...source,
          status: toStatus(sourceStatusWords, source.status).status,
          rawStatus: source.status,
        })) ?? null,
    },
    secrets: {},
  };
}

/** The facts of a list row; those that it does not contain are null. */
export function toOmicsRowFacts(job: ReferenceImportJobSummary): OmicsFacts {
  return {
    providerJobId: job.id,
    name: null,
    kind: 'ReferenceImportJob',
    ...toStatus(statusWords, job.status),
    statusMessage: null,
    createdAt: job.creationTime,
    // The provider does not report when a job last changed.
    updatedAt: null,
    endedAt: job.completionTime,
    progress: null,
    failures: [],
    consoleUrl: null,
    referenceStoreId: job.referenceStoreId,
    roleArn: job.roleArn,
    sources: null,
  };
}

/** The provider's word for a status, for its filter; undefined if it has none. */
export function toOmicsStatusWord(status: JobStatus): string | undefined {
  for (const [word, meaning] of statusWords) if (meaning === status) return word;
  return undefined;
}

function toSourcesProgress(sources: readonly ImportReferenceSourceItem[]): JobProgress {
  const count = (word: string): bigint => BigInt(sources.filter(({ status }) => status === word).length);
  return toProgress(BigInt(sources.length), count('FINISHED'), count('FAILED'));
}

/** A failed job without failed sources has one failure: its own. */
function toFailures(status: JobStatus, job: ReferenceImportJob): readonly JobFailure[] {
  const failed = (job.sources ?? []).filter((source) => source.status === 'FAILED');
  if (failed.length > 0) {
    return failed.map(({ statusMessage, sourceFile, name }) => ({
      code: 'FAILED',
      message: statusMessage,
      subject: sourceFile ?? name,
    }));
  }
  return status === 'FAILED' ? [{ code: 'FAILED', message: job.statusMessage, subject: null }] : [];
}
