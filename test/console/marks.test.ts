import { describe, expect, it } from 'vitest';
import {
  countMarks,
  describeRuns,
  formatTimes,
  indexRuns,
  toMark,
  toSlowness,
  type Runs,
} from '../../console/src/state/marks.ts';

/** Newest first: `g` is good, `b` bad, `r` runs, `c` was cancelled, `u` is not said. Ids are places. */
function runs(letters: string, facts: Partial<Runs> = {}): Runs {
  const statuses = { g: 'SUCCEEDED', b: 'FAILED', r: 'RUNNING', c: 'CANCELLED', u: null } as const;
  return {
    source: { __typename: 'JobSource', name: 'ci' },
    definition: 'build',
    runs: letters.split('').map((letter, place) => ({
      __typename: 'JobRun',
      id: String(place),
      status: statuses[letter as keyof typeof statuses],
      createdAt: null,
      endedAt: null,
      durationSeconds: null,
    })),
    hasEarlierRuns: false,
    failedSince: null,
    failuresInARow: { __typename: 'JobCount', value: 0, isLowerBound: false },
    lastGoodAt: null,
    medianDurationSeconds: null,
    isFlaky: false,
    ...facts,
  };
}

const word = (letters: string, id = '0', facts: Partial<Runs> = {}) => toMark(runs(letters, facts), id)?.word ?? null;

describe('the word of a failed job', () => {
  it.each([
    ['bggg', 'NEW'],
    ['bcrg', 'NEW'],
    ['bbbg', '×3'],
    ['bcbg', '×2'],
    ['bb', '×2'],
    ['gbb', null],
    ['rrr', null],
    // It is the first run of all.
    ['b', null],
  ])('after %s is %s', (letters, expected) => {
    expect(word(letters)).toBe(expected);
  });

  it('is about the job’s own place among the runs', () => {
    expect(word('bbbg', '2')).toBe('NEW');
    expect(word('gbbg', '1')).toBe('×2');
    expect(word('bbbg', 'elsewhere')).toBeNull();
  });

  it('guesses nothing where runs are not known', () => {
    expect(word('b', '0', { hasEarlierRuns: true })).toBe('?');
    expect(word('bbb', '0', { hasEarlierRuns: true })).toBe('×3+');
    expect(word('bu')).toBe('?');
  });

  it('is flaky where failures come and go', () => {
    expect(word('bggbgg', '0', { isFlaky: true })).toBe('flaky');
    expect(word('gbgbgg', '0', { isFlaky: true })).toBeNull();
  });
});

describe('runs', () => {
  it('are slow from twice the usual on', () => {
    expect(toSlowness(runs('r', { medianDurationSeconds: 60 }), 120_000)).toBeNull();
    expect(toSlowness(runs('r', { medianDurationSeconds: 60 }), 186_000)).toBeCloseTo(3.1);
    expect(toSlowness(runs('r'), 186_000)).toBeNull();
    expect(toSlowness(undefined, 186_000)).toBeNull();
    expect([formatTimes(3.19), formatTimes(12.7)]).toEqual(['▲3.1×', '▲12×']);
  });

  it('are said in words', () => {
    expect(describeRuns(runs('bgu'))).toBe('All 3 runs, newest first: failed, succeeded, not said');
    expect(describeRuns(runs('b', { hasEarlierRuns: true }))).toBe('The last 1 run, newest first: failed');
  });

  it('are counted by the words of the jobs that are shown', () => {
    const known = indexRuns([runs('bgg')]);
    const row = (id: string, definition: string | null) => ({ id, source: 'ci', definition });

    expect(countMarks([row('0', 'build'), row('0', null), row('0', 'other')], known)).toEqual({
      new: 1,
      again: 0,
      flaky: 0,
      unknown: 0,
    });
  });
});
