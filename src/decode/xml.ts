/** Reads XML from providers, with checks that make it safe for hostile input. */
import { BadAnswer } from '../provider/adapter.ts';
import { maxTags, refuseManyTags } from './parts.ts';
import { toText } from './text.ts';
import { readElements, type XmlElement } from './xml-elements.ts';

/**
 * Parses a whole document and returns its root element. Text stays text: `007`, `1e5` and blanks at the ends are kept.
 * Throws `BadAnswer` if it is not well-formed, has another root, or has more than `max` tags or references.
 */
export function parseXml(body: Uint8Array, rootName: string, max: number = maxTags.job): XmlElement {
  const document = toText(body);
  refuseManyTags(document, max);
  refuseDangers(document);
  const root = readElements(document.includes('\r') ? document.replaceAll(lineEnd, '\n') : document);
  if (root === undefined) throw new BadAnswer('the body is not well-formed XML');
  if (root.name !== rootName) throw new BadAnswer(`the root element is not one ${rootName}`);
  return root.element;
}

/** Read as one line feed (section 2.11). */
const lineEnd = /\r\n?/g;

const illegalCharacter = /[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/;
const strayAmpersand = /&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});)/;
const characterReference = /&#(?:x([0-9a-fA-F]+)|([0-9]+));/g;

/** The declared encoding. Any but UTF-8 would be read wrong, even if the bytes happen to be valid UTF-8. */
const declaredEncoding = /^<\?xml\s[^>]*?\sencoding\s*=\s*["']([^"']*)["']/;
const readableEncoding = /^(?:utf-?8|us-ascii)$/i;

/** Refuses other encodings, document types, undefined entities, characters that XML 1.0 forbids (section 2.2). */
function refuseDangers(text: string): void {
  const encoding = declaredEncoding.exec(text)?.[1];
  if (encoding !== undefined && !readableEncoding.test(encoding)) throw new BadAnswer('the body is not UTF-8');
  if (illegalCharacter.test(text)) throw new BadAnswer('the body holds a character that XML forbids');
  const mayHoldMarkup = text.includes('<!') || text.includes('&');
  if (!mayHoldMarkup) return;
  const outside = withoutSections(text);
  if (strayAmpersand.test(outside)) throw new BadAnswer('the body holds an undefined entity');
  for (const [, hexadecimal, decimal] of outside.matchAll(characterReference)) {
    const codePoint = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
    if (!isXmlCharacter(codePoint)) throw new BadAnswer('the body refers to a character that XML forbids');
  }
}

/** The start and end of each kind of section. */
const sections = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
] as const;

/**
 * The text without comments and CDATA. Not a regular expression: for each unterminated section it would search the whole
 * rest of the text.
 */
function withoutSections(text: string): string {
  let outside = '';
  let at = 0;
  for (let start = text.indexOf('<!'); start !== -1; start = text.indexOf('<!', at)) {
    const [open, close] = sections.find(([beginning]) => text.startsWith(beginning, start)) ?? [];
    if (open === undefined) throw new BadAnswer('the body holds a document type');
    const end = text.indexOf(close, start + open.length);
    if (end === -1) throw new BadAnswer('the body is not well-formed XML');
    outside += text.slice(at, start);
    at = end + close.length;
  }
  return outside + text.slice(at);
}

function isXmlCharacter(codePoint: number): boolean {
  if (codePoint < 0x20) return codePoint === 0x9 || codePoint === 0xa || codePoint === 0xd;
  if (codePoint < 0xd800) return true;
  return (codePoint > 0xdfff && codePoint < 0xfffe) || (codePoint > 0xffff && codePoint < 0x110000);
}
