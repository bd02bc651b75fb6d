/** Parses a YAML or JSON file to its tree, with the faults of its syntax. */
import { isAlias, isScalar, isSeq, LineCounter, parseDocument, type Document, type Pair, type ParsedNode } from 'yaml';
import type { PlacedFault } from './faults.ts';
import { toPathKey, type ConfigPath } from './paths.ts';

/** A parsed file, with the faults of its syntax. */
export interface ConfigDocument {
  /** Maps, lists, texts, numbers, truth values and nulls; undefined if the text is not YAML. */
  readonly tree: unknown;
  readonly faults: readonly PlacedFault[];
  /** The line of each key and item, by path. */
  readonly lines: ReadonlyMap<string, number>;
}

/** Aliases unfold to copies: a few lines of them can need more than all memory. */
const maxValues = 100_000;
const maxDepth = 50;

class TooLarge extends Error {}

/** Takes `${NAME}` unquoted everywhere, in `{ }` and `[ ]` too, where YAML itself would not. Never throws. */
export function readDocument(text: string): ConfigDocument {
  const lineCounter = new LineCounter();
  const document = parseDocument(markReferences(text), {
    prettyErrors: false,
    // Found below, with their paths.
    uniqueKeys: false,
    // None of YAML's own types beyond JSON's: no setting is a date, a set or bytes.
    resolveKnownTags: false,
    lineCounter,
  });
  const syntax = [...document.errors, ...document.warnings].map(({ code, pos }) => ({
    path: [],
    message: `must be YAML or JSON, but line ${lineCounter.linePos(pos[0]).line} ${reasons[code] ?? 'cannot be read'}`,
  }));
  if (syntax.length > 0) return { tree: undefined, faults: syntax, lines: new Map() };
  return readTree(document, (offset) => lineCounter.linePos(offset).line);
}

/** The library's messages may quote the file, and so a secret. */
const reasons: Readonly<Record<string, string>> = {
  BAD_ALIAS: 'has an alias that is not well formed',
  BAD_DQ_ESCAPE: 'has an unknown escape in a text in double quotes',
  BAD_INDENT: 'is not indented as what it belongs to, or lacks a closing bracket before it',
  BAD_SCALAR_START: 'has a text without quotes that begins with a reserved character',
  BLOCK_AS_IMPLICIT_KEY: 'has a second ":" in one line: put quotes around the text',
  MISSING_CHAR: 'lacks a character, such as a closing quote, bracket or comma',
  MULTILINE_IMPLICIT_KEY: 'has a key without ": " behind it',
  MULTIPLE_DOCS: 'begins a second document',
  RESOURCE_EXHAUSTION: 'is nested too deeply',
  TAB_AS_INDENT: 'is indented with a tab',
  TAG_RESOLVE_FAILED: 'has a tag, which no setting needs',
};

interface Reading {
  readonly faults: PlacedFault[];
  readonly lines: Map<string, number>;
  /** The last anchor of each name before the present position. */
  readonly anchors: Map<string, ParsedNode>;
  readonly toLine: (offset: number) => number;
  values: number;
  /** Aliases that contain the present position: their copies set no anchors. */
  unfolding: number;
}

function readTree(document: Document.Parsed, toLine: (offset: number) => number): ConfigDocument {
  const reading: Reading = { faults: [], lines: new Map(), anchors: new Map(), toLine, values: 0, unfolding: 0 };
  const { faults, lines } = reading;
  try {
    return { tree: readNode(document.contents, [], reading), faults, lines };
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    const message = `must unfold to at most ${maxValues} values in ${maxDepth} levels, but its aliases or nesting make more`;
    return { tree: undefined, faults: [{ path: [], message }], lines };
  }
}

function readNode(node: ParsedNode | null, path: ConfigPath, reading: Reading): unknown {
  reading.values += 1;
  if (reading.values > maxValues || path.length + reading.unfolding > maxDepth) throw new TooLarge();
  if (node === null) return null;
  if (isAlias(node)) return readAlias(node.source, path, reading);
  if (node.anchor !== undefined && reading.unfolding === 0) reading.anchors.set(node.anchor, node);
  if (isScalar(node)) return typeof node.value === 'string' ? unmarkReferences(node.value) : node.value;
  if (!isSeq(node)) return readMap(node.items, path, reading);
  return node.items.map((item, index) => {
    noteLine(item, [...path, index], reading);
    return readNode(item, [...path, index], reading);
  });
}

function readMap(pairs: readonly Pair<ParsedNode, ParsedNode | null>[], path: ConfigPath, reading: Reading): unknown {
  const found = new Map<string, unknown>();
  for (const { key, value } of pairs) {
    const name = readKey(key);
    const place = [...path, name];
    if (found.has(name)) {
      const first = reading.lines.get(toPathKey(place)) ?? 0;
      const message = `must stand there once, but stands in lines ${first} and ${reading.toLine(key.range[0])}`;
      reading.faults.push({ path: place, message });
      continue;
    }
    noteLine(key, place, reading);
    found.set(name, readNode(value, place, reading));
  }
  return Object.fromEntries(found);
}

function readAlias(anchor: string, path: ConfigPath, reading: Reading): unknown {
  const target = reading.anchors.get(anchor);
  if (target === undefined) {
    const message = 'must be an alias of an anchor that stands above it, but there is none of that name';
    reading.faults.push({ path, message });
    return undefined;
  }
  reading.unfolding += 1;
  const value = readNode(target, path, reading);
  reading.unfolding -= 1;
  return value;
}

function noteLine(node: ParsedNode, path: ConfigPath, { lines, toLine }: Reading): void {
  const place = toPathKey(path);
  if (!lines.has(place)) lines.set(place, toLine(node.range[0]));
}

/** A number as a key is the text that it was written as; a list or a map is never a known key. */
function readKey(key: ParsedNode): string {
  if (!isScalar(key)) return '';
  return typeof key.value === 'string' ? unmarkReferences(key.value) : key.source;
}

// Braces mean something to YAML. Noncharacters, which no text holds, mean nothing to it.
function markReferences(text: string): string {
  return text.replace(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g, '\uFDD0$1\uFDD1');
}

function unmarkReferences(text: string): string {
  return text.replace(/\uFDD0(\w*)\uFDD1/g, '${$1}');
}
