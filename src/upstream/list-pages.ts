/** A source's list pages: one call for one page, kept briefly, its rows stored as records of what they hold. */
import { LRUCache } from 'lru-cache';
import type { Clock } from '../clock.ts';
import type { ListPage, Read } from './adapter.ts';
import type { Caller } from './caller.ts';
import { createDeadline } from './deadline.ts';
import type { FactStore } from './fact-store.ts';
import type { ReadContext } from './reader.ts';
import { createShared, type Shared } from './share.ts';
import { toWeight, weighed, type Weighed } from './weighed.ts';

export interface Fetched<T> extends Weighed<T> {
  readonly fetchedAt: string;
  /** The same moment by the monotonic clock, in milliseconds. */
  readonly readAt: number;
}

export interface ListPages {
  /** Throws `ProviderError`. */
  readonly fetchPage: <T>(read: Read<T>, context: ReadContext) => Promise<Fetched<T>>;
}

export interface ListPagesOptions extends Clock {
  readonly source: string;
  readonly call: Caller;
  readonly store: FactStore;
  readonly pages: PageStore;
  /** How old a page may be. */
  readonly freshMilliseconds: number;
  /** Of one page's attempts together. */
  readonly deadlineMilliseconds: number;
}

/** Pages of all sources, by what their answers weighed. */
export type PageStore = LRUCache<string, Fetched<unknown> & object>;

export function createPageStore(maxBytes: number): PageStore {
  return new LRUCache<string, Fetched<unknown> & object>({
    maxSize: maxBytes,
    sizeCalculation: ({ result, bytes }) => toWeight(bytes, (result as Partial<ListPage>).rows?.length),
  });
}

/** One call for one page, however many lists ask for it at once; for a short while afterwards, none. */
export function createListPages(options: ListPagesOptions): ListPages {
  const { source, store, pages, freshMilliseconds, monotonic } = options;
  const inFlight = new Map<string, Shared<Fetched<unknown>>>();

  function fetchPage<T>(read: Read<T>, context: ReadContext): Promise<Fetched<T>> {
    const id = `${source} ${read.operation} ${JSON.stringify(read.request)}`;
    const cached = pages.get(id) as Fetched<T> | undefined;
    if (cached !== undefined && monotonic() <= cached.readAt + freshMilliseconds) {
      context.tally?.cacheHit(source);
      return Promise.resolve(cached);
    }
    context.tally?.cacheMiss(source);
    const running = inFlight.get(id);
    if (running !== undefined && !running.isAbandoned()) {
      context.tally?.shared(source);
      return running.join(context.signal) as Promise<Fetched<T>>;
    }
    const shared: Shared<Fetched<T>> = createShared(async (signal) => {
      try {
        const fetched = await fetchFresh(options, read, { ...context, signal });
        if (freshMilliseconds > 0) pages.set(id, fetched);
        storeRows(source, store, fetched);
        return fetched;
      } finally {
        if (inFlight.get(id) === (shared as Shared<unknown>)) inFlight.delete(id);
      }
    });
    inFlight.set(id, shared);
    return shared.join(context.signal);
  }

  return { fetchPage };
}

async function fetchFresh<T>(
  { call, deadlineMilliseconds, now, monotonic }: ListPagesOptions,
  read: Read<T>,
  { asker, operation, signal, tally }: ReadContext,
): Promise<Fetched<T>> {
  const deadline = createDeadline(deadlineMilliseconds, signal);
  const deadlineAt = monotonic() + deadlineMilliseconds;
  try {
    const context = { asker, operation, signal: deadline.signal, deadlineAt, isForNoJob: true };
    const page = await call(weighed(read), tally === undefined ? context : { ...context, tally });
    return { ...page, fetchedAt: new Date(now()).toISOString(), readAt: monotonic() };
  } finally {
    deadline.clear();
  }
}

/** A row is a fresh record too, of what it holds. */
function storeRows(source: string, store: FactStore, { result, bytes, fetchedAt, readAt }: Fetched<unknown>): void {
  const { rows = [] } = result as Partial<ListPage>;
  const weight = { bytes: Math.ceil(bytes / rows.length) };
  for (const { key, facts } of rows) {
    const id = `${source}:${key}`;
    const present = store.get(id);
    if (present === undefined || 'notFound' in present || present.level === 'row') {
      store.set(id, { facts, level: 'row', fetchedAt, readAt, withheld: noNames, ...weight });
    }
  }
}

const noNames: ReadonlySet<string> = new Set();
