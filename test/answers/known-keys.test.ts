import { expect, it } from 'vitest';
import { createKnownKeys } from '../../src/answers/known-keys.ts';

it('a key is itself, whatever came before it', () => {
  const toKnown = createKnownKeys();
  // Far more than there are places, and some that differ only where the place does not depend on it.
  const keys = Array.from({ length: 2000 }, (_, number) => `POST ${'x'.repeat(number)} lab:${number % 7}`);
  const long = ['a', 'b', 'c'].map((letter) => `${letter.repeat(5000)}${'-'.repeat(5000)}`);
  const near = ['a', 'b', 'c'].map((letter) => `${'-'.repeat(500)}${letter}${'-'.repeat(500)}`);

  for (let time = 0; time < 2; time += 1)
    for (const key of ['', ...keys, ...long, ...near]) expect(toKnown(key)).toBe(key);
});
