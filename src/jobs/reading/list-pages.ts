/** A source's list pages: each is read by one call and cached briefly, and its rows are stored as records. */
import type { Signal } from '../../platform/signal.ts';
import type { Clock } from '../../platform/clock.ts';
import type { ReadContext } from '../../calls/read-context.ts';
import { withDeadline, type DeadlineOptions } from '../../calls/with-deadline.ts';
import { formatJobId } from './job-id.ts';
import type { ListPage, ListRow, Read } from '../../provider/contract/adapter.ts';
import type { Level } from './plan.ts';
import { toArrival, weighed, type Weighed } from './weighed.ts';
import { storeFacts, type FactStore, type StoredFacts } from './fact-store.ts';
import { createSingleFlight } from './single-flight.ts';
import { createLocalStore } from './local-store.ts';
import { withIfNoneMatch } from './if-none-match.ts';
import type { SharedReads } from './shared-reads.ts';
import type { Entry, Store } from './store.ts';

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

/** The source whose pages are read, and where its pages and rows are kept. */
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
interface PageStoreSettings {
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
  const singleFlight = createSingleFlight<Fetched<unknown>>();

  async function fetchOnce<T>(asked: Fetch<T>, context: ReadContext): Promise<Fetched<unknown>> {
    const { id, read, isAfresh, shared } = asked;
    const stored = isAfresh ? undefined : pages.peek(id);
    if (stored !== undefined) {
      context.tally?.cacheHit(source);
      context.recorder?.hit(source, pages, id, stored);
      return stored;
    }
    context.tally?.cacheMiss(source);
    const running = isAfresh ? undefined : singleFlight.find(id);
    if (running !== undefined) context.tally?.shared(source);
    const work = async (signal: Signal): Promise<Fetched<unknown>> =>
      shared === undefined
        ? keep(options, id, await fetchFresh(options, id, read, { ...context, signal }))
        : fetchForAll(options, shared, asked, { ...context, signal });
    const fetched = await (running ?? singleFlight.start(id, work)).join(context.signal);
    context.recorder?.read(source, pages, id, pages.peek(id) === fetched ? fetched : undefined);
    return fetched;
  }

  /** Reads outside of the flights, because others who join a flight may want a fresher page. */
  async function fetchRecent<T>(asked: Fetch<T>, context: ReadContext, maxAge: number): Promise<Fetched<unknown>> {
    const recent = asked.isAfresh ? undefined : await sharedPages?.recent({ id: asked.id, level: 0 }, maxAge);
    if (recent === undefined) return fetchOnce(asked, context);
    context.tally?.sharedHit(source);
    return keep(options, asked.id, recent);
  }

  function fetchPage<T>(read: Read<T>, context: ReadContext, isAfresh = false): Promise<Fetched<unknown>> {
    const { pageAge = 0 } = context;
    const asked = {
      id: toPageId(source, read),
      read,
      isAfresh: isAfresh || context.isAfresh === true,
      shared: sharedPages,
    };
    return pageAge > 0 && sharedPages !== undefined ? fetchRecent(asked, context, pageAge) : fetchOnce(asked, context);
  }

  // The entry under a request was made by the same read, so its result has the same type.
  return {
    fetchPage: <T>(read: Read<T>, context: ReadContext, isAfresh?: boolean) =>
      fetchPage(read, context, isAfresh) as Promise<Fetched<T>>,
    fetchOther: <T>(read: Read<T>, context: ReadContext) =>
      fetchOnce({ id: toPageId(source, read), read, isAfresh: false, shared: undefined }, context) as Promise<
        Fetched<T>
      >,
  };
}

/** The name of a read's result among the results of all sources. */
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

/** Takes the page from another process, or reads it for all processes. */
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
  const stale = read.revalidates === true ? options.pages.getStale(id) : undefined;
  const page = await withDeadline(options, { ...context, isForNoJob: true }, (_signal, call) =>
    call(stale?.etag === undefined ? weighed(read) : withIfNoneMatch(weighed(read), stale, stale.etag)),
  );
  return { ...page, ...toArrival(options) };
}

/** A row is also a fresh record of the facts that it contains. */
function storeRows({ source, store, rowsAreRecords = false }: ListPagesOptions, page: Fetched<unknown>): void {
  const level = rowsAreRecords ? 'detail' : 'row';
  for (const row of rowsOf(page.result)) storeFacts(store, formatJobId(source, row.key), toStoredRow(page, row, level));
}

/** A row as a record, with its share of the page's bytes. */
export function toStoredRow(
  { result, bytes, fetchedAt, readAt }: Fetched<unknown>,
  { facts }: ListRow,
  level: Level,
): StoredFacts {
  return { facts, level, fetchedAt, readAt, bytes: Math.ceil(bytes / rowsOf(result).length) };
}

/** The rows of a page; empty for other reads of a list. */
function rowsOf(result: unknown): ListPage['rows'] {
  return (result as Partial<ListPage>).rows ?? [];
}
