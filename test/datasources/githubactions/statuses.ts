/** Every status, and progress, in the provider's words. */
import type { StatusesUnderTest, StatusRow, WireJob } from '../../conformance/provider-under-test.ts';
import { toRunId, toRunJob } from './runs.ts';

/** What each word of `status` means. */
export const words = {
  requested: 'QUEUED',
  queued: 'QUEUED',
  pending: 'QUEUED',
  in_progress: 'RUNNING',
  waiting: 'SUSPENDED',
};
/** The same of `conclusion`, which a completed run has. */
export const conclusions = {
  action_required: 'SUSPENDED',
  success: 'SUCCEEDED',
  neutral: 'SUCCEEDED',
  failure: 'FAILED',
  startup_failure: 'FAILED',
  timed_out: 'TIMED_OUT',
  stale: 'TIMED_OUT',
  cancelled: 'CANCELLED',
  skipped: 'SKIPPED',
};

export const statuses: StatusesUnderTest = {
  words: [...Object.keys(words), ...Object.keys(conclusions), 'completed'],
  rows: [
    ...Object.entries(words).map(([word, status]) => toRow(word, status, word, { status: word })),
    ...Object.entries(conclusions).map(([word, status]) =>
      toRow(word, status, word, { status: 'completed', conclusion: word }),
    ),
    {
      ...toRow('completed without a conclusion', 'UNKNOWN', 'completed', { status: 'completed' }),
      statusSource: 'DERIVED',
    },
  ],
  toWire: (key, word) =>
    toWire(key, word === null ? { conclusion: 'success' } : { status: 'completed', conclusion: word }),
  moves: ['queued', 'in_progress', 'waiting', 'action_required', 'success'],
  progress: [
    toProgress('no jobs', 0, [], ['0', '0', null]),
    toProgress('none of two', 2, [['queued'], ['in_progress', 'success']], ['0', '0', 0]),
    toProgress(
      'some',
      8,
      [
        ['completed', 'success'],
        ['completed', 'neutral'],
        ['completed', 'skipped'],
        ['completed', 'failure'],
        ['completed', 'cancelled'],
        ['completed', 'action_required'],
        ['completed', null],
        ['waiting', 'failure'],
      ],
      ['3', '3', 0.75],
    ),
    toProgress(
      'all',
      2,
      [
        ['completed', 'stale'],
        ['completed', 'timed_out'],
      ],
      ['0', '2', 1],
    ),
  ],
};

function toWire(key: string, more: object, jobs?: object): WireJob {
  const body = JSON.stringify({ id: Number(toRunId(key)), ...more });
  return jobs === undefined ? { body } : { body, second: JSON.stringify(jobs) };
}

function toRow(name: string, status: string, rawStatus: string, more: object): StatusRow {
  return { name, toWire: (key) => toWire(key, more), status, rawStatus, statusSource: 'PROVIDER' };
}

function toProgress(
  name: string,
  total: number,
  states: readonly (readonly [status: string, conclusion?: string | null])[],
  [succeeded, failed, fraction]: readonly [string, string, number | null],
) {
  const jobs = states.map(([status, conclusion], index) => toRunJob(index, status, conclusion));
  return {
    name,
    toWire: (key: string) => toWire(key, { status: 'in_progress' }, { total_count: total, jobs }),
    progress: { total: String(total), succeeded, failed, fraction },
  };
}
