/** The elements of an XML document, made while it is walked over. */
import { isWellFormed, type XmlVisitor } from './well-formed.ts';

/** An element without child elements is its text. Text beside child elements is only indentation, and dropped. */
export type XmlElement = string | XmlObject;

/** The child elements, in document order: their local names, and beside each name the element itself. */
export interface XmlObject {
  readonly names: readonly string[];
  readonly elements: readonly XmlElement[];
}

interface OpenElement extends XmlObject {
  readonly names: string[];
  readonly elements: XmlElement[];
}

/**
 * The document as an element whose only child is the root; undefined for one that is not well-formed. Its references must
 * have been checked.
 * @param bytes what the document was decoded from
 */
export function readXmlTree(document: string, bytes: Uint8Array): XmlObject | undefined {
  const text = createText(document, bytes);
  const outside: OpenElement = { names: [], elements: [] };
  const parents: OpenElement[] = [];
  let element = outside;
  const visitor: XmlVisitor = {
    open: (name) => {
      element.names.push(toLocalName(name));
      parents.push(element);
      element = { names: [], elements: [] };
      text.clear();
    },
    close: () => {
      const closed = element.elements.length > 0 ? element : text.whole();
      element = parents.pop() ?? outside;
      element.elements.push(closed);
      text.clear();
    },
    text: text.add,
    section: text.addSection,
  };
  return isWellFormed(document, visitor) ? outside : undefined;
}

interface Text {
  readonly add: (from: number, to: number) => void;
  readonly addSection: (from: number, to: number) => void;
  readonly whole: () => string;
  readonly clear: () => void;
}

/**
 * The text of the element that is open. Indentation between elements is text, too, until the next tag shows that it is
 * none: so a text stays a pair of positions until its element ends, or more of it comes.
 */
function createText(document: string, bytes: Uint8Array): Text {
  const take = createTake(document, bytes);
  let before = '';
  let start = 0;
  let end = 0;
  const whole = (): string => {
    if (start === end) return before;
    const text = toPlainText(take(start, end));
    return before === '' ? text : before + text;
  };
  return {
    add: (from, to) => {
      before = whole();
      start = from;
      end = to;
    },
    addSection: (from, to) => {
      before = whole() + take(from, to);
      end = start;
    },
    whole,
    clear: () => {
      before = '';
      end = start;
    },
  };
}

/** Namespaces are ignored: the same API is documented under two of them. */
function toLocalName(name: string): string {
  return name.includes(':') ? name.slice(name.indexOf(':') + 1) : name;
}

/**
 * Takes texts out of the document. V8 makes a slice of 13 characters or more a view that keeps the whole document: a job
 * in memory would hold all that its provider said. So such a text is read from the bytes again, or else copied.
 */
function createTake(document: string, bytes: Uint8Array): (from: number, to: number) => string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // One byte for each character: ASCII.
  const hasSamePlaces = document.length === bytes.byteLength;
  return (from, to) => {
    if (to - from < minViewLength) return document.slice(from, to);
    return hasSamePlaces ? buffer.toString('latin1', from, to) : Buffer.from(document.slice(from, to)).toString();
  };
}

const minViewLength = 13;

const references: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const reference = /&(?:#x([0-9a-fA-F]+)|#([0-9]+)|([a-z]+));/g;

function toPlainText(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(reference, (_all, hexadecimal?: string, decimal?: string, name: string = '') => {
    if (hexadecimal !== undefined) return String.fromCodePoint(Number.parseInt(hexadecimal, 16));
    return decimal === undefined ? (references[name] ?? '') : String.fromCodePoint(Number(decimal));
  });
}
