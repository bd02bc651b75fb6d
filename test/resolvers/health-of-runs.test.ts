/** How the runs of a definition stand: the contract's worked tables, and a slow count of generated runs. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jobStatuses, type JobStatus } from '../../src/provider/contract/job.ts';
import { toHealth } from '../../src/resolvers/jobs/health-of-runs.ts';
import { toRuns } from '../runs.ts';

const at = (time: string | null): string | null => (time === null ? null : `2026-11-22T${time}.000Z`);

const toRun = (
  number: number,
  created: string | null,
  ended: string | null,
  status: JobStatus | null,
  durationSeconds: number | null,
) => ({
  run: { id: `ci:${number}`, name: null, status, createdAt: at(created), endedAt: at(ended), durationSeconds },
  hasEnded: status === 'RUNNING' ? false : true,
});

/** `acme/web-app/ci.yml`, newest first. */
const runs = [
  toRun(10, '03:20:00', null, 'RUNNING', 88),
  toRun(9, '03:07:50', '03:12:04', 'FAILED', 252),
  toRun(8, '02:55:00', '02:57:00', 'CANCELLED', 118),
  toRun(7, '02:40:00', '02:44:31', 'TIMED_OUT', 270),
  toRun(6, '02:28:50', '02:31:00', 'SUCCEEDED', 128),
  toRun(5, '02:10:00', '02:12:05', 'SUCCEEDED', 124),
  toRun(4, '01:50:00', '01:52:31', 'FAILED', 150),
  toRun(3, '01:30:00', '01:32:01', 'SUCCEEDED', 120),
  toRun(2, '01:10:00', '01:10:01', 'SKIPPED', null),
  toRun(1, '00:50:00', '00:52:12', 'SUCCEEDED', 130),
];
const unsaidNine = runs.map((one) => (one.run.id === 'ci:9' ? toRun(9, '03:07:50', '03:12:04', null, 252) : one));
const count = (value: number, isLowerBound = false) => ({ value, isLowerBound });

describe('the worked runs', () => {
  it.each([
    [
      'read to the end',
      toHealth(runs, false, false),
      {
        failedSince: at('02:44:31'),
        failuresInARow: count(2),
        lastGoodAt: at('02:31:00'),
        medianDurationSeconds: 126,
        changes: count(3),
        isFlaky: true,
      },
    ],
    [
      'cut behind run 5',
      toHealth(runs.slice(0, 6), true, false),
      {
        failedSince: at('02:44:31'),
        failuresInARow: count(2),
        lastGoodAt: at('02:31:00'),
        medianDurationSeconds: null,
        changes: count(1, true),
        isFlaky: null,
      },
    ],
    [
      'cut behind run 7',
      toHealth(runs.slice(0, 4), true, false),
      {
        failedSince: at('02:44:31'),
        failuresInARow: count(2, true),
        lastGoodAt: null,
        medianDurationSeconds: null,
        changes: count(0, true),
        isFlaky: null,
      },
    ],
    [
      'with run 9 unsaid',
      toHealth(unsaidNine, false, false),
      {
        failedSince: null,
        failuresInARow: count(0, true),
        lastGoodAt: at('02:31:00'),
        medianDurationSeconds: 126,
        changes: count(3, true),
        isFlaky: true,
      },
    ],
  ])('%s', (_name, health, expected) => {
    expect(health).toEqual(expected);
  });
});

it('of a definition of which runs may be missing in between are lower bounds', () => {
  expect(toHealth(runs.slice(4, 6), false, true)).toMatchObject({
    failuresInARow: count(0, true),
    changes: count(0, true),
    isFlaky: null,
  });
});

it('dates a run whose end is not known by its creation', () => {
  const failed = [toRun(2, '02:00:00', null, 'FAILED', null), toRun(1, '01:00:00', null, 'SUCCEEDED', null)];

  expect(toHealth(failed, false, false)).toMatchObject({ failedSince: at('02:00:00'), lastGoodAt: at('01:00:00') });
});

it('has no rounding error in the middle of two durations', () => {
  const good = [1.001, 7, 1.002, 0.1].map((seconds, index) => toRun(index, '02:00:00', null, 'SUCCEEDED', seconds));

  expect(toHealth(good, false, false).medianDurationSeconds).toBe(1.0015);
});

/** One word for each run: g, b, u (unsaid), or nothing for those that are passed over. */
function toWord(status: JobStatus | null, hasEnded: boolean | undefined): string {
  if (status === null) return hasEnded === false ? '' : 'u';
  if (status === 'SUCCEEDED') return 'g';
  return ['FAILED', 'TIMED_OUT', 'PARTIALLY_SUCCEEDED'].includes(status) ? 'b' : '';
}

it('is what a count by the letters of the outcomes gives', () => {
  const seen = { flaky: 0, open: 0 };
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          status: fc.oneof(
            { weight: 6, arbitrary: fc.constantFrom<JobStatus>('SUCCEEDED', 'FAILED') },
            { weight: 2, arbitrary: fc.constantFrom(...jobStatuses) },
            { weight: 1, arbitrary: fc.constant(null) },
          ),
          hasEnded: fc.constantFrom(true, false, undefined),
          durationSeconds: fc.option(fc.integer({ min: 0, max: 9999 }).map((milliseconds) => milliseconds / 1000)),
        }),
        { maxLength: 40 },
      ),
      fc.boolean(),
      (given, isCut) => {
        const all = given.map(({ status, hasEnded, durationSeconds }, index) => ({
          run: {
            id: `${index}`,
            name: null,
            status,
            createdAt: at(`00:00:${String(59 - index).padStart(2, '0')}`),
            endedAt: null,
            durationSeconds,
          },
          hasEnded,
        }));
        const letters = all.map(({ run, hasEnded }) => toWord(run.status, hasEnded));
        const word = letters.join('');
        const row = /^b*/.exec(word)?.[0].length ?? 0;
        const newest = word.slice(0, 12);
        const changes = Array.from(newest).filter((_, index) =>
          ['gb', 'bg'].includes(newest.slice(index, index + 2)),
        ).length;
        const isOpen = word[row] === 'u' || (row === word.length && isCut);
        const areOpen = newest.includes('u') || (newest.length < 12 && isCut);
        const timeOf = (letter: string, which: number): string | null =>
          all.filter((_, index) => letters[index] === letter)[which]?.run.createdAt ?? null;
        const known = all
          .filter((_, index) => letters[index] === 'g')
          .slice(0, 25)
          .flatMap(({ run }) => (run.durationSeconds === null ? [] : [run.durationSeconds]))
          .sort((one, other) => one - other);
        const health = toHealth(all, isCut, false);

        expect(health).toEqual({
          failedSince: row === 0 ? null : timeOf('b', row - 1),
          failuresInARow: count(row, isOpen),
          lastGoodAt: timeOf('g', 0),
          medianDurationSeconds: expect.toSatisfy((median: number | null) =>
            known.length < 3
              ? median === null
              : median !== null &&
                known.filter((one) => one <= median).length * 2 >= known.length &&
                known.filter((one) => one >= median).length * 2 >= known.length,
          ),
          changes: count(changes, areOpen),
          isFlaky: changes >= 3 ? true : areOpen ? null : false,
        });
        seen.flaky += changes >= 3 ? 1 : 0;
        seen.open += isOpen ? 1 : 0;
      },
    ),
    { numRuns: toRuns(300), seed: 20261124 },
  );
  expect(seen.flaky).toBeGreaterThan(20);
  expect(seen.open).toBeGreaterThan(20);
});
