/**
 * Keeps what was completed of objects that come again, such as jobs in memory: the same selection of the same object is
 * the same part of every answer, as long as no resolver has a say in it.
 */
import type { GraphQLField } from 'graphql';
import type { PreparedSelection } from './prepared-document.ts';
import type { Data } from './run.ts';

/** The part of an answer that was made of one object by one selection. */
export interface KeptObject {
  /** Of the selection: the document may be forgotten. */
  readonly token: symbol;
  readonly data: Data;
  /** Approximate bytes of its JSON. */
  readonly size: number;
  /** One of its fields that has no resolver. If it gets one, as by a wrapper of all fields, nothing is kept any more. */
  readonly plain: GraphQLField<unknown, unknown>;
}

export interface KeptObjects {
  readonly find: (source: object, selection: PreparedSelection) => KeptObject | undefined;
  /** Only for a source that lasts, without errors, promises and values of resolvers. */
  readonly keep: (source: object, selection: PreparedSelection, data: Data, size: number) => void;
}

export interface KeptObjectsOptions {
  /** Whether the object is immutable, and comes again. Default: none is. */
  readonly isLasting?: (source: object) => boolean;
  /** Of JSON; then all of it is forgotten. Default 8,000,000. */
  readonly maxBytes?: number;
}

/** For each source: a dashboard has a few queries for the same jobs. */
const maxSelections = 2;
/** In bytes, beside the JSON. */
const overhead = 300;

/** Objects are held weakly, with at most two selections of each. */
export function createKeptObjects({ isLasting, maxBytes = 8_000_000 }: KeptObjectsOptions): KeptObjects {
  let keptOf = new WeakMap<object, readonly KeptObject[]>();
  let bytes = 0;

  return {
    find: (source, selection) => {
      const known = keptOf.get(source);
      if (known === undefined) return undefined;
      for (const kept of known) if (kept.token === selection.token && kept.plain.resolve === undefined) return kept;
      return undefined;
    },
    keep: (source, selection, data, size) => {
      if (isLasting?.(source) !== true) return;
      const plain = selection.fields.find(({ definition }) => definition.resolve === undefined)?.definition;
      if (plain === undefined) return;
      bytes += size + overhead;
      if (bytes > maxBytes) {
        bytes = size + overhead;
        keptOf = new WeakMap();
      }
      const others = keptOf.get(source)?.slice(0, maxSelections - 1) ?? [];
      keptOf.set(source, [{ token: selection.token, data, size, plain }, ...others]);
    },
  };
}
