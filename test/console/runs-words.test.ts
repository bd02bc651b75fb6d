import { describe, expect, it } from 'vitest';
import {
  chooseOther,
  describeFailing,
  describeRun,
  describeUsual,
  toHeights,
  type Run,
} from '../../console/src/runs/runs-words.ts';

const toRun = (id: string, status: Run['status'], durationSeconds: number | null = 60): Run => ({
  __typename: 'JobRun',
  id,
  name: null,
  status,
  createdAt: '2026-11-22T17:04:05.000Z',
  endedAt: null,
  durationSeconds,
});

const toFailing = (value: number, isLowerBound = false) =>
  describeFailing({
    failedSince: '2026-11-22T00:40:00.000Z',
    failuresInARow: { __typename: 'JobCount', value, isLowerBound },
  });

describe('the runs of a definition', () => {
  it('say how often they failed, and at least how often', () => {
    expect([toFailing(1), toFailing(3), toFailing(12, true), toFailing(1, true)]).toEqual([
      'Failed once',
      'Failed 3 times in a row',
      'Failed at least 12 times in a row',
      'Failed at least 1 time in a row',
    ]);
    expect(
      describeFailing({ failedSince: null, failuresInARow: { __typename: 'JobCount', value: 0, isLowerBound: false } }),
    ).toBeNull();
  });

  it('say what they usually take, where that is known', () => {
    expect(describeUsual({ medianDurationSeconds: 125 })).toBe('usually 2 min 5 s');
    expect([describeUsual({ medianDurationSeconds: null }), describeUsual(null)]).toEqual([null, null]);
  });

  it('are compared with the last good one before, else with the one before, else with any other', () => {
    const runs = [toRun('d', 'FAILED'), toRun('c', 'FAILED'), toRun('b', 'SUCCEEDED'), toRun('a', 'SUCCEEDED')];

    expect(chooseOther(runs, 'd')?.id).toBe('b');
    expect(chooseOther(runs, 'b')?.id).toBe('a');
    expect(chooseOther(runs.slice(0, 2), 'd')?.id).toBe('c');
    expect(chooseOther(runs.slice(0, 2), 'c')?.id).toBe('d');
    expect(chooseOther(runs, 'older')?.id).toBe('b');
    expect(chooseOther([toRun('d', 'FAILED')], 'd')).toBeNull();
  });

  it('have a name each, and bars by the longest', () => {
    expect(describeRun(toRun('a', 'FAILED', 125))).toBe('Failed, 2026-11-22 17:04 UTC, 2 min 5 s');
    expect(describeRun({ ...toRun('a', null, null), createdAt: null })).toBe('Status not said');
    expect(toHeights([toRun('a', 'FAILED', 200), toRun('b', 'FAILED', 100), toRun('c', 'FAILED', null)])).toEqual([
      1, 0.5, 0.15,
    ]);
    expect(toHeights([])).toEqual([]);
  });
});
