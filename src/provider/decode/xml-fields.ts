/** Reads typed values from an XML element. Absent and empty elements are null; anything mistyped throws `BadAnswer`. */
import type { Instant } from '../contract/job.ts';
import { BadAnswer, readEach } from '../contract/bad-answer.ts';
import { toBigInt, toBoolean, toInstant, toInteger } from './values.ts';
import { toElementName, toMemberName, type XmlElement, type XmlObject } from './xml-tree.ts';

const noElements: readonly XmlElement[] = [];

/** Every child of that name, in document order. Throws `BadAnswer` if the parent holds text. */
export function childrenOf(parent: XmlElement, name: string): readonly XmlElement[] {
  if (typeof parent !== 'string') return parent[toMemberName(name)] ?? noElements;
  if (parent.trim() !== '') throw new BadAnswer('', 'object', 'text');
  return noElements;
}

/** The only child of that name; undefined without one. Throws `BadAnswer` if there are several. */
export function childOf(parent: XmlElement, name: string): XmlElement | undefined {
  const children = childrenOf(parent, name);
  if (children.length > 1) throw new BadAnswer(name, typeof children[0] === 'string' ? 'text' : 'object', 'list');
  return children[0];
}

/** The only child of that name, which must contain elements; null if it is absent or empty. */
export function readElement(parent: XmlElement, name: string): XmlObject | null {
  const child = childOf(parent, name);
  if (child === undefined) return null;
  if (typeof child !== 'string') return child;
  if (child.trim() !== '') throw new BadAnswer(name, 'object', 'text');
  return null;
}

/** The items of a list element such as `Jobs > member`; null if the list is absent, [] if it is empty. */
export function readList(parent: XmlElement, name: string, itemName: string): readonly XmlElement[] | null {
  const list = childOf(parent, name);
  if (list === undefined) return null;
  if (typeof list === 'string' && list.trim() !== '') throw new BadAnswer(name, 'list', 'text');
  return childrenOf(list, itemName);
}

/** The items of a list element, each read; null if the list is absent. */
export function readListOf<T>(
  parent: XmlElement,
  name: string,
  itemName: string,
  read: (item: XmlElement) => T,
): readonly T[] | null {
  const items = readList(parent, name, itemName);
  return items && readEach(`${name}.${itemName}`, items, read);
}

/** Names of the child elements, in document order. */
export function childNames(parent: XmlElement): readonly string[] {
  return typeof parent === 'string' ? [] : Object.keys(parent).map(toElementName);
}

/** The text of an element, unchanged; null if it is empty. */
export function toElementText(element: XmlElement, name: string): string | null {
  if (typeof element !== 'string') throw new BadAnswer(name, 'text', 'object');
  return element === '' ? null : element;
}

/** The element's text. Throws `BadAnswer` if it has children or is repeated. */
export function readText(parent: XmlElement, name: string): string | null {
  const child = childOf(parent, name);
  return child === undefined ? null : toElementText(child, name);
}

/** Text that must be present. */
export function requireText(parent: XmlElement, name: string): string {
  const text = readText(parent, name);
  if (text === null) throw new BadAnswer(name, 'text', 'nothing');
  return text;
}

/** An instant as an ISO 8601 text. Null if the element is absent or blank. Throws `BadAnswer` for anything else. */
export function readXmlInstant(parent: XmlElement, name: string): Instant | null {
  return readTyped(parent, name, toInstant);
}

/** A whole number of 32 bits, GraphQL's Int. Null if the element is absent or blank. Throws `BadAnswer` for anything else. */
export function readXmlInteger(parent: XmlElement, name: string): number | null {
  return readTyped(parent, name, toInteger);
}

/** A whole number of any size. Null if the element is absent or blank. Throws `BadAnswer` for anything else. */
export function readXmlBigInt(parent: XmlElement, name: string): bigint | null {
  return readTyped(parent, name, toBigInt);
}

/** `true` or `false`. Null if the element is absent or blank. Throws `BadAnswer` for anything else. */
export function readXmlBoolean(parent: XmlElement, name: string): boolean | null {
  return readTyped(parent, name, toBoolean);
}

/** Ignores blanks around typed values, which pretty-printed answers have. Texts keep theirs: see readText. */
function readTyped<T>(parent: XmlElement, name: string, convert: (text: string, name: string) => T): T | null {
  const text = readText(parent, name)?.trim();
  return text === undefined || text === '' ? null : convert(text, name);
}
