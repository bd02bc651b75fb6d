/**
 * Keeps what was completed of objects that come again, such as jobs in memory: the same selection of the same object is
 * the same part of every answer, as long as no resolver has a say in it.
 */
import type { GraphQLField, GraphQLFieldResolver } from 'graphql';
import type { PreparedField, PreparedSelection } from './prepared-document.ts';
import type { Data } from './run.ts';

/** The part of an answer that was made of one object by one field's selection. */
export interface KeptObject {
  /** Of the field: the document may be forgotten. */
  readonly token: symbol;
  readonly data: Data;
  /** Approximate bytes of its JSON. */
  readonly size: number;
  /** One of its fields that has no resolver. If it gets one, as by a wrapper of all fields, nothing is kept any more. */
  readonly plain: GraphQLField<unknown, unknown>;
}

export interface KeptObjects {
  /** What this field's selection made of the object; undefined for values that are no objects, too. */
  readonly find: (source: unknown, field: PreparedField) => KeptObject | undefined;
  /** Only for a source that lasts, without errors, promises and values of resolvers. */
  readonly keep: (source: object, field: PreparedField, selection: PreparedSelection, made: MadeObject) => void;
  readonly isConstant: (resolve: GraphQLFieldResolver<unknown, unknown>) => boolean;
}

/** What was just completed. */
export type MadeObject = Pick<KeptObject, 'data' | 'size'>;

export interface KeptObjectsOptions {
  /** Whether the object is immutable, of one type for good, and comes again. Default: none is. */
  readonly isLasting?: (source: object) => boolean;
  /** Whether the resolver says the same of an object that lasts each time, whoever asks. Default: none does. */
  readonly isConstant?: (resolve: GraphQLFieldResolver<unknown, unknown>) => boolean;
  /** Of data and their JSON; then all of it is forgotten. Default 16,000,000. */
  readonly maxBytes?: number;
}

/** For each source: a dashboard has a few queries for the same jobs. */
const maxSelections = 2;
/** In bytes, beside the JSON. */
const overhead = 300;

/** Objects are held weakly, with at most two selections of each. */
export function createKeptObjects({
  isLasting,
  isConstant = () => false,
  maxBytes = 16_000_000,
}: KeptObjectsOptions): KeptObjects {
  let keptOf = new WeakMap<object, readonly KeptObject[]>();
  let bytes = 0;

  return {
    isConstant,
    find: (source, { token }) => {
      // A WeakMap has nothing else as a key.
      const known = keptOf.get(source as object);
      if (known === undefined) return undefined;
      for (const kept of known) if (kept.token === token && kept.plain.resolve === undefined) return kept;
      return undefined;
    },
    keep: (source, { token }, { fields }, { data, size }) => {
      if (isLasting?.(source) !== true) return;
      const plain = fields.find(({ definition }) => definition.resolve === undefined)?.definition;
      if (plain === undefined) return;
      const weight = 2 * size + overhead;
      bytes += weight;
      if (bytes > maxBytes) {
        bytes = weight;
        keptOf = new WeakMap();
      }
      const others = keptOf.get(source)?.slice(0, maxSelections - 1) ?? [];
      keptOf.set(source, [{ token, data, size, plain }, ...others]);
      texts.set(data, { printed: undefined });
    },
  };
}

/** Of each part that is kept: its JSON, once it was needed. */
const texts = new WeakMap<object, { printed: string | undefined }>();

/** The JSON of a part of an answer that is kept; undefined for any other. */
export function printKept(data: object): string | undefined {
  const text = texts.get(data);
  return text === undefined ? undefined : (text.printed ??= JSON.stringify(data));
}
