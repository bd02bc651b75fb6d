/** Commands for a shell of POSIX (XCU 2.2): every value is one word, whatever stands in it. */
import { hasHidden } from '../text/hidden.ts';

/** A word of a command as it is written, or an option with its value. */
export type Word = string | readonly [option: string, value: string];

/**
 * Null where a value is empty, or holds what cannot be seen: such a command would not be the one that is read. Values are taken neither
 * for code nor for options; an operand, which is an option without a name, has no form in which it may begin with a dash.
 */
export function formatWords(words: readonly Word[]): string | null {
  const values = words.filter((word) => typeof word !== 'string');
  if (values.some(([option, value]) => value === '' || hasHidden(value) || (option === '' && value.startsWith('-'))))
    return null;
  return words.map((word) => (typeof word === 'string' ? word : formatOption(word))).join(' ');
}

function formatOption([option, value]: readonly [string, string]): string {
  if (option === '') return quote(value);
  return `${option}${value.startsWith('-') ? '=' : ' '}${quote(value)}`;
}

/** As it is where a shell takes it for nothing else, otherwise in single quotes. */
export function quote(value: string): string {
  return /^[\w:/.@%+=,-]+$/.test(value) ? value : `'${value.replaceAll("'", String.raw`'\''`)}'`;
}
