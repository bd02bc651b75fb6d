/** Every status, and progress, in the provider's words. */
import type { StatusesUnderTest, StatusRow, WireJob } from '../../conformance/provider-under-test.ts';
import { toWordRows } from '../../conformance/statuses.ts';

export const statuses: StatusesUnderTest = {
  words: ['SUBMITTED', 'PENDING', 'RUNNABLE', 'STARTING', 'RUNNING', 'SUCCEEDED', 'FAILED'],
  rows: [
    ...toWordRows(
      {
        SUBMITTED: 'QUEUED',
        PENDING: 'QUEUED',
        RUNNABLE: 'QUEUED',
        STARTING: 'QUEUED',
        RUNNING: 'RUNNING',
        SUCCEEDED: 'SUCCEEDED',
        FAILED: 'FAILED',
      },
      toStatusWire,
    ),
    ...['RUNNING', 'SUCCEEDED', 'FAILED'].map((word) =>
      toRow(`an array with one ${word}`, 'PENDING', 'RUNNING', toArray({ [word]: 1 })),
    ),
    ...['isCancelled', 'isTerminated'].map((name) => toRow(name, 'FAILED', 'CANCELLED', { [name]: true })),
    toRow('a cancelled array', 'FAILED', 'CANCELLED', { isCancelled: true, ...toArray({ SUCCEEDED: 1 }) }),
    toRow('a failed array of which some succeeded', 'FAILED', 'PARTIALLY_SUCCEEDED', toArray({ SUCCEEDED: 1 })),
    toPlainRow('an array that waits', 'PENDING', 'QUEUED', toArray({ STARTING: 2, RUNNING: 0 })),
    toPlainRow('an array that was not counted', 'PENDING', 'QUEUED', { arrayProperties: { size: 2 } }),
    toPlainRow('an array of which all failed', 'FAILED', 'FAILED', toArray({ FAILED: 2 })),
    toPlainRow('a child that failed', 'FAILED', 'FAILED', {
      arrayProperties: { index: 1, statusSummary: { SUCCEEDED: 1 } },
    }),
    toPlainRow('a job that was not cancelled', 'FAILED', 'FAILED', { isCancelled: false, isTerminated: false }),
  ],
  toWire: toStatusWire,
  moves: ['SUBMITTED', 'PENDING', 'RUNNABLE', 'STARTING', 'RUNNING', 'SUCCEEDED'],
  progress: [
    toProgressCase('not an array', {}, null),
    toProgressCase('a child', { arrayProperties: { index: 3 } }, null),
    toProgressCase('not counted', { arrayProperties: { size: 10 } }, [null, null, null]),
    toProgressCase('nothing', { arrayProperties: { size: 10, statusSummary: {} } }, ['0', '0', 0]),
    toProgressCase('some', { arrayProperties: { size: 10, statusSummary: { SUCCEEDED: 4, FAILED: 1, RUNNING: 5 } } }, [
      '4',
      '1',
      0.5,
    ]),
    toProgressCase('all', { arrayProperties: { size: 10, statusSummary: { SUCCEEDED: 7, FAILED: 3 } } }, ['7', '3', 1]),
  ],
};

function toStatusWire(jobId: string, status: string | null): WireJob {
  return { body: JSON.stringify({ jobId, status }) };
}

function toArray(statusSummary: Readonly<Record<string, number>>): object {
  return { arrayProperties: { size: 2, statusSummary } };
}

function toPlainRow(name: string, word: string, status: string, more: object): StatusRow {
  return {
    name,
    toWire: (jobId) => ({ body: JSON.stringify({ jobId, status: word, ...more }) }),
    status,
    rawStatus: word,
    statusSource: 'PROVIDER',
  };
}

function toRow(name: string, word: string, status: string, more: object): StatusRow {
  return { ...toPlainRow(name, word, status, more), statusSource: 'DERIVED' };
}

function toProgressCase(
  name: string,
  more: object,
  counts: readonly [succeeded: string | null, failed: string | null, fraction: number | null] | null,
) {
  return {
    name,
    toWire: (jobId: string) => ({ body: JSON.stringify({ jobId, status: 'PENDING', ...more }) }),
    progress: counts && { total: '10', succeeded: counts[0], failed: counts[1], fraction: counts[2] },
  };
}
