/**
 * Keeps completed parts of objects that come again, such as jobs in memory. The same selection of the same object is
 * the same part of every answer, if no resolver decides a value. Its JSON is written once for all answers.
 */
import type { ExecutionResult, GraphQLField } from 'graphql';
import { type PlannedField, type PlannedSelection, tokenOf, type Data } from './plan.ts';

/** The part of an answer that one field's selection produced from one object. */
interface KeptObject {
  /** Identifies the field without keeping its document alive. */
  readonly token: symbol;
  /** Holds its own text: see `printKept`. */
  readonly data: Data;
  /** Approximate bytes of its JSON. */
  readonly size: number;
  /** A field of the object without a resolver. If it gets one, as by a wrapper of all fields, no part is kept. */
  readonly plain: GraphQLField<unknown, unknown>;
}

/** Completed parts of objects, by object and selection. */
export interface KeptObjects {
  /** The part that this field's selection produced from the object; undefined without one, and for other values. */
  readonly find: (source: unknown, field: PlannedField) => KeptObject | undefined;
  /** Only for a source that lasts, without errors, promises and values of resolvers. */
  readonly keep: (source: object, field: PlannedField, selection: PlannedSelection, made: MadeObject) => void;
}

/** A part that was just completed. */
type MadeObject = Pick<KeptObject, 'data' | 'size'>;

/** Which objects are kept, and how many bytes they may take. */
export interface KeptObjectsOptions {
  /** Whether the object is immutable but extensible, keeps its type, and comes again. Default: always false. */
  readonly isLasting?: (source: object) => boolean;
  /**
   * Maximum bytes of data and their JSON. At the maximum no further part is kept, until four times as many have been refused as
   * there are objects with parts: then everything is forgotten. Default 16,000,000.
   */
  readonly maxBytes?: number;
}

/** For each source: a dashboard has a few queries for the same jobs. */
const maxSelections = 2;
/**
 * If more objects come than fit, then few come again before everything is forgotten. So everything is forgotten only after so
 * many times the kept objects have found no room.
 */
const refusalsOfEach = 4;
/** In bytes, beside the JSON. */
const overhead = 300;

/** The parts of one object, at most two. */
interface Parts {
  kept: readonly KeptObject[];
}

/**
 * A part stands on its object, and a text on its data, as hidden members: spreading and printing leave them out. WeakMaps
 * would do the same, but with jobs in memory their look-ups take a tenth to a fifth of an operation's run.
 */
const parts = Symbol('parts');
const text = Symbol('text');

/** A part lives as long as its object at most, except for those that count towards `maxBytes`. */
export function createKeptObjects({ isLasting, maxBytes = 16_000_000 }: KeptObjectsOptions): KeptObjects {
  let all: Parts[] = [];
  let bytes = 0;
  let refused = 0;

  function forgetAll(): void {
    for (const one of all) one.kept = [];
    all = [];
    bytes = 0;
    refused = 0;
  }

  /** False if there is no room; the kept objects stay. */
  function makeRoom(weight: number): boolean {
    if (bytes + weight <= maxBytes) return true;
    refused += 1;
    if (refused <= refusalsOfEach * all.length) return false;
    forgetAll();
    return true;
  }

  function partsOf(source: { readonly [parts]?: Parts }): Parts {
    const known = source[parts];
    const found = known ?? { kept: [] };
    if (known === undefined) Object.defineProperty(source, parts, { value: found });
    return found;
  }

  return {
    find: (source, field) => {
      if (typeof source !== 'object' || source === null) return undefined;
      const known = (source as { readonly [parts]?: Parts })[parts];
      if (known === undefined) return undefined;
      const token = tokenOf(field);
      for (const kept of known.kept) if (kept.token === token && kept.plain.resolve === undefined) return kept;
      return undefined;
    },
    keep: (source, field, { fields }, { data, size }) => {
      if (isLasting?.(source) !== true) return;
      const plain = fields.find(({ definition }) => definition.resolve === undefined)?.definition;
      if (plain === undefined) return;
      const weight = 2 * size + overhead;
      if (!makeRoom(weight)) return;
      bytes += weight;
      const own = partsOf(source);
      if (own.kept.length === 0) all.push(own);
      own.kept = [{ token: tokenOf(field), data, size, plain }, ...own.kept.slice(0, maxSelections - 1)];
      Object.defineProperty(data, text, { value: { printed: undefined } });
    },
  };
}

/** The JSON of a kept part of an answer, written once; undefined for any other value. */
function printKept(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const known = (value as { readonly [text]?: { printed: string | undefined } })[text];
  return known === undefined ? undefined : (known.printed ??= JSON.stringify(value));
}

/**
 * The same text as `JSON.stringify`'s. Kept parts are looked for in root fields and the lists there. V8 copies a text that only grows
 * once, when it is sent. A `join` for each list and level would copy some hundred kilobytes each time.
 */
export function printData(data: NonNullable<ExecutionResult['data']>): string {
  let text = '';
  for (const name of Object.keys(data)) {
    const field = printField(data[name]);
    if (field !== undefined) text += `${text === '' ? '{' : ','}${JSON.stringify(name)}:${field}`;
  }
  return text === '' ? '{}' : `${text}}`;
}

/** Undefined for values that JSON leaves out. */
function printField(value: unknown): string | undefined {
  // A list without kept items is written in one call.
  const isMixed = Array.isArray(value) && value.some((item) => printKept(item) !== undefined);
  if (!isMixed) return print(value);
  let text = '';
  for (const item of value) text += `${text === '' ? '[' : ','}${print(item) ?? 'null'}`;
  return `${text}]`;
}

/** Undefined for values that JSON leaves out. */
function print(value: unknown): string | undefined {
  return printKept(value) ?? JSON.stringify(value);
}
