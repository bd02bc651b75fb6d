/**
 * Walks over a text, and gives whether it is one XML element whose tags nest, with only comments and instructions around
 * it (XML 1.0, section 2.1). Characters, references and the encoding are checked before, in xml.ts.
 * @see https://www.w3.org/TR/xml/#sec-well-formed
 * @param visitor is told what the root holds, in document order
 */
export function isWellFormed(text: string, visitor: XmlVisitor = nobody): boolean {
  const tags: Tags = { open: [], attributes: 0, visitor };
  const { open } = tags;
  // The end mark of CDATA, which is not allowed in text (section 2.4).
  const mayHoldEnds = text.includes(']]>');
  let hasRoot = false;
  let at = 0;
  for (;;) {
    const next = text.indexOf('<', at);
    const start = next === -1 ? text.length : next;
    if (open.length === 0 && !isBlank(text, at, start)) return false;
    if (mayHoldEnds && text.slice(at, start).includes(']]>')) return false;
    if (at !== start && open.length > 0) visitor.text(at, start);
    if (start === text.length) return hasRoot && open.length === 0;
    const sign = text.charCodeAt(start + 1);
    if (sign === slash) at = endOfEndTag(text, start, tags);
    else if (sign === questionMark) at = endOfInstruction(text, start);
    else if (sign === exclamationMark) at = endOfSection(text, start, tags);
    else {
      if (open.length === 0 && hasRoot) return false;
      hasRoot = true;
      at = endOfStartTag(text, start, tags);
    }
    if (at === malformed) return false;
  }
}

/** Positions are those of the text that is walked over. */
export interface XmlVisitor {
  readonly open: (name: string) => void;
  readonly close: () => void;
  /** Text between two tags. It may hold references. */
  readonly text: (from: number, to: number) => void;
  /** What a CDATA section holds. */
  readonly section: (from: number, to: number) => void;
}

const ignore = (): void => undefined;
const nobody: XmlVisitor = { open: ignore, close: ignore, text: ignore, section: ignore };

/** The names of the open elements, and the number of attributes so far. */
interface Tags {
  readonly open: string[];
  attributes: number;
  readonly visitor: XmlVisitor;
}

const exclamationMark = 0x21;
const slash = 0x2f;
const greaterThan = 0x3e;
const questionMark = 0x3f;

/** Providers use attributes for namespaces and little else. A text with more is refused as malformed. */
const maxAttributes = 10_000;

const malformed = -1;

/** Section 2.3, the production `Name`. */
const nameStart =
  ':A-Z_a-z\\xC0-\\xD6\\xD8-\\xF6\\xF8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C-\\u200D\\u2070-\\u218F' +
  '\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}';
const name = `[${nameStart}][\\u0300-\\u036F${nameStart}\\-.0-9\\xB7\\u203F\\u2040]*`;

// All are sticky: they match at one position and leave the end of the match in `lastIndex`.
const blank = /[ \t\r\n]*/y;
const nameHere = new RegExp(name, 'uy');
const attributeHere = new RegExp(`[ \\t\\r\\n]+(${name})[ \\t\\r\\n]*=[ \\t\\r\\n]*(?:"[^"<]*"|'[^'<]*')`, 'uy');
const instructionHere = new RegExp(`<\\?(${name})(?=[ \\t\\r\\n]|\\?>)`, 'uy');

function skipBlanks(text: string, at: number): number {
  blank.lastIndex = at;
  blank.test(text);
  return blank.lastIndex;
}

function isBlank(text: string, from: number, to: number): boolean {
  return from === to || skipBlanks(text, from) >= to;
}

function endOfEndTag(text: string, start: number, { open, visitor }: Tags): number {
  const opened = open.pop();
  if (opened === undefined || !text.startsWith(opened, start + 2)) return malformed;
  visitor.close();
  const nameEnd = start + 2 + opened.length;
  if (text.charCodeAt(nameEnd) === greaterThan) return nameEnd + 1;
  const end = skipBlanks(text, nameEnd);
  return text.charCodeAt(end) === greaterThan ? end + 1 : malformed;
}

/** Adds the name to the open ones, unless the tag closes itself. */
function endOfStartTag(text: string, start: number, tags: Tags): number {
  const nameEnd = endOfName(text, start + 1);
  if (nameEnd === malformed) return malformed;
  const end = text.charCodeAt(nameEnd) === greaterThan ? nameEnd : endOfAttributes(text, nameEnd, tags);
  const closesItself = text.charCodeAt(end) === slash;
  if (text.charCodeAt(closesItself ? end + 1 : end) !== greaterThan) return malformed;
  const opened = text.slice(start + 1, nameEnd);
  tags.visitor.open(opened);
  if (!closesItself) {
    tags.open.push(opened);
    return end + 1;
  }
  tags.visitor.close();
  return end + 2;
}

const lastAscii = 0x7f;
/** By character: 2 may begin a name, 1 may go on with it. */
const asciiKinds = new Uint8Array(lastAscii + 1);
for (let code = 0; code <= lastAscii; code += 1) {
  const character = String.fromCharCode(code);
  asciiKinds[code] = /[:A-Z_a-z]/.test(character) ? 2 : /[-.0-9]/.test(character) ? 1 : 0;
}

function endOfName(text: string, start: number): number {
  let at = start;
  while ((asciiKinds[text.charCodeAt(at)] ?? 0) > (at === start ? 1 : 0)) at += 1;
  if (text.charCodeAt(at) > lastAscii) {
    nameHere.lastIndex = start;
    return nameHere.test(text) ? nameHere.lastIndex : malformed;
  }
  return at === start ? malformed : at;
}

function endOfAttributes(text: string, start: number, tags: Tags): number {
  const names = new Set<string>();
  let end = start;
  attributeHere.lastIndex = end;
  for (let found = attributeHere.exec(text); found !== null; found = attributeHere.exec(text)) {
    const [, attribute = ''] = found;
    tags.attributes += 1;
    if (names.has(attribute) || tags.attributes > maxAttributes) return malformed;
    names.add(attribute);
    end = attributeHere.lastIndex;
  }
  return skipBlanks(text, end);
}

/** The XML declaration has the same form; no other instruction may be named `xml` (section 2.6). */
function endOfInstruction(text: string, start: number): number {
  instructionHere.lastIndex = start;
  const target = instructionHere.exec(text)?.[1];
  if (target === undefined || (start > 0 && target.toLowerCase() === 'xml')) return malformed;
  const end = text.indexOf('?>', start + 2);
  return end === -1 ? malformed : end + 2;
}

/** A comment or, inside the root, CDATA. */
function endOfSection(text: string, start: number, { open, visitor }: Tags): number {
  const isComment = text.startsWith('<!--', start);
  if (!isComment && (open.length === 0 || !text.startsWith('<![CDATA[', start))) return malformed;
  const from = start + (isComment ? '<!--' : '<![CDATA[').length;
  const end = text.indexOf(isComment ? '-->' : ']]>', from);
  if (end === -1) return malformed;
  if (!isComment) visitor.section(from, end);
  return end + 3;
}
