/** The events of AWS HealthOmics. https://docs.aws.amazon.com/omics/latest/dev/eventbridge.html */
import type { EventfulState } from '../kit/events.ts';
import type { OmicsEmulatedJob } from './emulator.ts';

/** An import has an event for each status but CANCELLED; its sources have none. */
export function toImportStates({ id, referenceStoreId, status }: OmicsEmulatedJob): readonly EventfulState[] {
  if (status === 'CANCELLED') return [];
  const detail = { omicsVersion: '1.0.0', referenceStoreId, id, status };
  const event = { source: 'aws.omics', 'detail-type': 'Reference Import Job Status Change', detail };
  return [{ id: `${referenceStoreId}/${id}`, state: status, event }];
}
