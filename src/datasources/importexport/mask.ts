/** Hides a shipment's tracking number in prose that repeats it. */

/** What stands in the number's place. */
const mask = '[hidden]';

/** Numbers are spelt with other case, blanks or hyphens; shorter ones are too common to be looked for so widely. */
const shortestLooseMatch = 8;

/** Prose is some sentences, a number 32 characters. A longer text or number is not searched: all of the text is hidden. */
const longestSearched = 20_000;

/** Gives the text without the tracking number; the same text where it does not hold it. */
export function maskTrackingNumber(text: string | null, trackingNumber: string | null): string | null {
  const number = trackingNumber?.trim() ?? '';
  if (text === null || number === '') return text;
  if (Math.max(text.length, number.length) > longestSearched) return mask;
  return maskLoosely(text.replaceAll(number, mask), squeeze(number).characters);
}

/** Without a pattern: one of a number of 10,000 characters takes a second to compile. */
function maskLoosely(text: string, number: string): string {
  if (number.length < shortestLooseMatch) return text;
  const { characters, starts, ends } = squeeze(text);
  let masked = '';
  let from = 0;
  for (let at = characters.indexOf(number); at !== -1; at = characters.indexOf(number, at + number.length)) {
    masked += text.slice(from, starts[at]) + mask;
    from = ends[at + number.length - 1] ?? text.length;
  }
  return masked + text.slice(from);
}

interface Squeezed {
  /** Letters and digits in lower case, nothing else. */
  readonly characters: string;
  /** Where in the text each of them begins and ends. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

const letterOrDigit = /[\p{L}\p{N}]/u;

function squeeze(text: string): Squeezed {
  let characters = '';
  const starts: number[] = [];
  const ends: number[] = [];
  let index = 0;
  for (const character of text) {
    const end = index + character.length;
    if (letterOrDigit.test(character)) {
      const lower = character.toLowerCase();
      characters += lower;
      // A few letters are longer in lower case.
      for (let unit = 0; unit < lower.length; unit += 1) {
        starts.push(index);
        ends.push(end);
      }
    }
    index = end;
  }
  return { characters, starts, ends };
}
