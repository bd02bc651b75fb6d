/**
 * Limits the parts of an answer: tags and references of XML, values of JSON. The time to read an answer depends on its
 * parts much more than on its bytes: of five megabytes, one text takes milliseconds, empty elements take seconds.
 */
import { TooManyParts } from '../contract/bad-answer.ts';

/**
 * Maximum number of tags, and of references, in one job (or one error) and in a page of a list. Providers answer at most
 * some hundred tags per job, and 26,000 in a page of 1,000 COS jobs. These limits take 30 and 130 ms at worst.
 */
export const maxTags = { job: 10_000, list: 50_000 } as const;

/** A reference import of 100 sources with 50 tags each has 5,800 values. The limit for lists takes 45 ms at worst. */
export const maxValues = { job: 20_000, list: 50_000 } as const;

/** In an answer about this many jobs at once, some hundred each. 100 jobs with as many values as allowed take 50 ms at worst. */
export function toMaxValues(jobs: number): number {
  return Math.max(maxValues.job, jobs * 1_500);
}

/** Smaller answers take at most 20 ms with any content, and are not counted. */
export const minBytesToCount = 65_536;

/** Throws `TooManyParts` if the document has more than `max` tags, or more than `max` references. */
export function refuseManyTags(document: string, max: number): void {
  if (document.length < minBytesToCount) return;
  for (const sign of ['<', '&']) {
    let count = 0;
    for (let at = document.indexOf(sign); at !== -1; at = document.indexOf(sign, at + 1)) {
      count += 1;
      if (count > max) throw new TooManyParts();
    }
  }
}

const quote = 0x22;
const backslash = 0x5c;
/** The characters before or after a value, outside strings. */
const comma = 0x2c;
const bracket = 0x5b;
const brace = 0x7b;

const isSign = Uint8Array.from({ length: 256 }, (_, sign) => Number([comma, bracket, brace].includes(sign)));

/** In texts too: most answers have few even so, and counting them takes a third of the time. */
function countSigns(json: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < json.length; at += 1) count += isSign[json[at] as number] as number;
  return count;
}

/** Throws `TooManyParts` if the JSON has more than `max` values. */
export function refuseManyValues(json: Uint8Array, max: number): void {
  if (json.length < minBytesToCount || countSigns(json) <= max) return;
  let count = 0;
  let isText = false;
  for (let at = 0; at < json.length; at += 1) {
    const sign = json[at];
    if (sign === quote) isText = !isText;
    else if (isText) at += sign === backslash ? 1 : 0;
    else if (sign === comma || sign === bracket || sign === brace) count += 1;
    if (count > max) throw new TooManyParts();
  }
}
