/**
 * The XML parser reads text character by character, five megabytes in 200 ms, and CDATA at once. So long text is handed
 * to it as CDATA, which says the same; references stay outside, where the parser decodes them.
 */
import type { OnText } from './well-formed.ts';

export interface LongText {
  /** Is told where texts stand, in their order. */
  readonly note: OnText;
  /** The document in which they stand, its long texts as CDATA. */
  readonly asSections: (document: string) => string;
}

/** Below it, CDATA costs the parser as much as the text. */
const leastLength = 64;

export function createLongText(): LongText {
  const texts: { readonly from: number; readonly to: number; readonly isInside: boolean }[] = [];
  return {
    note: (from, to, isInside) => {
      if (to - from >= leastLength) texts.push({ from, to, isInside });
    },
    asSections: (document) => {
      let done = 0;
      let quick = '';
      for (const { from, to, isInside } of texts) {
        // Around the root stand blanks alone.
        quick += document.slice(done, from) + (isInside ? toSections(document.slice(from, to)) : '');
        done = to;
      }
      return quick + document.slice(done);
    },
  };
}

const referenceOrText = /&[^;]*;|[^&]+/g;

function toSections(text: string): string {
  return text.replace(referenceOrText, (part) =>
    part.length < leastLength || part.startsWith('&') ? part : `<![CDATA[${part}]]>`,
  );
}
