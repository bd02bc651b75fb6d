/**
 * Whether a text is one XML element whose tags nest, with only comments and instructions around it (XML 1.0, section
 * 2.1). Characters, references and the ends of comments and CDATA are checked before, in xml.ts. The parser checks none of
 * this. The library's validator does so in part, and takes half as long as parsing.
 * @see https://www.w3.org/TR/xml/#sec-well-formed
 * @param onText called with the position of each text between two tags, and whether it is beside an element
 */
export function isWellFormed(text: string, onText?: OnText): boolean {
  const tags: Tags = { open: [], attributes: 0 };
  const { open } = tags;
  // The end mark of CDATA, which is not allowed in text (section 2.4).
  const mayHoldEnds = text.includes(']]>');
  let hasRoot = false;
  let isBehindElement = false;
  let at = 0;
  for (;;) {
    const next = text.indexOf('<', at);
    const start = next === -1 ? text.length : next;
    if (open.length === 0 && !isBlank(text, at, start)) return false;
    if (mayHoldEnds && text.slice(at, start).includes(']]>')) return false;
    const sign = text[start + 1];
    const isMarkup = sign === '/' || sign === '?' || sign === '!';
    if (at !== start) onText?.(at, start, open.length === 0 || isBehindElement || !isMarkup);
    if (start === text.length) return hasRoot && open.length === 0;
    if (sign === '/') at = endOfEndTag(text, start, open.pop());
    else if (sign === '?') at = endOfInstruction(text, start);
    else if (sign === '!') at = endOfSection(text, start, open.length > 0);
    else {
      if (open.length === 0 && hasRoot) return false;
      hasRoot = true;
      at = endOfStartTag(text, start, tags);
    }
    if (at === malformed) return false;
    if (sign === '/') isBehindElement = true;
    else if (!isMarkup) isBehindElement = text[at - 2] === '/';
  }
}

/** Called with the positions of a text, from its first character to the one after its last. */
export type OnText = (from: number, to: number, isBesideElement: boolean) => void;

/** The names of the open elements, and the number of attributes so far. */
interface Tags {
  readonly open: string[];
  attributes: number;
}

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

function endOfEndTag(text: string, start: number, opened: string | undefined): number {
  if (opened === undefined || !text.startsWith(opened, start + 2)) return malformed;
  const end = skipBlanks(text, start + 2 + opened.length);
  return text[end] === '>' ? end + 1 : malformed;
}

/** Adds the name to the open ones, unless the tag closes itself. */
function endOfStartTag(text: string, start: number, tags: Tags): number {
  const nameEnd = endOfName(text, start + 1);
  if (nameEnd === malformed) return malformed;
  const end = text[nameEnd] === '>' ? nameEnd : endOfAttributes(text, nameEnd, tags);
  if (end === malformed) return malformed;
  if (text.startsWith('/>', end)) return end + 2;
  if (text[end] !== '>') return malformed;
  tags.open.push(text.slice(start + 1, nameEnd));
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
function endOfSection(text: string, start: number, isInside: boolean): number {
  const [open, close] = text.startsWith('<!--', start) ? ['<!--', '-->'] : ['<![CDATA[', ']]>'];
  if (!text.startsWith(open, start) || (open !== '<!--' && !isInside)) return malformed;
  const end = text.indexOf(close, start + open.length);
  return end === -1 ? malformed : end + close.length;
}
