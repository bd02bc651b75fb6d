/**
 * XML from providers, read by fast-xml-parser with the options and guards that make it right on hostile input.
 * This is the only place that knows that library.
 */
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { BadAnswer } from './adapter.ts';
import { toText } from './text.ts';

/**
 * An element's children by local name, each name with every element that bears it, in document order. An element
 * without child elements is its text. One shape for single and repeated elements: no list is ever taken for a value.
 */
export type XmlElement = string | XmlObject;

export interface XmlObject {
  readonly [name: string]: readonly XmlElement[];
}

const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  // Providers' text stays text: `007`, `1e5` and blanks at the ends are kept as they came.
  parseTagValue: false,
  trimValues: false,
  // Namespace-blind: the same API is documented under two namespaces.
  removeNSPrefix: true,
  // Without it numeric references stay undecoded. The body's size cap bounds the work, not a count: a legal answer
  // may hold thousands of references.
  htmlEntities: true,
  processEntities: { enabled: true, maxTotalExpansions: Infinity, maxExpandedLength: Infinity },
  isArray: () => true,
  // The parser refuses a document with such a name; as an unknown member it is merely unknown.
  transformTagName: (name) => (reservedNames.has(name) ? `_${name}` : name),
});

const reservedNames: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Parses a whole document and gives its root element. Throws `BadAnswer` unless it is well-formed and rooted so. */
export function parseXml(body: Uint8Array, rootName: string): XmlElement {
  const root = parseDocument(toText(body))[rootName]?.[0];
  if (root === undefined) throw new BadAnswer(`the root element is not ${rootName}`);
  return root;
}

function parseDocument(text: string): XmlObject {
  refuseDangers(text);
  // Still the library's own check; the package that is to replace it brings three more with it.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  if (XMLValidator.validate(text) !== true) throw new BadAnswer('the body is not well-formed XML');
  try {
    return parser.parse(text) as XmlObject;
  } catch {
    // Without its cause, which may quote the text.
    throw new BadAnswer('the body cannot be parsed as XML');
  }
}

const cdataOrComment = /<!\[CDATA\[[^]*?\]\]>|<!--[^]*?-->/g;
const doctype = /<!DOCTYPE/i;
const illegalCharacter = /[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/;
const strayAmpersand = /&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});)/;
const characterReference = /&#(?:x([0-9a-fA-F]+)|([0-9]+));/g;

/** What the parser would swallow or expand: document types, undefined entities, characters that XML 1.0 forbids (section 2.2). */
function refuseDangers(text: string): void {
  if (illegalCharacter.test(text)) throw new BadAnswer('the body holds a character that XML forbids');
  const mayHoldMarkup = text.includes('<!') || text.includes('&');
  if (!mayHoldMarkup) return;
  const outside = text.includes('<!') ? text.replace(cdataOrComment, '') : text;
  if (doctype.test(outside)) throw new BadAnswer('the body holds a document type');
  if (strayAmpersand.test(outside)) throw new BadAnswer('the body holds an undefined entity');
  for (const [, hexadecimal, decimal] of outside.matchAll(characterReference)) {
    const codePoint = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
    if (!isXmlCharacter(codePoint)) throw new BadAnswer('the body refers to a character that XML forbids');
  }
}

function isXmlCharacter(codePoint: number): boolean {
  if (codePoint < 0x20) return codePoint === 0x9 || codePoint === 0xa || codePoint === 0xd;
  if (codePoint < 0xd800) return true;
  return (codePoint > 0xdfff && codePoint < 0xfffe) || (codePoint > 0xffff && codePoint < 0x110000);
}
