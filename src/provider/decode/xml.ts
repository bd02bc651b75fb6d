/**
 * Reads XML from providers by fast-xml-parser, with options and checks that make it safe for hostile input. No other file
 * uses that library.
 */
import { XMLParser, type MatcherView } from 'fast-xml-parser';
import { BadAnswer, wordForBody } from '../contract/bad-answer.ts';
import { maxTags, refuseManyTags } from './parts.ts';
import { createTexts } from './quick-text.ts';
import { toText } from './values.ts';
import { isWellFormed } from './well-formed.ts';
import { createXmlTree, toMarked, toMemberName, type XmlElement, type XmlObject } from './xml-tree.ts';

/** Only numeric references and the five entities of XML; others are refused below. */
const noFurtherEntities = {};

const parser = new XMLParser({
  // Takes half the time: it skips the parser's second pass, which builds objects and computes paths.
  preserveOrder: true,
  jPath: false,
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  // Text stays text: `007`, `1e5` and blanks at the ends are kept.
  parseTagValue: false,
  trimValues: false,
  // Ignores namespaces: the same API is documented under two of them.
  removeNSPrefix: true,
  // Needed to decode numeric references. The parser's own limits are too low for legal answers, so parts.ts counts.
  htmlEntities: noFurtherEntities as unknown as boolean,
  processEntities: { enabled: true, maxTotalExpansions: Infinity, maxExpandedLength: Infinity },
  // The parser refuses or renames inherited members (`__proto__`, `toString`); a marked name is never one of those. For an
  // element that closes itself it transforms the name twice.
  transformTagName: toMarked,
  // Elements and texts are taken as the parser meets them, and left out of its own tree, which takes a sixth of its time.
  updateTag: (name, path) => {
    tree.open(name, toDepth(path));
    return false;
  },
  tagValueProcessor: (_name, text, path) => {
    tree.addText(text, toDepth(path));
    return '';
  },
});

/** Of the document that is being parsed; else empty: it would keep the last document, with its secrets. */
const noTree = createXmlTree();
let tree = noTree;

/**
 * A copy. What the parser gives of CDATA is a slice, which keeps the whole document in memory, with its secrets, for as long
 * as a job is remembered.
 */
function toOwnText(text: string): string {
  return Buffer.from(text).toString();
}

/** `jPath: false` above: not a text. */
function toDepth(path: string | MatcherView): number {
  return (path as MatcherView).getDepth();
}

/**
 * Parses a whole document and returns its root element. Throws `BadAnswer` if it is not well-formed, has another root, or
 * has more than `max` tags or references.
 */
export function parseXml(body: Uint8Array, rootName: string, max: number = maxTags.job): XmlElement {
  const document = parseDocument(toText(body, 'XML'), max);
  const [root] = document[toMemberName(rootName)] ?? [];
  if (root === undefined) throw new BadAnswer(rootName, 'object', 'nothing');
  return root;
}

function parseDocument(body: string, max: number): XmlObject {
  refuseManyTags(body, max);
  refuseDangers(body);
  const texts = createTexts(body);
  if (!isWellFormed(body, texts.note)) throw new BadAnswer('', 'XML', wordForBody(body, 'XML'));
  try {
    const quick = texts.toQuick();
    tree = createXmlTree(quick.includes('<![CDATA[') ? toOwnText : undefined);
    parser.parse(quick);
    return tree.end();
  } catch {
    // Without its cause, which may quote the text.
    throw new BadAnswer('', 'XML', 'other text');
  } finally {
    tree = noTree;
  }
}

const illegalCharacter = /[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/;
/** Sticky: at each ampersand. */
const reference = /&(?:amp|lt|gt|quot|apos|#x([0-9a-fA-F]{1,6})|#([0-9]{1,7}));/y;

/** The declared encoding. Any but UTF-8 would be read wrong, even if the bytes happen to be valid UTF-8. */
const declaredEncoding = /^<\?xml\s[^>]*?\sencoding\s*=\s*["']([^"']*)["']/;
const readableEncoding = /^(?:utf-?8|us-ascii)$/i;

/** Refuses what the parser would ignore or expand: other encodings, document types, undefined entities, characters that XML 1.0 forbids (section 2.2). */
function refuseDangers(text: string): void {
  const encoding = declaredEncoding.exec(text)?.[1];
  if (encoding !== undefined && !readableEncoding.test(encoding)) throw new BadAnswer('', 'XML', 'other text');
  if (illegalCharacter.test(text)) throw new BadAnswer('', 'XML', 'other text');
  const mayHoldMarkup = text.includes('<!') || text.includes('&');
  if (!mayHoldMarkup) return;
  const outside = withoutSections(text);
  for (let at = outside.indexOf('&'); at !== -1; at = outside.indexOf('&', at + 1)) {
    reference.lastIndex = at;
    const found = reference.exec(outside);
    if (found === null) throw new BadAnswer('', 'XML', 'other text');
    const [, hexadecimal, decimal] = found;
    const isOfCharacter = hexadecimal !== undefined || decimal !== undefined;
    const codePoint = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
    if (isOfCharacter && !isXmlCharacter(codePoint)) throw new BadAnswer('', 'XML', 'other text');
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
    if (open === undefined) throw new BadAnswer('', 'XML', 'other text');
    const end = text.indexOf(close, start + open.length);
    if (end === -1) throw new BadAnswer('', 'XML', 'other text');
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
