/** @see https://docs.aws.amazon.com/batch/latest/userguide/batch_cwe_events.html */
import { readStatusWord } from '../../provider/aws/events.ts';
import type { Hint, EventKind } from '../../provider/contract/events.ts';
import { requireString } from '../../provider/decode/json-fields.ts';

/** A job's submission has no event. */
export const awsBatchEvents: readonly EventKind[] = [
  {
    source: 'aws.batch',
    detailType: 'Batch Job State Change',
    toVerdict: (detail) => {
      const job = requireString(detail, 'jobId');
      const own: Hint = { job, word: readStatusWord(detail, 'status') };
      const [parent = ''] = job.split(/[:#]/, 1);
      // An array has events for its own changes only, and its progress moves with its children.
      return parent === job ? [own] : [own, { job: parent, word: null }];
    },
  },
];
