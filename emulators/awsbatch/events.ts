/** The events of AWS Batch. https://docs.aws.amazon.com/batch/latest/userguide/batch_cwe_events.html */
import type { EventfulState } from '../kit/events.ts';
import { isJsonObject, type JsonValue } from '../kit/json.ts';
import type { BatchEmulatedJob } from './emulator.ts';

/** A job has an event for each status. Of an array's children, the one that has succeeded last stands for all. */
export function toBatchStates({ jobId, status, arrayProperties }: BatchEmulatedJob): readonly EventfulState[] {
  const own = toState(jobId, jobId, status, status);
  const summary = isJsonObject(arrayProperties) ? arrayProperties['statusSummary'] : undefined;
  const succeeded = isJsonObject(summary) ? Number(summary['SUCCEEDED']) : 0;
  if (!(succeeded > 0)) return [own];
  return [own, toState(`${jobId} children`, `${jobId}:${succeeded - 1}`, 'SUCCEEDED', succeeded)];
}

function toState(
  id: string,
  jobId: string,
  status: JsonValue | undefined,
  state: JsonValue | undefined,
): EventfulState {
  const event = { source: 'aws.batch', 'detail-type': 'Batch Job State Change', detail: { jobId, status } };
  return { id, state, event };
}
