import { describe, expect, it } from 'vitest';
import { isTerminal, jobStatuses, toDurationSeconds, type JobStatus } from '../../src/provider/contract/job.ts';

const times = {
  createdAt: '2026-11-22T02:00:00.000Z',
  startedAt: '2026-11-22T02:01:00.000Z',
  endedAt: '2026-11-22T02:03:05.500Z',
};
const fetchedAt = '2026-11-22T02:06:00.000Z';
const toFacts = (status: JobStatus) => ({ ...times, status, isTerminal: isTerminal(status) });

describe('how long a job took', () => {
  it('runs from its beginning to its end, or to now, where it has begun', () => {
    expect(
      Object.fromEntries(jobStatuses.map((status) => [status, toDurationSeconds(toFacts(status), fetchedAt, true)])),
    ).toEqual({
      ...{ QUEUED: null, SKIPPED: null, UNKNOWN: null },
      ...{ RUNNING: 300, PAUSED: 300, SUSPENDED: 300, CANCELLING: 300 },
      ...{ CANCELLED: 125.5, SUCCEEDED: 125.5, PARTIALLY_SUCCEEDED: 125.5, FAILED: 125.5, TIMED_OUT: 125.5 },
    });
  });

  it('is from its creation on only where no provider could say more', () => {
    const facts = { ...toFacts('RUNNING'), startedAt: null };

    expect([toDurationSeconds(facts, fetchedAt, false), toDurationSeconds(facts, fetchedAt, true)]).toEqual([
      360,
      null,
    ]);
  });

  it('needs an end, and is never less than nothing', () => {
    const early = { ...toFacts('FAILED'), endedAt: '2026-11-22T02:00:59.999Z' };

    expect(toDurationSeconds({ ...toFacts('FAILED'), endedAt: null }, fetchedAt, true)).toBe(null);
    expect(toDurationSeconds(early, fetchedAt, true)).toBe(0);
  });

  it('is known of a job that has ended, one way or another', () => {
    expect(toDurationSeconds({ ...toFacts('UNKNOWN'), isTerminal: true }, fetchedAt, true)).toBe(125.5);
  });
});
