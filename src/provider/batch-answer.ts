import { ProviderError } from '../errors/errors.ts';
import type { JobFacts, JobKey, JobRecord } from '../job.ts';
import { BadAnswer, type BatchAnswer } from './adapter.ts';
import { toRequestId } from './error-codes.ts';
import type { WireAnswer } from './wire.ts';

/**
 * The records of an answer about several jobs. A record that cannot be read is an error of its job alone.
 * Throws `BadAnswer` if two records have the same key.
 * @param readKey throws `BadAnswer` if the record has no key
 */
export function toBatchAnswer<Record, Facts extends JobFacts>(
  { headers }: WireAnswer,
  records: readonly Record[],
  readKey: (record: Record) => JobKey,
  toRecord: (key: JobKey, record: Record) => JobRecord<Facts>,
): BatchAnswer<Facts> {
  const answer = new Map<JobKey, JobRecord<Facts> | ProviderError>();
  for (const record of records) {
    const key = readKey(record);
    if (answer.has(key)) throw new BadAnswer('the answer contains a job twice');
    try {
      answer.set(key, toRecord(key, record));
    } catch (cause) {
      if (!(cause instanceof BadAnswer)) throw cause;
      const requestId = toRequestId(headers['x-amzn-requestid']);
      answer.set(key, new ProviderError('PROVIDER_BAD_RESPONSE', { requestId, cause }));
    }
  }
  return answer;
}
