import type { JobFailure, JobProgress, JobRecord, JobStatus } from '../../provider/contract/job.ts';
import { toProgress } from '../../provider/contract/progress.ts';
import { createRows } from '../../provider/contract/rows.ts';
import { findStatusWord, toStatus, toStatusWords } from '../../provider/contract/status.ts';
import type { OmicsReferenceImportJobFacts } from './facts.generated.ts';
import {
  readReferenceImportJobSummary,
  type ImportReferenceSourceItem,
  type ReferenceImportJob,
  type ReferenceImportJobSummary,
} from './wire.ts';

const statusWords = toStatusWords({
  SUBMITTED: 'QUEUED',
  IN_PROGRESS: 'RUNNING',
  CANCELLING: 'CANCELLING',
  CANCELLED: 'CANCELLED',
  FAILED: 'FAILED',
  COMPLETED: 'SUCCEEDED',
  COMPLETED_WITH_FAILURES: 'PARTIALLY_SUCCEEDED',
});

const sourceStatusWords = toStatusWords({
  NOT_STARTED: 'QUEUED',
  IN_PROGRESS: 'RUNNING',
  FINISHED: 'SUCCEEDED',
  FAILED: 'FAILED',
});

/** Maps a described job to its facts and secrets. */
export function toOmicsRecord(job: ReferenceImportJob): JobRecord<OmicsReferenceImportJobFacts> {
  const summary = toSummaryFacts(job);
  return {
    facts: {
      ...summary,
      statusMessage: job.statusMessage,
      progress: job.sources && toSourcesProgress(job.sources),
      failures: toFailures(summary.status, job),
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

/** The rows of ListReferenceImportJobs. */
export const omicsRows = createRows(toSummaryFacts, [readReferenceImportJobSummary({ id: '', referenceStoreId: '' })]);

/** What every row says, and a describe. */
function toSummaryFacts(
  job: ReferenceImportJobSummary,
): Omit<OmicsReferenceImportJobFacts, 'statusMessage' | 'progress' | 'failures' | 'sources'> {
  return {
    providerJobId: job.id,
    name: null,
    kind: 'ReferenceImportJob',
    definition: job.referenceStoreId || null,
    ...toStatus(statusWords, job.status),
    createdAt: job.creationTime,
    startedAt: null,
    // The provider does not report when a job last changed.
    updatedAt: null,
    endedAt: job.completionTime,
    consoleUrl: null,
    referenceStoreId: job.referenceStoreId,
    roleArn: job.roleArn,
  };
}

/** The provider's word for a status, for its filter; undefined if it has none. */
export function toOmicsStatusWord(status: JobStatus): string | undefined {
  return findStatusWord(statusWords, status);
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
