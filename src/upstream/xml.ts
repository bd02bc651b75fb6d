/**
 * XML from providers, read by fast-xml-parser with the options and guards that make it right on hostile input.
 * This is the only place that knows that library.
 */
import { XMLParser } from 'fast-xml-parser';
import { BadAnswer } from './adapter.ts';
import { createLongText } from './long-text.ts';
import { fewestBytesToCount, maxTags, refuseManyTags } from './parts.ts';
import { toText } from './text.ts';
import { isWellFormed } from './well-formed.ts';

/**
 * An element's children by local name (see toMemberName), each name with every element that bears it, in document
 * order. An element without child elements is its text. One shape for single and repeated elements: no list is ever
 * taken for a value.
 */
export type XmlElement = string | XmlObject;

export interface XmlObject {
  readonly [name: string]: readonly XmlElement[];
}

/** Numeric references and the five names that XML itself knows; others are refused below. */
const noFurtherEntities = {};

const parser = new XMLParser({
  // Half the time: the parser's second pass, which builds objects and asks for each path, is not run. See toElement.
  preserveOrder: true,
  jPath: false,
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  // Providers' text stays text: `007`, `1e5` and blanks at the ends are kept as they came.
  parseTagValue: false,
  trimValues: false,
  // Namespace-blind: the same API is documented under two namespaces.
  removeNSPrefix: true,
  // Without it numeric references stay undecoded. The parser's own counts are too low for legal answers: parts.ts counts.
  htmlEntities: noFurtherEntities as unknown as boolean,
  processEntities: { enabled: true, maxTotalExpansions: Infinity, maxExpandedLength: Infinity },
  // The parser refuses or renames what objects inherit (`__proto__`, `toString`): with a mark no name is one of those.
  // It asks again for the name of an element that closes itself.
  transformTagName: (name) => (name.startsWith(mark) ? name : mark + name),
});

/** Stands before every name that comes from a document. No name in XML can begin with it. */
const mark = '<';

/** The member of an `XmlObject` that holds the elements of this name. */
export function toMemberName(elementName: string): string {
  return mark + elementName;
}

/** The name of the elements that a member of an `XmlObject` holds; null for the text between elements. */
export function toElementName(memberName: string): string | null {
  return memberName.startsWith(mark) ? memberName.slice(mark.length) : null;
}

/**
 * Parses a whole document of no more than so many tags and references, and gives its root element. Throws `BadAnswer`
 * unless it is well-formed and rooted so.
 */
export function parseXml(body: Uint8Array, rootName: string, most: number = maxTags.job): XmlElement {
  const document = parseDocument(toText(body), most);
  const [root] = document[toMemberName(rootName)] ?? [];
  if (root === undefined) throw new BadAnswer(`the root element is not one ${rootName}`);
  return root;
}

function parseDocument(body: string, most: number): XmlObject {
  refuseManyTags(body, most);
  refuseDangers(body);
  const text = withoutIndents(body);
  const longText = text.length < fewestBytesToCount ? undefined : createLongText();
  if (!isWellFormed(text, longText?.note)) throw new BadAnswer('the body is not well-formed XML');
  try {
    const document = toElement(parser.parse(longText?.asSections(text) ?? text) as OrderedChildren);
    return typeof document === 'string' ? {} : document;
  } catch {
    // Without its cause, which may quote the text.
    throw new BadAnswer('the body cannot be parsed as XML');
  }
}

const indent = />\s+(?=<[^/?!])/g;

/**
 * Blanks before an element stand beside it, and say nothing; the parser reads them sign by sign, for a fifth of its time.
 * In CDATA they may be text: a document that may hold one is left as it is.
 */
function withoutIndents(text: string): string {
  return text.includes('<!') ? text : text.replace(indent, '>');
}

/** Each child of an element: one member, by its marked name or as `#text`. */
type OrderedChildren = readonly Readonly<Record<string, unknown>>[];

function toElement(children: OrderedChildren): XmlElement {
  let text = '';
  let object: Record<string, XmlElement[]> | undefined;
  for (const child of children) {
    for (const name in child) {
      if (name.startsWith(mark)) {
        object ??= {};
        (object[name] ??= []).push(toElement(child[name] as OrderedChildren));
      } else if (name === '#text') {
        text += child[name] as string;
      }
    }
  }
  // Text beside elements is what they are indented by.
  return object ?? text;
}

const illegalCharacter = /[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/;
const strayAmpersand = /&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});)/;
const characterReference = /&#(?:x([0-9a-fA-F]+)|([0-9]+));/g;

/** The encoding that the document says it has; bytes that happen to be UTF-8 would be read wrong. */
const declaredEncoding = /^<\?xml\s[^>]*?\sencoding\s*=\s*["']([^"']*)["']/;
const readableEncoding = /^(?:utf-?8|us-ascii)$/i;

/** What the parser would swallow or expand: other encodings, document types, undefined entities, characters that XML 1.0 forbids (section 2.2). */
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

/** How each kind of section that may stand in a document begins and ends. */
const sections = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
] as const;

/**
 * The text without comments and CDATA. By hand: a pattern would look through the whole rest of the text for the end of
 * each section that has none, and so would the library's check.
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
