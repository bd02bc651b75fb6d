/** Writes XML. The emulators receive none, so there is no reader. */
const raw = Symbol('raw XML');

/** Markup that is written unescaped, e.g. `<![CDATA[…]]>` or a numeric reference. */
export interface RawXml {
  readonly [raw]: string;
}

/**
 * The content of an element. An object's members are its children in their order (an undefined one is left out),
 * an array is a list of children of one name, null is an empty element.
 */
export type XmlTree = string | number | bigint | boolean | null | RawXml | readonly XmlTree[] | XmlObject;
export type XmlObject = { readonly [name: string]: XmlTree | undefined };

export interface XmlDocumentOptions {
  /** The default namespace of the root. */
  readonly xmlns?: string;
  /** Item names by list name. Default: `member`. */
  readonly itemNames?: ReadonlyMap<string, string>;
}

/** Marks text to be written unescaped. */
export function toRawXml(markup: string): RawXml {
  return { [raw]: markup };
}

/** The text as CDATA; a `]]>` inside it is split over two sections. */
export function toCdata(text: string): RawXml {
  return toRawXml(`<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`);
}

/** A whole document, with COS's indentation and prologue. */
export function formatXmlDocument(root: string, tree: XmlTree, options: XmlDocumentOptions = {}): string {
  const attribute = options.xmlns === undefined ? '' : ` xmlns="${escapeXml(options.xmlns)}"`;
  return `<?xml version='1.0' encoding='utf-8' ?>\n${formatElement(root, tree, options, '', attribute)}\n`;
}

/**
 * Escapes text for an element or a quoted attribute. A carriage return becomes a reference, because a parser would turn
 * it into a line feed. Throws for characters that XML 1.0 does not allow.
 */
export function escapeXml(text: string): string {
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text) || !text.isWellFormed()) {
    throw new RangeError('text holds a character that XML 1.0 cannot hold');
  }
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;');
}

function formatElement(
  name: string,
  tree: XmlTree,
  options: XmlDocumentOptions,
  indent: string,
  attribute = '',
): string {
  const open = `${indent}<${name}${attribute}`;
  if (tree === null) return `${open}/>`;
  if (typeof tree !== 'object') return `${open}>${escapeXml(String(tree))}</${name}>`;
  if (isRawXml(tree)) return `${open}>${tree[raw]}</${name}>`;
  const children = listChildren(name, tree, options);
  if (children.length === 0) return `${open}/>`;
  const lines = children.map(([child, content]) => formatElement(child, content, options, `${indent}    `));
  return [`${open}>`, ...lines, `${indent}</${name}>`].join('\n');
}

function listChildren(
  name: string,
  tree: readonly XmlTree[] | XmlObject,
  options: XmlDocumentOptions,
): readonly (readonly [string, XmlTree])[] {
  if (isList(tree)) {
    const itemName = options.itemNames?.get(name) ?? 'member';
    return tree.map((item) => [itemName, item] as const);
  }
  return Object.entries(tree).flatMap(([child, content]) => (content === undefined ? [] : [[child, content] as const]));
}

function isRawXml(tree: RawXml | readonly XmlTree[] | XmlObject): tree is RawXml {
  return raw in tree;
}

function isList(tree: readonly XmlTree[] | XmlObject): tree is readonly XmlTree[] {
  return Array.isArray(tree);
}
