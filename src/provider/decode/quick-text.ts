/**
 * The XML parser reads text character by character, five megabytes in 200 ms, but CDATA at once. So long text of long
 * documents is passed to it as CDATA, which means the same. References stay outside, where the parser decodes them. Text beside
 * elements is only indentation, and is not passed to it.
 */
import { minBytesToCount } from './parts.ts';
import type { OnText } from './well-formed.ts';

/** The texts of one document. */
interface Texts {
  /** Records the position of a text. Called in document order. */
  readonly note: OnText;
  /** The document as the parser reads it fastest. */
  readonly toQuick: () => string;
}

/** For shorter texts, CDATA takes the parser as long as text. */
const minLength = 64;

/** Collects the texts of one document. */
export function createTexts(document: string): Texts {
  // CDATA saves a short document only a twentieth of its time, and text that is read from CDATA must be copied.
  const mayBeSections = document.length >= minBytesToCount;
  const texts: { readonly from: number; readonly to: number; readonly isBesideElement: boolean }[] = [];
  return {
    note: (from, to, isBesideElement) => {
      if (isBesideElement || (mayBeSections && to - from >= minLength)) texts.push({ from, to, isBesideElement });
    },
    toQuick: () => {
      let done = 0;
      let quick = '';
      for (const { from, to, isBesideElement } of texts) {
        quick += document.slice(done, from);
        if (!isBesideElement) quick += toSections(document.slice(from, to));
        done = to;
      }
      return quick + document.slice(done);
    },
  };
}

function toSections(text: string): string {
  let sections = '';
  for (let at = 0; at < text.length;) {
    const ampersand = text.indexOf('&', at);
    const end = ampersand === -1 ? text.length : ampersand;
    const part = text.slice(at, end);
    const next = ampersand === -1 ? end : text.indexOf(';', end) + 1;
    sections += (part.length < minLength ? part : `<![CDATA[${part}]]>`) + text.slice(end, next);
    at = next;
  }
  return sections;
}
