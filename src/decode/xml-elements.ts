/**
 * Reads the elements of a text, in one walk that also checks that it is one XML element whose tags nest, with only comments
 * and instructions around it (XML 1.0, section 2.1). Characters, references and the ends of comments and CDATA are checked
 * before, in xml.ts.
 * @see https://www.w3.org/TR/xml/#sec-well-formed
 */

/**
 * An element's children by local name (see toMemberName): for each name a list of the elements, in document order. An
 * element without child elements is its text. Single and repeated elements have the same shape, so that a list cannot be
 * mistaken for a value.
 */
export type XmlElement = string | XmlObject;

/** The children of an element by name. A name has as many entries as there are such children. */
export interface XmlObject {
  readonly [name: string]: readonly XmlElement[];
}

/** The prefix of every name from a document: a marked name is never an inherited member (`__proto__`, `toString`). */
const mark = '<';

/** The member of an `XmlObject` for elements of this name. */
export function toMemberName(elementName: string): string {
  return mark + elementName;
}

/** The element name of a member of an `XmlObject`. */
export function toElementName(memberName: string): string {
  return memberName.slice(mark.length);
}

/** The root element of a document, with its local name. */
export interface XmlRoot {
  readonly name: string;
  readonly element: XmlElement;
}

/** The root of the document; undefined if it is not well-formed. Line ends are those of XML already: `\n` alone (section 2.11). */
export function readElements(text: string): XmlRoot | undefined {
  const tags: Tags = { open: [], attributes: 0, root: undefined };
  const { open } = tags;
  // The end mark of CDATA, which is not allowed in text (section 2.4).
  const mayHoldEnds = text.includes(']]>');
  let at = 0;
  for (;;) {
    const next = text.indexOf('<', at);
    const start = next === -1 ? text.length : next;
    const element = open.at(-1);
    if (element === undefined && !isBlank(text, at, start)) return undefined;
    if (mayHoldEnds && text.slice(at, start).includes(']]>')) return undefined;
    if (element !== undefined && at !== start) addText(element, decodeReferences(text.slice(at, start)));
    if (start === text.length) return open.length === 0 ? tags.root : undefined;
    const sign = text[start + 1];
    if (sign === '/') at = readEndTag(text, start, tags);
    else if (sign === '?') at = endOfInstruction(text, start);
    else if (sign === '!') at = readSection(text, start, element);
    else if (element === undefined && tags.root !== undefined) return undefined;
    else at = readStartTag(text, start, tags);
    if (at === malformed) return undefined;
  }
}

/** What the walk knows at one position. */
interface Tags {
  /** The elements that have begun and not ended. */
  readonly open: OpenElement[];
  /** So far. */
  attributes: number;
  /** Once it has ended. */
  root: XmlRoot | undefined;
}

interface OpenElement {
  /** With its prefix. */
  readonly name: string;
  /** Its name as a member of its parent. */
  readonly member: string;
  text: string;
  children: Record<string, XmlElement[]> | undefined;
}

/** Text next to elements is only indentation. */
function addText(element: OpenElement, text: string): void {
  if (element.children === undefined) element.text += text;
}

/** Gives an element that has ended to its parent. */
function close(tags: Tags, { member, children, text }: Omit<OpenElement, 'name'>): void {
  const element = children ?? toOwnText(text);
  const parent = tags.open.at(-1);
  if (parent === undefined) tags.root = { name: toElementName(member), element };
  else ((parent.children ??= {})[member] ??= []).push(element);
}

/** V8 keeps the whole text for a slice of at least 13 characters, and what is read may be kept for long. */
function toOwnText(text: string): string {
  return text.length < 13 ? text : ` ${text}`.slice(1);
}

