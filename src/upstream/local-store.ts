/** A store of this process alone: bounded, and what was not asked for longest makes room. */
import { LRUCache } from 'lru-cache';
import type { Entry, Store } from './store.ts';
import { toWeight } from './weighed.ts';

export interface LocalStoreOptions<T extends Entry> {
  /** Default: as many as the bytes allow. */
  readonly maxEntries?: number;
  /** By what the entries' answers weighed. */
  readonly maxBytes: number;
  /** How old an entry may be; 0 = it is not kept. */
  readonly toMaxAge: (entry: T) => number;
  /** Rows that the entry holds. Default: none. */
  readonly countRows?: (entry: T) => number;
  /** Milliseconds of a clock that never goes back. */
  readonly monotonic: () => number;
}

interface Kept<T> {
  readonly entry: T;
  /** By the monotonic clock. */
  readonly until: number;
}

export function createLocalStore<T extends Entry>({
  maxEntries = 0,
  maxBytes,
  toMaxAge,
  countRows = () => 0,
  monotonic,
}: LocalStoreOptions<T>): Store<T> {
  const cache = new LRUCache<string, Kept<T>>({
    max: maxEntries,
    maxSize: maxBytes,
    sizeCalculation: ({ entry }) => toWeight(entry.bytes, countRows(entry)),
  });

  function peek(id: string): T | undefined {
    const kept = cache.get(id);
    if (kept === undefined || monotonic() <= kept.until) return kept?.entry;
    cache.delete(id);
    return undefined;
  }

  return {
    peek,
    get: (id) => Promise.resolve(peek(id)),
    set: (id, entry) => {
      const maxAge = toMaxAge(entry);
      // An entry is as old as its answer, however late it is stored.
      const until = entry.readAt + maxAge;
      if (maxAge > 0 && monotonic() < until) cache.set(id, { entry, until });
      else cache.delete(id);
    },
    delete: (id) => {
      cache.delete(id);
    },
  };
}
