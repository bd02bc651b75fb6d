/** A source's list pages: each is read by one call and cached briefly, and its rows are stored as records. */
import type { Clock } from '../clock.ts';
import { formatJobId } from '../job.ts';
import type { ListPage, Read } from '../provider/adapter.ts';
import { storeFacts, type FactStore } from './fact-store.ts';
import { createFlights } from './flights.ts';
import { createLocalStore } from './local-store.ts';
import type { ReadContext } from '../calls/read-context.ts';
import type { Entry, Store } from './store.ts';
import { weighed, type Weighed } from './weighed.ts';
import { withDeadline, type DeadlineOptions } from '../calls/with-deadline.ts';

export interface Fetched<T> extends Weighed<T>, Entry {
  readonly fetchedAt: string;
}

export interface ListPages {
  /** Throws `ProviderError`. */
  readonly fetchPage: <T>(read: Read<T>, context: ReadContext) => Promise<Fetched<T>>;
}

export interface ListPagesOptions extends DeadlineOptions, Clock {
  readonly source: string;
  readonly store: FactStore;
  readonly pages: PageStore;
}

/** Pages of all sources, by source and request. */
export type PageStore = Store<Fetched<unknown>>;

export interface PageStoreSettings {
  /** Counted by the bytes of their answers. */
  readonly maxBytes: number;
  /** Maximum age of a page. */
  readonly freshMilliseconds: number;
}

/** @param monotonic milliseconds of a clock that only runs forward */
export function createPageStore(
  { maxBytes, freshMilliseconds }: PageStoreSettings,
  monotonic: () => number,
): PageStore {
  return createLocalStore<Fetched<unknown>>({
    maxBytes,
    toMaxAge: () => freshMilliseconds,
    countRows: ({ result }) => rowsOf(result).length,
    monotonic,
  });
}

/** Concurrent lists share one call per page; for a short while afterwards the page is cached. */
export function createListPages(options: ListPagesOptions): ListPages {
  const { source, pages } = options;
  const flights = createFlights<Fetched<unknown>>();

  async function fetch<T>(id: string, read: Read<T>, context: ReadContext): Promise<Fetched<unknown>> {
    const stored = await pages.get(id);
    if (stored !== undefined) return stored;
    const fetched = await fetchFresh(options, read, context);
    pages.set(id, fetched);
    storeRows(options, fetched);
    return fetched;
  }

  function fetchShared<T>(read: Read<T>, context: ReadContext): Promise<Fetched<unknown>> {
    const id = `${source} ${read.operation} ${JSON.stringify(read.request)}`;
    const stored = pages.peek(id);
    if (stored !== undefined) {
      context.tally?.cacheHit(source);
      context.noteHit?.(pages, id, stored);
      return Promise.resolve(stored);
    }
    context.tally?.cacheMiss(source);
    const running = flights.find(id);
    if (running === undefined)
      return flights.start(id, (signal) => fetch(id, read, { ...context, signal })).join(context.signal);
    context.tally?.shared(source);
    return running.join(context.signal);
  }

  // The cached result under a request is that of the same request's read.
  return { fetchPage: <T>(read: Read<T>, context: ReadContext) => fetchShared(read, context) as Promise<Fetched<T>> };
}

async function fetchFresh<T>(options: ListPagesOptions, read: Read<T>, context: ReadContext): Promise<Fetched<T>> {
  const page = await withDeadline(options, { ...context, isForNoJob: true }, (_signal, call) => call(weighed(read)));
  return { ...page, fetchedAt: new Date(options.now()).toISOString(), readAt: options.monotonic() };
}

/** A row is also a fresh record of the facts that it contains. */
function storeRows({ source, store }: ListPagesOptions, { result, bytes, fetchedAt, readAt }: Fetched<unknown>): void {
  const rows = rowsOf(result);
  const record = { level: 'row', fetchedAt, readAt, withheld: [], bytes: Math.ceil(bytes / rows.length) } as const;
  for (const { key, facts } of rows) storeFacts(store, formatJobId(source, key), { ...record, facts });
}

/** Of a page; none of what else a list reads. */
function rowsOf(result: unknown): ListPage['rows'] {
  return (result as Partial<ListPage>).rows ?? [];
}
