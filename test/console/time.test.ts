import { describe, expect, it } from 'vitest';
import { toSpan } from '../../console/src/state/time.ts';

const now = Date.parse('2026-11-22T12:00:10.000Z');
const fetchedAt = '2026-11-22T12:00:00.000Z';

describe('how long a job has taken', () => {
  it.each([
    [
      'has ended: what the graph says, however long ago it was read',
      { durationSeconds: 125.5, isTerminal: true },
      125_500,
    ],
    ['is under way: what has passed since it was read is added', { durationSeconds: 49.5, isTerminal: false }, 59_500],
    ['has not begun: nothing', { durationSeconds: null, isTerminal: false }, null],
    ['does not say where it stands: what the graph says', { durationSeconds: 3, isTerminal: null }, 3000],
  ])('where it %s', (_case, facts, span) => {
    expect(toSpan({ ...facts, fetchedAt }, now)).toBe(span);
  });

  it('never shrinks where the clock of this machine is behind', () => {
    expect(toSpan({ durationSeconds: 20, isTerminal: false, fetchedAt }, now - 60_000)).toBe(20_000);
  });
});
