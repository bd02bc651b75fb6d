import { describe, expect, it } from 'vitest';
import { createSeenKeys } from '../../src/answers/seen-keys.ts';

/** Which of them were noted before. */
function seeAll(keys: readonly string[]): readonly string[] {
  const { has, note } = createSeenKeys();
  return keys.filter((key) => {
    const isKnown = has(key);
    note(key);
    return isKnown;
  });
}

describe('keys that were seen', () => {
  it('are known the second time and later', () => {
    expect(seeAll(['a', 'b', 'a', 'a', 'b', ''])).toEqual(['a', 'a', 'b']);
  });

  it('are told apart, though they differ in one character', () => {
    const keys = Array.from({ length: 1000 }, (_, number) => `POST the same operation {"ids":["lab:${number}"]}`);

    expect(seeAll(keys)).toEqual([]);
  });

  it('are forgotten when many others have come since', () => {
    const { has, note } = createSeenKeys();
    note('a');

    for (let number = 0; number < 200_000; number += 1) note(`other ${number}`);

    expect(has('a')).toBe(false);
  });

  it('are forgotten one by one on demand, and no others', () => {
    const { has, note, forget } = createSeenKeys();
    note('a');
    note('b');

    for (const key of ['a', 'c']) forget(key);

    expect(['a', 'b', 'c'].filter(has)).toEqual(['b']);
  });
});
