/** Hides a shipment's tracking number in texts that repeat it. */
import { hiddenText } from '../../provider/contract/hidden-text.ts';

/** Numbers this long are also found in another case, with blanks or hyphens. Shorter ones would match too much. */
const minLooseMatchLength = 8;

/** Texts are a few sentences, numbers 32 characters. A longer text or number is not searched: the whole text is hidden. */
const maxSearchedLength = 20_000;

/** Returns the text without the tracking number, or the same text if it does not contain it. */
export function maskTrackingNumber(text: string | null, trackingNumber: string | null): string | null {
  const number = trackingNumber?.trim() ?? '';
  if (text === null || number === '') return text;
  if (Math.max(text.length, number.length) > maxSearchedLength) return hiddenText;
  return maskLoosely(text.replaceAll(number, hiddenText), squeeze(number).characters);
}

/** Not a regular expression: compiling one from a number of 10,000 characters takes a second. */
function maskLoosely(text: string, number: string): string {
  if (number.length < minLooseMatchLength) return text;
  const { characters, starts, ends } = squeeze(text);
  let masked = '';
  let from = 0;
  for (let at = characters.indexOf(number); at !== -1; at = characters.indexOf(number, at + number.length)) {
    masked += text.slice(from, starts[at]) + hiddenText;
    from = ends[at + number.length - 1] ?? text.length;
  }
  return masked + text.slice(from);
}

interface Squeezed {
  /** Only letters and digits, in lower case. */
  readonly characters: string;
  /** Where each of them begins and ends in the text. */
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
      // Some letters become longer in lower case.
      for (let unit = 0; unit < lower.length; unit += 1) {
        starts.push(index);
        ends.push(end);
      }
    }
    index = end;
  }
  return { characters, starts, ends };
}
