/**
 * How many parts an answer may hold: tags and references of XML, values of JSON. The time that reading takes grows with
 * the parts, hardly with the bytes: of five megabytes, one text takes milliseconds, empty elements take seconds.
 */
import { BadAnswer } from './adapter.ts';

/**
 * Tags, and references, of one job (or one error) and of a page of a list. The most that providers can say: some hundred
 * tags in a job, 26,000 in a page of 1,000 COS jobs. As many take 30 and 130 ms at worst.
 */
export const maxTags = { job: 10_000, list: 50_000 } as const;

/** A reference import of 100 sources with 50 tags each is 5,800 values. As many take 45 ms at worst. */
export const maxValues = { job: 20_000, list: 50_000 } as const;

/** A smaller answer takes no longer than 20 ms, whatever it holds, and is not counted. */
export const fewestBytesToCount = 65_536;

/** Throws `BadAnswer` where the document holds more tags, or more references, than that. */
export function refuseManyTags(document: string, most: number): void {
  if (document.length < fewestBytesToCount) return;
  for (const sign of ['<', '&']) {
    let count = 0;
    for (let at = document.indexOf(sign); at !== -1; at = document.indexOf(sign, at + 1)) {
      count += 1;
      if (count > most) throw new BadAnswer('the body holds too many parts');
    }
  }
}

const quote = 0x22;
const backslash = 0x5c;
/** What stands before or after a value, outside of texts. */
const comma = 0x2c;
const bracket = 0x5b;
const brace = 0x7b;

/** Throws `BadAnswer` where the JSON holds more values than that. */
export function refuseManyValues(json: Uint8Array, most: number): void {
  if (json.length < fewestBytesToCount) return;
  let count = 0;
  let isText = false;
  for (let at = 0; at < json.length; at += 1) {
    const sign = json[at];
    if (sign === quote) isText = !isText;
    else if (isText) at += sign === backslash ? 1 : 0;
    else if (sign === comma || sign === bracket || sign === brace) count += 1;
    if (count > most) throw new BadAnswer('the body holds too many parts');
  }
}
