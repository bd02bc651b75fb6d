/** Parses a YAML or JSON file to its tree. */
import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type YAMLError,
} from 'yaml';
import { ConfigError, type ConfigFault } from './faults.ts';
import type { ConfigPath } from './paths.ts';

/** A parsed file. */
export interface ConfigDocument {
  /** Maps, lists, texts, numbers, truth values and nulls. */
  readonly tree: unknown;
  /** The line of a key or an item. For a missing value, the line of the map or list that should contain it; 0 for the whole file. */
  readonly lineOf: (path: ConfigPath) => number;
}

/**
 * Limits how many values aliases make of a file: a few lines of them can need more than all memory. The limit is on how often an anchor
 * is used, times how often the anchors inside it are used.
 */
const maxAliasCount = 10_000;

/**
 * Takes `${NAME}` unquoted everywhere, in `{ }` and `[ ]` too, where YAML itself would not. Throws `ConfigError`, whose faults
 * say the place as `FILE:LINE:COLUMN`.
 * @param file its name, for faults
 */
export function readDocument(text: string, file: string): ConfigDocument {
  const lineCounter = new LineCounter();
  const toLine = (offset: number): number => lineCounter.linePos(offset).line;
  const toFault = (code: string, offset: number): ConfigFault => {
    const { line, col } = lineCounter.linePos(offset);
    const message = `must be YAML or JSON, but the line ${reasons[code] ?? 'cannot be read'}`;
    return { path: `${file}:${line}:${col}`, message };
  };
  const document = parseDocument(markReferences(text), {
    prettyErrors: false,
    // Its warnings on stderr may quote the file, and so a secret.
    logLevel: 'error',
    // None of YAML's own types beyond JSON's: no setting is a date, a set or bytes.
    resolveKnownTags: false,
    lineCounter,
  });
  const faults = namePlaces([...document.errors, ...document.warnings], text).map(({ code, at }) => toFault(code, at));
  faults.push(...unmark(document).map((offset) => toFault('UNKNOWN_ANCHOR', offset)));
  if (faults.length > 0) throw new ConfigError(faults);
  return { tree: toTree(document), lineOf: (path) => findLine(document, path, toLine) };
}

/** What the library reports by other codes, which lead away from the indentation. */
const tooDeep = 'TOO_DEEP';
const tooShallow = 'TOO_SHALLOW';

/** The library's messages may quote the file, and so a secret. */
const reasons: Readonly<Record<string, string>> = {
  BAD_ALIAS: 'has an alias that is not well formed',
  BAD_DQ_ESCAPE: 'has an unknown escape in a text in double quotes',
  BAD_INDENT: 'has another indentation than what it belongs to, or lacks a closing bracket before it',
  BAD_SCALAR_START: 'has a text without quotes that begins with a reserved character',
  BLOCK_AS_IMPLICIT_KEY: 'has a second ":" in one line: put quotes around the text',
  DUPLICATE_KEY: 'repeats a key of the same map',
  MISSING_CHAR: 'lacks a character, such as a closing quote, bracket or comma',
  MULTILINE_IMPLICIT_KEY: 'has a key without ": " behind it',
  MULTIPLE_DOCS: 'begins a second document',
  RESOURCE_EXHAUSTION: 'is nested too deeply',
  TAB_AS_INDENT: 'has a tab in its indentation: take spaces',
  [tooDeep]: 'has a deeper indentation than the line before it allows',
  [tooShallow]: 'has an indentation that no line before it has',
  TAG_RESOLVE_FAILED: 'has a tag, which no setting needs',
  UNKNOWN_ANCHOR: 'has an alias, but no anchor of its name ends above it',
};

interface Place {
  readonly code: string;
  readonly at: number;
}

/**
 * The fault, and where it stands. A line that is indented deeper than the value before it allows is reported as that value's
 * second ":", and again as a key of several lines; one that is indented like no list above it as one without "-".
 */
function namePlaces(errors: readonly YAMLError[], text: string): readonly Place[] {
  const seconds = new Set(
    errors.filter(({ code }) => code === 'BLOCK_AS_IMPLICIT_KEY').map(({ pos: [start] }) => start),
  );
  const deeper = new Map(
    errors
      .filter(({ code, pos: [start] }) => code === 'MULTILINE_IMPLICIT_KEY' && seconds.has(start))
      .map(({ pos: [start, end] }) => [start, findDeeper(text, start, end)]),
  );
  return errors.flatMap(({ code, pos: [start] }): readonly Place[] => {
    const at = deeper.get(start);
    if (at !== undefined) return code === 'BLOCK_AS_IMPLICIT_KEY' ? [] : [{ code: tooDeep, at }];
    const first = start + (/^ *(?=[^\s\]}])/.exec(text.slice(start))?.[0].length ?? 0);
    const isLine = start === 0 || text[start - 1] === '\n';
    return [{ code: code === 'MISSING_CHAR' && isLine && first > start ? tooShallow : code, at: first }];
  });
}

/** Where the text of the next line begins, if that line is indented deeper than the one at `start` and `end` is in it. */
function findDeeper(text: string, start: number, end: number): number | undefined {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const nextStart = text.indexOf('\n', start) + 1;
  if (nextStart === 0 || nextStart > end) return undefined;
  const indent = (from: number): number => /^ */.exec(text.slice(from))?.[0].length ?? 0;
  return indent(nextStart) > indent(lineStart) ? nextStart + indent(nextStart) : undefined;
}

// Braces mean something to YAML. Noncharacters, which no text holds, mean nothing to it.
function markReferences(text: string): string {
  return text.replace(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g, '\uFDD0$1\uFDD1');
}

/** Puts the references to variables back into all texts. Returns where aliases stand that have no anchor, or are inside it. */
function unmark(document: Document.Parsed): readonly number[] {
  const anchors = new Set<string | undefined>();
  const unknown: number[] = [];
  visit(document, {
    Value: (_key, node) => {
      anchors.add(node.anchor);
      if (isScalar(node) && typeof node.value === 'string')
        node.value = node.value.replace(/\uFDD0(\w*)\uFDD1/g, '${$1}');
    },
    Alias: (_key, { source, range }, parents) => {
      const isInside = parents.some((parent) => isNode(parent) && !isAlias(parent) && parent.anchor === source);
      if (isInside || !anchors.has(source)) unknown.push(range?.[0] ?? 0);
    },
  });
  return unknown;
}

function toTree(document: Document.Parsed): unknown {
  try {
    return document.toJS({ maxAliasCount });
  } catch (error) {
    // The library's message may quote an anchor.
    if (!(error instanceof ReferenceError)) throw error;
    const message = `must use its anchors at most ${maxAliasCount} times, where those inside each other multiply`;
    throw new ConfigError([{ path: 'the file', message }]);
  }
}

function findLine(document: Document.Parsed, path: ConfigPath, toLine: (offset: number) => number): number {
  let node: unknown = document.contents;
  let line = 0;
  for (const part of path) {
    const parent = isAlias(node) ? node.resolve(document) : node;
    const pair = isMap(parent)
      ? parent.items.find(({ key }) => isScalar(key) && String(key.value) === part)
      : undefined;
    const place: unknown = isSeq(parent) ? parent.items[Number(part)] : pair?.key;
    if (!isNode(place) || place.range === undefined || place.range === null) break;
    line = toLine(place.range[0]);
    node = pair === undefined ? place : pair.value;
  }
  return line;
}
