/** Hides a shipment's tracking number in prose that repeats it. */

/** What stands in the number's place. */
const mask = '[hidden]';

/** Numbers are spelt with other case, blanks or hyphens; shorter ones are too common to be looked for so widely. */
const shortestLooseMatch = 8;

/** Gives the text without the tracking number; the same text where it does not hold it. */
export function maskTrackingNumber(text: string | null, trackingNumber: string | null): string | null {
  const number = trackingNumber?.trim() ?? '';
  if (text === null || number === '') return text;
  return text.replaceAll(number, mask).replace(toLoosePattern(number), mask);
}

function toLoosePattern(number: string): RegExp {
  const characters = number.replace(/[^\p{L}\p{N}]/gu, '');
  if (characters.length < shortestLooseMatch) return /(?!)/;
  return new RegExp([...characters].join('[\\s\\p{P}]*'), 'giu');
}
