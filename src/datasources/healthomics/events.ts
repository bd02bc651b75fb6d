/** @see https://docs.aws.amazon.com/omics/latest/dev/eventbridge.html */
import { readStatusWord } from '../../provider/aws/events.ts';
import type { EventKind } from '../../provider/contract/events.ts';
import { requireString } from '../../provider/decode/json-fields.ts';

/** No event is documented for CANCELLED. */
export const omicsEvents: readonly EventKind[] = [
  {
    source: 'aws.omics',
    detailType: 'Reference Import Job Status Change',
    toVerdict: (detail) => {
      const job = `${requireString(detail, 'referenceStoreId')}/${requireString(detail, 'id')}`;
      return [{ job, word: readStatusWord(detail, 'status') }];
    },
  },
];
