import { ProviderError } from '../errors/errors.ts';
import type { JobFacts, JobKey, JobRecord } from '../job.ts';
import { BadAnswer, type BatchAnswer } from './adapter.ts';
import { toRequestId } from './error-codes.ts';
import type { WireAnswer } from './wire.ts';

/**
 * The records of an answer about several jobs. A record that cannot be read is an error only of its job, and a job
 * without a record is not found: both errors carry the request id of this answer.
 * Throws `BadAnswer` if two records have the same key.
 * @param keys the keys that were requested
 * @param readKey throws `BadAnswer` if the record has no key
 */
export function toBatchAnswer<Record, Facts extends JobFacts>(
  { headers }: WireAnswer,
  keys: readonly JobKey[],
  records: readonly Record[],
  readKey: (record: Record) => JobKey,
  toRecord: (key: JobKey, record: Record) => JobRecord<Facts>,
): BatchAnswer<Facts> {
  const answer = new Map<JobKey, JobRecord<Facts> | ProviderError>();
  const requestId = toRequestId(headers['x-amzn-requestid']);
  for (const record of records) {
    const key = readKey(record);
    if (answer.has(key)) throw new BadAnswer('the answer contains a job twice');
    try {
      answer.set(key, toRecord(key, record));
    } catch (cause) {
      if (!(cause instanceof BadAnswer)) throw cause;
      answer.set(key, new ProviderError('PROVIDER_BAD_RESPONSE', { requestId, cause }));
    }
  }
  for (const key of keys) if (!answer.has(key)) answer.set(key, new ProviderError('JOB_NOT_FOUND', { requestId }));
  return answer;
}
