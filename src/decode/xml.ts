/**
 * Reads XML from providers in one walk over it, with checks before that make it safe for hostile input: see
 * docs/decisions/0013-own-xml.md for why no library does.
 */
import { BadAnswer } from '../provider/adapter.ts';
import { maxTags, refuseManyTags } from './parts.ts';
import { toText } from './text.ts';
import { readXmlTree, type XmlElement } from './xml-tree.ts';

/**
 * Parses a whole document and returns its root element. Throws `BadAnswer` if it is not well-formed, has another root, or
 * has more than `max` tags or references.
 */
export function parseXml(body: Uint8Array, rootName: string, max: number = maxTags.job): XmlElement {
  const text = toText(body);
  refuseManyTags(text, max);
  refuseDangers(text);
  // Section 2.11 of XML 1.0.
  const document = readXmlTree(text.includes('\r') ? text.replace(lineEnd, '\n') : text, body);
  if (document === undefined) throw new BadAnswer('the body is not well-formed XML');
  const [root] = document.elements;
  if (root === undefined || document.names[0] !== rootName)
    throw new BadAnswer(`the root element is not one ${rootName}`);
  return root;
}

const lineEnd = /\r\n?/g;

const illegalCharacter = /[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/;
const strayAmpersand = /&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});)/;
const characterReference = /&#(?:x([0-9a-fA-F]+)|([0-9]+));/g;

/** The declared encoding. Any but UTF-8 would be read wrong, even if the bytes happen to be valid UTF-8. */
const declaredEncoding = /^<\?xml\s[^>]*?\sencoding\s*=\s*["']([^"']*)["']/;
const readableEncoding = /^(?:utf-?8|us-ascii)$/i;

/** Refuses what the parser would ignore or expand: other encodings, document types, undefined entities, characters that XML 1.0 forbids (section 2.2). */
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
 * rest of the text, as the library's check does.
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
