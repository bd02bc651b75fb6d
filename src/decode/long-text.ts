/**
 * The XML parser reads text character by character, five megabytes in 200 ms, but CDATA at once. So long text is passed to
 * it as CDATA, which means the same. References stay outside, where the parser decodes them.
 */
import type { OnText } from './well-formed.ts';

/** The long texts of one document. */
export interface LongText {
  /** Records the position of a text. Called in document order. */
  readonly note: OnText;
  /** The document with its long texts as CDATA. */
  readonly asSections: (document: string) => string;
}

/** For shorter texts, CDATA takes the parser as long as text. */
const minLength = 64;

export function createLongText(): LongText {
  const texts: { readonly from: number; readonly to: number; readonly isInside: boolean }[] = [];
  return {
    note: (from, to, isInside) => {
      if (to - from >= minLength) texts.push({ from, to, isInside });
    },
    asSections: (document) => {
      let done = 0;
      let quick = '';
      for (const { from, to, isInside } of texts) {
        // Outside the root there are only blanks.
        quick += document.slice(done, from) + (isInside ? toSections(document.slice(from, to)) : '');
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
