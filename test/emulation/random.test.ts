import { describe, expect, it } from 'vitest';

import { createManualClock } from './manual-clock.ts';
import { createRandom } from '../../emulators/kit/random.ts';

describe('createRandom', () => {
  it('gives the same for the same seed, and something else for another', () => {
    const take = (seed: number): readonly unknown[] => {
      const random = createRandom(seed);
      return [random.next(), random.integer(1, 6), random.hex(8), random.uuid()];
    };

    expect(take(7)).toEqual(take(7));
    expect(take(7)).not.toEqual(take(8));
  });

  it('stays inside its bounds and reaches both', () => {
    const random = createRandom(1);

    const rolls = Array.from({ length: 500 }, () => random.integer(1, 6));

    expect(new Set(rolls)).toEqual(new Set([1, 2, 3, 4, 5, 6]));
  });

  it('makes UUIDs of version 4', () => {
    expect(createRandom(3).uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

describe('createManualClock', () => {
  it('moves only when it is told to', () => {
    const clock = createManualClock('2025-12-01T00:00:00Z');

    clock.advance(1_500);

    expect(clock.now()).toEqual(new Date('2025-12-01T00:00:01.500Z'));
  });

  it('refuses a start that is no date', () => {
    expect(() => createManualClock('soon')).toThrow('start must be a date, but got: soon');
  });
});
