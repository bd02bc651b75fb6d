/** A store for this process only. Bounded: the least recently used entries are evicted. */
import { LRUCache } from 'lru-cache';
import type { Entry, Store } from './store.ts';
import { toWeight } from './weighed.ts';

interface LocalStoreOptions<T extends Entry> {
  /** Default: as many as the bytes allow. */
  readonly maxEntries?: number;
  /** Counted by the bytes of the entries' answers. */
  readonly maxBytes: number;
  /** Maximum age of an entry; 0 = it is not stored. */
  readonly toMaxAge: (entry: T) => number;
  /** Number of rows in the entry. Default: none. */
  readonly countRows?: (entry: T) => number;
  /** Milliseconds of a clock that only runs forward. */
  readonly monotonic: () => number;
}

interface StoredEntry<T> {
  readonly entry: T;
  /** By the monotonic clock. */
  readonly until: number;
}

/** In the memory of this process. */
export function createLocalStore<T extends Entry>({
  maxEntries = Infinity,
  maxBytes,
  toMaxAge,
  countRows = () => 0,
  monotonic,
}: LocalStoreOptions<T>): Store<T> {
  const cache = new LRUCache<string, StoredEntry<T>>({
    maxSize: maxBytes,
    sizeCalculation: ({ entry }) => toWeight(entry.bytes, countRows(entry)),
  });

  let changes = 0;

  /** The cache itself would make room for the most entries at once: 3 MB for 100,000, whether they come or not. */
  function keep(id: string, stored: StoredEntry<T>): void {
    cache.set(id, stored);
    while (cache.size > maxEntries) cache.pop();
  }

  function peek(id: string): T | undefined {
    const stored = cache.get(id);
    if (stored === undefined || monotonic() <= stored.until) return stored?.entry;
    if (stored.entry.etag === undefined) cache.delete(id);
    return undefined;
  }

  return {
    peek,
    getStale: (id) => {
      const stored = cache.get(id);
      return stored?.entry.etag === undefined ? peek(id) : stored.entry;
    },
    set: (id, entry) => {
      changes += 1;
      const maxAge = toMaxAge(entry);
      // Age counts from the answer, not from when it is stored.
      const until = entry.readAt + maxAge;
      const isFresh = maxAge > 0 && monotonic() < until;
      if (isFresh || entry.etag !== undefined) keep(id, { entry, until: isFresh ? until : -Infinity });
      else cache.delete(id);
    },
    delete: (id) => {
      changes += 1;
      cache.delete(id);
    },
    freshUntil: (id) => cache.peek(id)?.until ?? -Infinity,
    changes: () => changes,
  };
}
