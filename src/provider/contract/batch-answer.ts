import { ProviderError } from '../../errors/errors.ts';
import type { JobFacts, JobKey, JobRecord } from './job.ts';
import type { BatchAnswer, OnUnreadable, UnreadableJob } from './adapter.ts';
import { BadAnswer, inside, within } from './bad-answer.ts';
import { toRequestId } from './error-codes.ts';
import type { WireAnswer } from './wire.ts';

/** An answer about several jobs, record by record. */
interface BatchReading<Record, Facts extends JobFacts> {
  /** Where the records stand in the answer, e.g. `jobs`. */
  readonly path: string;
  readonly records: readonly Record[];
  /** Throws `BadAnswer` if the record has no key. */
  readonly readKey: (record: Record) => JobKey;
  /** Throws `BadAnswer` if the record cannot be read. */
  readonly toRecord: (key: JobKey, record: Record) => JobRecord<Facts>;
}

/**
 * The records of an answer about several jobs. A record that cannot be read is an error only of its job, and a job
 * without a record is not found: both errors carry the request id of this answer.
 * Throws `BadAnswer` if two records have the same key.
 * @param keys the keys that were requested
 */
export function toBatchAnswer<Record, Facts extends JobFacts>(
  { headers }: WireAnswer,
  keys: readonly JobKey[],
  { path, records, readKey, toRecord }: BatchReading<Record, Facts>,
  onUnreadable?: OnUnreadable,
): BatchAnswer<Facts> {
  const answer = new Map<JobKey, JobRecord<Facts> | ProviderError>();
  const requestId = toRequestId(headers['x-amzn-requestid']);
  const unreadable: UnreadableJob[] = [];
  for (const record of records) {
    const key = within(`${path}[]`, () => readKey(record));
    if (answer.has(key)) throw new BadAnswer(`${path}[]`, 'object', "another job's id");
    try {
      answer.set(key, toRecord(key, record));
    } catch (error) {
      const cause = inside(`${path}[]`, error);
      if (!(cause instanceof BadAnswer)) throw cause;
      answer.set(key, new ProviderError('PROVIDER_BAD_RESPONSE', { requestId, cause }));
      unreadable.push({ key, bad: cause });
    }
  }
  if (unreadable.length > 0) onUnreadable?.(unreadable, records.length - unreadable.length);
  for (const key of keys) if (!answer.has(key)) answer.set(key, new ProviderError('JOB_NOT_FOUND', { requestId }));
  return answer;
}
