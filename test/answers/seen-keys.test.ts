import { describe, expect, it } from 'vitest';
import { createSeenKeys } from '../../src/answers/seen-keys.ts';

describe('keys that were seen', () => {
  it('are known the second time and later', () => {
    const { seesAgain } = createSeenKeys();

    expect(['a', 'b', 'a', 'a', 'b', ''].map(seesAgain)).toEqual([false, false, true, true, true, false]);
  });

  it('are told apart, though they differ in one character', () => {
    const { seesAgain } = createSeenKeys();
    const keys = Array.from({ length: 1000 }, (_, number) => `POST the same operation {"ids":["lab:${number}"]}`);

    expect(keys.filter(seesAgain)).toEqual([]);
  });

  it('are forgotten when many others have come since', () => {
    const { seesAgain } = createSeenKeys();
    seesAgain('a');

    for (let number = 0; number < 200_000; number += 1) seesAgain(`other ${number}`);

    expect(seesAgain('a')).toBe(false);
  });
});
