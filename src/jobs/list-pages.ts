/** A source's list pages: each is read by one call and cached briefly, and its rows are stored as records. */
import type { Signal } from '../calls/abort.ts';
import type { Clock } from '../clock.ts';
import type { ReadContext } from '../calls/read-context.ts';
import { withDeadline, type DeadlineOptions } from '../calls/with-deadline.ts';
import { formatJobId } from '../job.ts';
import type { ListPage, ListRow, Read } from '../provider/adapter.ts';
import type { Level } from '../provider/plan.ts';
import { storeFacts, type FactStore, type StoredFacts } from './fact-store.ts';
import { createFlights } from './flights.ts';
import { createLocalStore } from './local-store.ts';
import { orUnchanged } from './or-unchanged.ts';
import type { SharedReads } from './shared-reads.ts';
import type { Entry, Store } from './store.ts';
import { weighed, type Weighed } from './weighed.ts';

/** The result of a read, with when it was read (`fetchedAt` as an ISO 8601 text). */
export interface Fetched<T> extends Weighed<T>, Entry {
  readonly fetchedAt: string;
}

/** Reads list pages; a page that was read a moment ago is not read again. */
export interface ListPages {
  /** Throws `ProviderError`. @param isAfresh the cached page, if any, is replaced */
  readonly fetchPage: <T>(read: Read<T>, context: ReadContext, isAfresh?: boolean) => Promise<Fetched<T>>;
  /** The same for other reads of a list, such as of its containers. Not shared with other processes. */
  readonly fetchOther: <T>(read: Read<T>, context: ReadContext) => Promise<Fetched<T>>;
}

export interface ListPagesOptions extends DeadlineOptions, Clock {
  readonly source: string;
  readonly store: FactStore;
  readonly pages: PageStore;
  /** Default: each process reads for itself. */
  readonly sharedPages?: SharedReads<Fetched<unknown>> | undefined;
  /** Whether rows are stored as what a describe answers. Default: false. */
  readonly rowsAreRecords?: boolean;
}

/** Pages of all sources, by source and request. */
export type PageStore = Store<Fetched<unknown>>;

/** How much is kept of all sources' pages, and for how long. */
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
  const { source, pages, sharedPages } = options;
  const flights = createFlights<Fetched<unknown>>();

  async function fetchOnce<T>(asked: Fetch<T>, context: ReadContext): Promise<Fetched<unknown>> {
    const { id, read, isAfresh, shared } = asked;
    const stored = isAfresh ? undefined : pages.peek(id);
    if (stored !== undefined) {
      context.tally?.cacheHit(source);
      context.uses?.hit(source, pages, id, stored);
      return stored;
    }
    context.tally?.cacheMiss(source);
    const running = isAfresh ? undefined : flights.find(id);
    if (running !== undefined) context.tally?.shared(source);
    const work = async (signal: Signal): Promise<Fetched<unknown>> =>
      shared === undefined
        ? keep(options, id, await fetchFresh(options, id, read, { ...context, signal }))
        : fetchForAll(options, shared, asked, { ...context, signal });
    const fetched = await (running ?? flights.start(id, work)).join(context.signal);
    context.uses?.read(source, pages, id, pages.peek(id) === fetched ? fetched : undefined);
    return fetched;
  }

  /** Beside the flights, which others may join who want it fresher. */
  async function fetchRecent<T>(asked: Fetch<T>, context: ReadContext, maxAge: number): Promise<Fetched<unknown>> {
    const recent = asked.isAfresh ? undefined : await sharedPages?.recent({ id: asked.id, level: 0 }, maxAge);
    if (recent === undefined) return fetchOnce(asked, context);
    context.tally?.sharedHit(source);
    return keep(options, asked.id, recent);
  }

  function fetchPage<T>(read: Read<T>, context: ReadContext, isAfresh = false): Promise<Fetched<unknown>> {
    const asked = { id: toPageId(source, read), read, isAfresh, shared: sharedPages };
    const { pageAge = 0 } = context;
    return pageAge > 0 && sharedPages !== undefined ? fetchRecent(asked, context, pageAge) : fetchOnce(asked, context);
  }

  // The cached result under a request is that of the same request's read.
  return {
    fetchPage: <T>(read: Read<T>, context: ReadContext, isAfresh?: boolean) =>
      fetchPage(read, context, isAfresh) as Promise<Fetched<T>>,
    fetchOther: <T>(read: Read<T>, context: ReadContext) =>
      fetchOnce({ id: toPageId(source, read), read, isAfresh: false, shared: undefined }, context) as Promise<
        Fetched<T>
      >,
  };
}

