import { describe, expect, it } from 'vitest';
import { createRecentSet } from '../../src/operation/answers/recent-set.ts';

/** Which of them were noted before. */
function seeAll(keys: readonly string[]): readonly string[] {
  const { note } = createRecentSet();
  return keys.filter((key) => note(key));
}

describe('keys that were seen', () => {
  it('are known the second time and later', () => {
    expect(seeAll(['a', 'b', 'a', 'a', 'b', ''])).toEqual(['a', 'a', 'b']);
  });

  it('are told apart, though they differ in one character', () => {
    const keys = Array.from({ length: 1000 }, (_, number) => `POST the same operation {"ids":["lab:${number}"]}`);

    expect(seeAll(keys)).toEqual([]);
  });

  it('are told apart by their last characters and by their length, however long they are', () => {
    const text = 'x'.repeat(3000);
    const keys = [text, `${text}x`, ...Array.from({ length: 1000 }, (_, number) => `${text}${number}`)];

    expect(seeAll(keys)).toEqual([]);
    expect(seeAll([text, `${text}7`, text, `${text}7`])).toEqual([text, `${text}7`]);
  });

  it('are forgotten when many others have come since', () => {
    const { has, note } = createRecentSet();
    note('a');

    for (let number = 0; number < 200_000; number += 1) note(`other ${number}`);

    expect(has('a')).toBe(false);
  });

  it('are forgotten one by one on demand, and no others', () => {
    const { has, note, forget } = createRecentSet();
    note('a');
    note('b');

    for (const key of ['a', 'c']) forget(key);

    expect(['a', 'b', 'c'].filter(has)).toEqual(['b']);
  });
});
