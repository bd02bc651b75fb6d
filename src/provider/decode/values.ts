/** Converts a provider's text or number to a value of the graph. Each function throws `BadAnswer` for anything invalid. */
import type { Instant, JobKeyValue } from '../contract/job.ts';
import { BadAnswer } from '../contract/bad-answer.ts';
import { toInstantText } from './instant-text.ts';

const rfc3339 = /^(\d{4})-(\d{2})-(\d{2})T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;

/** An ISO 8601 / RFC 3339 time with its zone; digits beyond milliseconds are cut off. */
export function toInstant(text: string, name: string): Instant {
  const [, year, month, day] = rfc3339.exec(text) ?? [];
  const milliseconds = year === undefined ? NaN : Date.parse(text);
  // Date.parse reads 30 February as 2 March.
  if (Number.isNaN(milliseconds) || Number(day) > countDays(Number(year), Number(month)))
    throw new BadAnswer(name, 'instant', 'text');
  return formatInstant(milliseconds, name, 'text');
}

function countDays(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Seconds since 1970, fractions allowed: AWS JSON's default form of a time. */
export function toInstantOfSeconds(seconds: number, name: string): Instant {
  return formatInstant(Math.round(seconds * 1000), name, 'number');
}

/** Whole milliseconds since 1970. */
export function toInstantOfMilliseconds(milliseconds: number, name: string): Instant {
  return formatInstant(milliseconds, name, 'number');
}

function formatInstant(milliseconds: number, name: string, got: 'number' | 'text'): Instant {
  // Years 0 to 9999: RFC 3339 has four-digit years only.
  if (!(milliseconds >= -62_167_219_200_000 && milliseconds < 253_402_300_800_000))
    throw new BadAnswer(name, 'instant', got);
  return toInstantText(Math.trunc(milliseconds));
}

/** A whole number of 32 bits, GraphQL's Int. */
export function toInteger(text: string, name: string): number {
  const value = /^[+-]?\d{1,10}$/.test(text) ? Number(text) : NaN;
  if (!(value >= -2_147_483_648 && value <= 2_147_483_647)) throw new BadAnswer(name, 'whole number', 'text');
  return value;
}

/** A count of any size. */
export function toBigInt(text: string, name: string): bigint {
  if (!/^\d{1,40}$/.test(text)) throw new BadAnswer(name, 'whole number', 'text');
  return BigInt(text);
}

/** Reads `true` and `false`, in any case. */
export function toBoolean(text: string, name: string): boolean {
  const word = text.toLowerCase();
  if (word !== 'true' && word !== 'false') throw new BadAnswer(name, 'true or false', 'text');
  return word === 'true';
}

const executableSchemes: ReadonlySet<string> = new Set(['javascript:', 'data:', 'vbscript:']);

/**
 * The rule for every address that an answer gives to the graph: absolute, and written as browsers read it, so that no client sees another
 * one. Null if it contains user information, which disguises the host, or control characters.
 * Throws `BadAnswer` if it is no URL, or if a page would execute its scheme.
 */
export function toUrl(text: string, name: string): string | null {
  // The scheme as browsers read it: to them `java\nscript:` is `javascript:`.
  const url = URL.parse(text);
  if (url === null || executableSchemes.has(url.protocol)) throw new BadAnswer(name, 'address', 'text');
  return url.username !== '' || url.password !== '' || /\p{Cc}/u.test(text) ? null : url.href;
}

/** Sorts entries by the code points of their keys (JavaScript's default is UTF-16 code units). */
export function sortByKey<T extends Pick<JobKeyValue, 'key'>>(entries: readonly T[]): readonly T[] {
  return entries.toSorted((one, other) => compareCodePoints(one.key, other.key));
}

function compareCodePoints(one: string, other: string): number {
  const length = Math.min(one.length, other.length);
  for (let index = 0; index < length; index += 1) {
    const difference = one.charCodeAt(index) - other.charCodeAt(index);
    if (difference !== 0)
      return isSurrogateOf(one, index) === isSurrogateOf(other, index)
        ? difference
        : isSurrogateOf(one, index)
          ? 1
          : -1;
  }
  return one.length - other.length;
}

/** As code units, surrogates sort below U+E000..U+FFFF; as code points, above. */
function isSurrogateOf(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 0xd800 && unit <= 0xdfff;
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/** The body as text: UTF-8, a byte order mark dropped. Throws `BadAnswer` for any other encoding. */
export function toText(body: Uint8Array, expected: 'JSON' | 'XML'): string {
  try {
    return decoder.decode(body);
  } catch {
    throw new BadAnswer('', expected, 'other text');
  }
}