/** The name of what a read answers, among those of all sources. */
export function toPageId<T>(source: string, { operation, request }: Read<T>): string {
  return `${source} ${operation} ${JSON.stringify(request)}`;
}

interface Fetch<T> {
  readonly id: string;
  readonly read: Read<T>;
  /** Whether the cached page, if any, is replaced. */
  readonly isAfresh: boolean;
  readonly shared: SharedReads<Fetched<unknown>> | undefined;
}

function keep(options: ListPagesOptions, id: string, fetched: Fetched<unknown>): Fetched<unknown> {
  const { pages } = options;
  if ((pages.peek(id)?.readAt ?? -Infinity) <= fetched.readAt) pages.set(id, fetched);
  storeRows(options, fetched);
  return fetched;
}

/** As another process has read it, or for all. */
async function fetchForAll<T>(
  options: ListPagesOptions,
  shared: SharedReads<Fetched<unknown>>,
  { id, read, isAfresh }: Fetch<T>,
  context: ReadContext,
): Promise<Fetched<unknown>> {
  const beganAt = options.monotonic();
  let fetched: Fetched<unknown> | undefined;
  const readHere = async (): Promise<Fetched<unknown>> => {
    fetched = await fetchFresh(options, id, read, context);
    return keep(options, id, fetched);
  };
  if (isAfresh) {
    const afresh = await readHere();
    shared.offer(id, afresh, beganAt);
    return afresh;
  }
  const onFound = (found: Fetched<unknown>): Fetched<unknown> => {
    context.tally?.sharedHit(options.source);
    return keep(options, id, found);
  };
  return shared.once({ id, level: 0 }, { signal: context.signal, onFound, read: readHere, toShared: () => fetched });
}

async function fetchFresh<T>(
  options: ListPagesOptions,
  id: string,
  read: Read<T>,
  context: ReadContext,
): Promise<Fetched<unknown>> {
  const held = read.revalidates === true ? options.pages.held(id) : undefined;
  const page = await withDeadline(options, { ...context, isForNoJob: true }, (_signal, call) =>
    call(held?.etag === undefined ? weighed(read) : orUnchanged(weighed(read), held, held.etag)),
  );
  return { ...page, fetchedAt: new Date(options.now()).toISOString(), readAt: options.monotonic() };
}

/** A row is also a fresh record of the facts that it contains. */
function storeRows({ source, store, rowsAreRecords = false }: ListPagesOptions, page: Fetched<unknown>): void {
  const level = rowsAreRecords ? 'detail' : 'row';
  for (const row of rowsOf(page.result)) storeFacts(store, formatJobId(source, row.key), toStoredRow(page, row, level));
}

/** A row as a record, with its share of the page's bytes. */
export function toStoredRow(
  { result, bytes, fetchedAt, readAt }: Fetched<unknown>,
  { facts, withheld = [] }: ListRow,
  level: Level,
): StoredFacts {
  return { facts, level, fetchedAt, readAt, withheld, bytes: Math.ceil(bytes / rowsOf(result).length) };
}

/** Rows of a page; other reads of a list have none. */
function rowsOf(result: unknown): ListPage['rows'] {
  return (result as Partial<ListPage>).rows ?? [];
}
