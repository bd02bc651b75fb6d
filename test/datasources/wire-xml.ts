/** Writes XML as it may come over a wire: the same text by entities, references or CDATA, prefixes, comments, blanks. */

export interface XmlSpelling {
  /** The text as the content of an element. */
  readonly text: (text: string) => string;
  /** An element; undefined gives none, and content that is empty gives `<a/>` or `<a></a>`. */
  readonly element: (name: string, content: string | null | undefined) => string;
  /** An element that holds text. */
  readonly textElement: (name: string, text: string | null | undefined) => string;
  /** An element that holds a number, a word or a time: blanks around those mean nothing. */
  readonly typedElement: (name: string, value: string | null | undefined) => string;
  /** An element with children, in any order, with blanks and comments between them. */
  readonly parent: (name: string, children: readonly string[]) => string;
  /** A whole document with its prologue, and with a byte order mark at times. */
  readonly document: (root: string, namespace: string | undefined, children: readonly string[]) => Buffer;
}

/** @param seed the same seed spells the same way */
export function createXmlSpelling(seed: number): XmlSpelling {
  let state = (seed * 2_654_435_761 + 1) >>> 0;
  const pick = (count: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) % count;
  };
  const prefix = pick(4) === 0 ? 'ns1:' : '';
  const attribute = (): string => (pick(9) === 0 ? ` x:kind="a &gt; b"` : '');

  function spellText(text: string): string {
    // A parser turns a bare carriage return into a line feed: only a reference keeps it.
    if (text.includes('\r')) return escape(text);
    switch (pick(5)) {
      case 0:
        return toCdata(text);
      case 1:
        return toReferences(text);
      case 2:
        return halve(text, (head, tail) => escape(head) + toCdata(tail));
      case 3:
        return halve(text, (head, tail) => `${toCdata(head)}<!-- & <b> -->${escape(tail)}<?pi x?>`);
      default:
        return escape(text);
    }
  }

  function element(name: string, content: string | null | undefined): string {
    if (content === undefined) return '';
    const open = `${prefix}${name}${attribute()}`;
    if (content === null || content === '') return pick(2) === 0 ? `<${open}/>` : `<${open}></${prefix}${name}>`;
    return `<${open}>${content}</${prefix}${name} >`;
  }

  const textElement: XmlSpelling['textElement'] = (name, text) => element(name, text ? spellText(text) : text);

  function parent(name: string, children: readonly string[]): string {
    const between = ['', '\n    ', '<!-- a note -->\n'][pick(3)] ?? '';
    const present = children.filter((child) => child !== '');
    const start = pick(Math.max(1, present.length));
    return element(
      name,
      [...present.slice(start), ...present.slice(0, start)].map((child) => between + child).join('') + between,
    );
  }

  return {
    text: spellText,
    element,
    textElement,
    typedElement: (name, value) => element(name, value && pick(3) === 0 ? `\n  ${value} ` : value),
    parent,
    document: (root, namespace, children) => {
      const names = prefix === '' ? `xmlns="${namespace ?? 'urn:x'}"` : `xmlns:ns1="${namespace ?? 'urn:x'}"`;
      const prologue =
        ["<?xml version='1.0' encoding='utf-8' ?>\n", '<?xml version="1.0" encoding="UTF-8"?><!-- served -->', ''][
          pick(3)
        ] ?? '';
      const text = `${prologue}<${prefix}${root} ${names} xmlns:x="urn:other">${children.join('')}</${prefix}${root}>\n`;
      return Buffer.from(pick(5) === 0 && prologue !== '' ? `\uFEFF${text}` : text);
    },
  };
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;')
    .replaceAll('\r', '&#13;');
}

function toCdata(text: string): string {
  return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}

function toReferences(text: string): string {
  return Array.from(text, (character, index) => {
    const codePoint = character.codePointAt(0) ?? 0;
    return index % 2 === 0 ? `&#${codePoint};` : `&#x${codePoint.toString(16).toUpperCase()};`;
  }).join('');
}

function halve(text: string, join: (head: string, tail: string) => string): string {
  const characters = Array.from(text);
  const middle = characters.length >> 1;
  return join(characters.slice(0, middle).join(''), characters.slice(middle).join(''));
}

/** What a later version of a provider may add, under names that objects inherit. */
export const unknownElements: readonly string[] = [
  '<AddedLater>1<!-- x --></AddedLater>',
  '<toString>text</toString>',
  '<constructor><prototype>text</prototype></constructor>',
  '<__proto__><Status>Failed</Status><ProgressCode>Expired</ProgressCode></__proto__>',
  '<hasOwnProperty/>',
  '<AddedLater><member>1</member><member><deeper a="1"/></member></AddedLater>',
];