const reference = /&(?:#x([0-9a-fA-F]+)|#([0-9]+)|([a-z]+));/g;
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decodeReferences(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(reference, (_whole, hexadecimal?: string, decimal?: string, name: string = '') => {
    if (hexadecimal !== undefined) return String.fromCodePoint(Number.parseInt(hexadecimal, 16));
    return decimal === undefined ? (entities[name] ?? '') : String.fromCodePoint(Number(decimal));
  });
}

/** Providers nest some ten elements. */
const maxDepth = 100;

/** Providers use attributes for namespaces and little else. A text with more is refused as malformed. */
const maxAttributes = 10_000;

const malformed = -1;

/** Section 2.3, the production `Name`. */
const nameStart =
  ':A-Z_a-z\\xC0-\\xD6\\xD8-\\xF6\\xF8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C-\\u200D\\u2070-\\u218F' +
  '\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}';
const name = `[${nameStart}][\\u0300-\\u036F${nameStart}\\-.0-9\\xB7\\u203F\\u2040]*`;

// Sticky: it matches at one position and leaves the end of the match in `lastIndex`.
const nameHere = new RegExp(name, 'uy');

/** The end of the name that begins there; `malformed` if none does. */
function endOfName(text: string, at: number): number {
  nameHere.lastIndex = at;
  return nameHere.test(text) ? nameHere.lastIndex : malformed;
}

/**
 * Not a regular expression. In a process with much compiled code V8 optimises no further ones, and a repetition over
 * megabytes, followed by something that may fail, then overflows its stack: "Maximum call stack size exceeded".
 */
function skipBlanks(text: string, at: number): number {
  let end = at;
  while (isBlankCode(text.charCodeAt(end))) end += 1;
  return end;
}

function isBlankCode(code: number): boolean {
  return code === 0x20 || code === 0xa || code === 0xd || code === 0x9;
}

function isBlank(text: string, from: number, to: number): boolean {
  return from === to || skipBlanks(text, from) >= to;
}

function readEndTag(text: string, start: number, tags: Tags): number {
  const element = tags.open.pop();
  if (element === undefined || !text.startsWith(element.name, start + 2)) return malformed;
  const end = skipBlanks(text, start + 2 + element.name.length);
  if (text[end] !== '>') return malformed;
  close(tags, element);
  return end + 1;
}

/** Opens the element, unless the tag closes itself. */
function readStartTag(text: string, start: number, tags: Tags): number {
  const nameEnd = endOfName(text, start + 1);
  if (nameEnd === malformed || tags.open.length === maxDepth) return malformed;
  const end = text[nameEnd] === '>' ? nameEnd : endOfAttributes(text, nameEnd, tags);
  if (end === malformed) return malformed;
  const name = text.slice(start + 1, nameEnd);
  // Ignores namespaces: the same API is documented under two of them.
  const element = { name, member: toMemberName(name.slice(name.indexOf(':') + 1)), text: '', children: undefined };
  if (text.startsWith('/>', end)) {
    close(tags, element);
    return end + 2;
  }
  if (text[end] !== '>') return malformed;
  tags.open.push(element);
  return end + 1;
}

function endOfAttributes(text: string, start: number, tags: Tags): number {
  const names = new Set<string>();
  for (let at = start; ;) {
    const nameStart = skipBlanks(text, at);
    const nameEnd = nameStart === at ? malformed : endOfName(text, nameStart);
    if (nameEnd === malformed) return nameStart;
    const attribute = text.slice(nameStart, nameEnd);
    tags.attributes += 1;
    if (names.has(attribute) || tags.attributes > maxAttributes) return malformed;
    names.add(attribute);
    at = endOfValue(text, nameEnd);
    if (at === malformed) return malformed;
  }
}

/** The end of an attribute's equals sign and quoted value. */
function endOfValue(text: string, start: number): number {
  const equals = skipBlanks(text, start);
  const open = skipBlanks(text, equals + 1);
  const quote = text[open];
  if (text[equals] !== '=' || (quote !== '"' && quote !== "'")) return malformed;
  const close = text.indexOf(quote, open + 1);
  return close === -1 || text.slice(open + 1, close).includes('<') ? malformed : close + 1;
}

/** The XML declaration has the same form; no other instruction may be named `xml` (section 2.6). */
function endOfInstruction(text: string, start: number): number {
  const nameEnd = endOfName(text, start + 2);
  if (nameEnd === malformed) return malformed;
  const isNamedXml = nameEnd === start + 5 && text.slice(start + 2, nameEnd).toLowerCase() === 'xml';
  if (start > 0 && isNamedXml) return malformed;
  if (!isBlankCode(text.charCodeAt(nameEnd)) && !text.startsWith('?>', nameEnd)) return malformed;
  const end = text.indexOf('?>', nameEnd);
  return end === -1 ? malformed : end + 2;
}

/** A comment or, inside the root, CDATA. */
function readSection(text: string, start: number, element: OpenElement | undefined): number {
  const [open, close] = text.startsWith('<!--', start) ? ['<!--', '-->'] : ['<![CDATA[', ']]>'];
  const from = start + open.length;
  const to = text.startsWith(open, start) ? text.indexOf(close, from) : malformed;
  if (to === -1) return malformed;
  if (open !== '<!--') {
    if (element === undefined) return malformed;
    addText(element, text.slice(from, to));
  }
  return to + close.length;
}
