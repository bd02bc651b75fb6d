/** Builds the elements of a document while the parser reads it. */

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

/** The prefix of every name from a document, so that none is an inherited member. No XML name can begin with it. */
const mark = '<';

const memberNames = new Map<string, string>();

/** The member of an `XmlObject` for elements of this name. For names that code asks for: they are kept. */
export function toMemberName(elementName: string): string {
  let memberName = memberNames.get(elementName);
  if (memberName === undefined) {
    memberName = mark + elementName;
    memberNames.set(elementName, memberName);
  }
  return memberName;
}

/** The same for names of documents, of which there may be any number. A member's name stays as it is. */
export function toMarked(name: string): string {
  return memberNames.get(name) ?? (name.startsWith(mark) ? name : mark + name);
}

/** The element name of a member of an `XmlObject`. */
export function toElementName(memberName: string): string {
  return memberName.slice(mark.length);
}

interface OpenElement {
  readonly memberName: string;
  text: string;
  children: Record<string, XmlElement[]> | undefined;
}

/** One document while it is read. Its root has depth 1. */
interface XmlTree {
  readonly open: (memberName: string, depth: number) => void;
  /** @param depth of the element that the text is a part of */
  readonly addText: (text: string, depth: number) => void;
  /** The document, whose only child is the root. */
  readonly end: () => XmlObject;
}

/** @param toOwn turns a text into the text to keep. Default: the text itself */
export function createXmlTree(toOwn = (text: string): string => text): XmlTree {
  const document: OpenElement = { memberName: '', text: '', children: undefined };
  /** By depth. An element is among them until another one opens at its depth or above: the parser does not tell of ends. */
  const path = [document];

  function closeTo(depth: number): void {
    while (path.length > depth) {
      const { memberName, text, children } = path.pop() as OpenElement;
      const parent = path[path.length - 1] as OpenElement;
      parent.children ??= {};
      // Text next to elements is only indentation.
      (parent.children[memberName] ??= []).push(children ?? text);
    }
  }

  return {
    open: (memberName, depth) => {
      closeTo(depth);
      path.push({ memberName, text: '', children: undefined });
    },
    addText: (text, depth) => {
      const element = path[depth];
      if (element !== undefined) element.text += toOwn(text);
    },
    end: () => {
      closeTo(1);
      return document.children ?? {};
    },
  };
}
