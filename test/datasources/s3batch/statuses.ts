/** Every status, and progress, in the provider's words. */
import type { StatusesUnderTest, WireJob } from '../../conformance/provider-under-test.ts';
import { toWordRows } from '../../conformance/statuses.ts';

export const words = {
  New: 'QUEUED',
  Preparing: 'QUEUED',
  Ready: 'QUEUED',
  Active: 'RUNNING',
  Pausing: 'RUNNING',
  Completing: 'RUNNING',
  Failing: 'RUNNING',
  Paused: 'PAUSED',
  Suspended: 'SUSPENDED',
  Cancelling: 'CANCELLING',
  Cancelled: 'CANCELLED',
  Failed: 'FAILED',
  Complete: 'SUCCEEDED',
};

export const statuses: StatusesUnderTest = {
  words: Object.keys(words),
  rows: [
    ...toWordRows(words, toStatusWire),
    ...(['PARTIALLY_SUCCEEDED', 'FAILED'] as const).map((status) => ({
      name: `Complete, but ${status}`,
      toWire: (key: string) => toCountsWire(key, status === 'FAILED' ? [0, 3, 10] : [7, 3, 10]),
      status,
      rawStatus: 'Complete',
      statusSource: 'DERIVED' as const,
    })),
  ],
  toWire: toStatusWire,
  moves: ['New', 'Active', 'Suspended', 'Completing', 'Complete'],
  progress: [
    ...(
      [
        [0, 0, 10, 0],
        [4, 3, 10, 0.7],
        [7, 3, 10, 1],
        [0, 0, 0, null],
      ] as const
    ).map(([succeeded, failed, total, fraction]) => ({
      name: `${succeeded} and ${failed} of ${total}`,
      toWire: (key: string) => toCountsWire(key, [succeeded, failed, total]),
      progress: { total: String(total), succeeded: String(succeeded), failed: String(failed), fraction },
    })),
    { name: 'nothing said', toWire: (key) => toStatusWire(key, 'Active'), progress: null },
  ],
};

function toStatusWire(key: string, status: string | null): WireJob {
  return toWire(key, status === null ? '' : `<Status>${status}</Status>`);
}

function toCountsWire(key: string, [succeeded, failed, total]: readonly [number, number, number]): WireJob {
  const counts = Object.entries({
    TotalNumberOfTasks: total,
    NumberOfTasksSucceeded: succeeded,
    NumberOfTasksFailed: failed,
  });
  const elements = counts.map(([name, count]) => `<${name}>${count}</${name}>`).join('');
  return toWire(key, `<Status>Complete</Status><ProgressSummary>${elements}</ProgressSummary>`);
}

function toWire(key: string, elements: string): WireJob {
  return { body: `<DescribeJobResult><Job><JobId>${key}</JobId>${elements}</Job></DescribeJobResult>` };
}
