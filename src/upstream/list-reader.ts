/** A source's jobs newest first, from its list pages: shared, cached briefly, and read far enough to be honest. */
import { LRUCache } from 'lru-cache';
import type { Call, ListFilter, Listing, ListPage, ListRow, Read } from './adapter.ts';
import type { JobFacts } from '../job.ts';
import type { Caller } from './caller.ts';
import type { FactStore } from './fact-store.ts';
import { createDeadline } from './deadline.ts';
import type { ReadContext } from './reader.ts';
import { createShared, type Shared } from './share.ts';

/** A row of a list, with when it was read. */
export interface ReadRow extends ListRow {
  readonly fetchedAt: string;
}

/** Rows in the order newest first; those without a creation time come last. */
export interface RowStream {
  /** The next row; undefined at the end. Throws `ProviderError`. */
  readonly next: () => Promise<ReadRow | undefined>;
  /** True once older rows were left out because the source holds more pages than one list may read. */
  readonly isTruncated: () => boolean;
}

export interface ListReader {
  readonly stream: (filter: ListFilter, context: ReadContext) => RowStream;
}

export interface ListReaderOptions {
  readonly source: string;
  readonly listing: Listing<JobFacts>;
  readonly call: Caller;
  readonly store: FactStore;
  /** Pages of the source that one list reads at most. */
  readonly maxPages: number;
  /** How old a page may be. */
  readonly freshMilliseconds: number;
  /** Of one list's reads together. */
  readonly deadlineMilliseconds: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

interface Fetched<T> {
  readonly result: T;
  readonly fetchedAt: string;
}

type FetchPage = <T>(read: Read<T>) => Promise<Fetched<T>>;

/** Enough for every page of some lists under way at once. */
const maxCachedPages = 500;

export function createListReader(options: ListReaderOptions): ListReader {
  const { listing, maxPages } = options;
  const fetchShared = createSharedFetch(options);

  return {
    stream: (filter, context) => {
      const budget = { pages: maxPages, isSpent: false };
      const fetchPage: FetchPage = (read) => fetchShared(read, context);
      const pages: PageSource = { listing, filter, budget, fetchPage };
      const next = listing.newestFirst ? createOrderedStream(pages) : createSortedStream(pages);
      return { next, isTruncated: () => budget.isSpent };
    },
  };
}

/** One call for one page, however many lists ask for it at once; for a short while afterwards, none. */
function createSharedFetch({ source, call, store, freshMilliseconds, deadlineMilliseconds, now }: ListReaderOptions) {
  const cache = new LRUCache<string, Fetched<unknown> & object>({ max: maxCachedPages, perf: { now }, ttlResolution: 0 });
  const inFlight = new Map<string, Shared<Fetched<unknown>>>();

  async function fetchFresh<T>(id: string, read: Read<T>, context: ReadContext): Promise<Fetched<T>> {
    const deadline = createDeadline(deadlineMilliseconds, context.signal);
    const deadlineAt = now() + deadlineMilliseconds;
    const tally = context.tally === undefined ? {} : { tally: context.tally };
    try {
      const result = await call(read, { operation: context.operation, signal: deadline.signal, deadlineAt, ...tally });
      const fetched = { result, fetchedAt: new Date(now()).toISOString() };
      if (freshMilliseconds > 0) cache.set(id, fetched, { ttl: freshMilliseconds });
      storeRows(source, store, fetched);
      return fetched;
    } finally {
      deadline.clear();
    }
  }

  return <T>(read: Read<T>, context: ReadContext): Promise<Fetched<T>> => {
    const id = `${read.operation} ${JSON.stringify(read.request)}`;
    const cached = cache.get(id) as Fetched<T> | undefined;
    if (cached !== undefined) {
      context.tally?.cacheHit(source);
      return Promise.resolve(cached);
    }
    const running = inFlight.get(id);
    if (running !== undefined && !running.isAbandoned()) {
      context.tally?.shared(source);
      return running.join(context.signal) as Promise<Fetched<T>>;
    }
    const shared: Shared<Fetched<T>> = createShared(async (signal) => {
      try {
        return await fetchFresh(id, read, { ...context, signal });
      } finally {
        if (inFlight.get(id) === (shared as Shared<unknown>)) inFlight.delete(id);
      }
    });
    inFlight.set(id, shared as Shared<Fetched<unknown>>);
    return shared.join(context.signal);
  };
}

/** A row is a fresh record too, of what it holds. */
function storeRows(source: string, store: FactStore, { result, fetchedAt }: Fetched<unknown>): void {
  const { rows } = result as Partial<ListPage>;
  for (const { key, facts } of rows ?? []) {
    const id = `${source}:${key}`;
    const present = store.get(id);
    if (present === undefined || 'notFound' in present || present.level === 'row') {
      store.set(id, { facts, level: 'row', fetchedAt, withheld: noNames });
    }
  }
}

const noNames: ReadonlySet<string> = new Set();

interface PageSource {
  readonly listing: Listing<JobFacts>;
  readonly filter: ListFilter;
  readonly budget: { pages: number; isSpent: boolean };
  readonly fetchPage: FetchPage;
}

/** Pages of one container, in the provider's order, while the budget lasts. */
async function* readPages(
  { listing, filter, budget, fetchPage }: PageSource,
  container: string | null,
  firstSize = listing.maxPageSize,
): AsyncGenerator<readonly ReadRow[]> {
  let after: string | null = null;
  let size = firstSize;
  do {
    if (budget.pages === 0) {
      budget.isSpent = true;
      return;
    }
    budget.pages -= 1;
    const { result, fetchedAt }: Fetched<ListPage> = await fetchPage(listing.page({ container, after, size, filter }));
    yield result.rows.map((row) => ({ ...row, fetchedAt }));
    // A token that does not move would be walked for ever.
    after = result.next === after ? null : result.next;
    size = listing.maxPageSize;
  } while (after !== null);
}

/** The first page of a list is mostly all that is wanted of it. */
const firstPageSize = 100;

/** The provider lists newest first: a page is read when it is needed. */
function createOrderedStream(pages: PageSource): RowStream['next'] {
  const iterator = readPages(pages, null, Math.min(pages.listing.maxPageSize, firstPageSize));
  const seen = new Set<string>();
  let ready: ReadRow[] = [];
  let held: ReadRow[] = [];

  /** The provider orders by time alone: jobs of a page's last moment wait for those of the same moment on the next. */
  async function readMore(): Promise<boolean> {
    const { value, done } = await iterator.next();
    const rows = [...held, ...(done === true ? [] : value.filter(({ key }) => !seen.has(key)))].sort(compareRows);
    for (const { key } of rows) seen.add(key);
    const lastTime = rows.at(-1)?.facts.createdAt;
    held = done === true ? [] : rows.filter(({ facts }) => facts.createdAt === lastTime);
    ready = done === true ? rows : rows.filter(({ facts }) => facts.createdAt !== lastTime);
    return done !== true || ready.length > 0;
  }

  return async () => {
    while (ready.length === 0) if (!(await readMore())) return undefined;
    return ready.shift();
  };
}

/** The provider promises no order: everything is read, then sorted. */
function createSortedStream(pages: PageSource): RowStream['next'] {
  let sorted: Promise<ReadRow[]> | undefined;
  let index = 0;

  async function readAll(): Promise<ReadRow[]> {
    const call: Call = async (read) => (await pages.fetchPage(read)).result;
    const rows = new Map<string, ReadRow>();
    const containers = await pages.listing.containers(call);
    await Promise.all(
      containers.map(async (container) => {
        for await (const page of readPages(pages, container)) {
          for (const row of page) rows.set(row.key, row);
        }
      }),
    );
    return [...rows.values()].sort(compareRows);
  }

  return async () => {
    sorted ??= readAll();
    const row = (await sorted)[index];
    index += 1;
    return row;
  };
}

/** Newest first, then by key; without a creation time last. */
export function compareRows(one: Pick<ListRow, 'key' | 'facts'>, other: Pick<ListRow, 'key' | 'facts'>): number {
  return comparePositions(one.facts.createdAt, one.key, other.facts.createdAt, other.key);
}

export function comparePositions(oneTime: string | null, oneKey: string, otherTime: string | null, otherKey: string): number {
  if (oneTime !== otherTime) {
    if (oneTime === null) return 1;
    if (otherTime === null) return -1;
    return oneTime > otherTime ? -1 : 1;
  }
  return oneKey < otherKey ? -1 : oneKey > otherKey ? 1 : 0;
}
