/** A source's jobs newest first, from its list pages, which are read as far as the order requires. */
import { compareNewestFirst, type JobFacts } from '../job.ts';
import {
  BadAnswer,
  type Call,
  type KeyFormat,
  type ListFilter,
  type Listing,
  type ListPage,
  type ListRow,
  type Read,
} from '../provider/adapter.ts';
import { createListPages, type Fetched, type ListPagesOptions } from './list-pages.ts';
import type { ReadContext } from '../calls/read-context.ts';

/** A row of a list, with when it was read. */
export interface ReadRow extends ListRow {
  readonly fetchedAt: string;
}

/** Rows, newest first; those without a creation time come last. */
export interface RowStream {
  /** The next row; undefined at the end. Throws `ProviderError`. */
  readonly next: () => Promise<ReadRow | undefined>;
  /** True once older rows were left out: the source has more pages than one list may read, or its list does not end. */
  readonly isTruncated: () => boolean;
}

export interface ListReader {
  /** @param maxPages of the source, all its containers together */
  readonly stream: (filter: ListFilter, context: ReadContext, maxPages: number) => RowStream;
}

export interface ListReaderOptions extends ListPagesOptions {
  readonly listing: Listing<JobFacts>;
  readonly keyFormat: KeyFormat;
}

type FetchPage = <T>(read: Read<T>) => Promise<Fetched<T>>;

export function createListReader(options: ListReaderOptions): ListReader {
  const listing = withCheckedKeys(options.listing, options.keyFormat);
  const { fetchPage } = createListPages(options);

  return {
    stream: (filter, context, maxPages) => {
      const pages: PageSource = {
        listing,
        filter,
        budget: { pages: maxPages, isSpent: false },
        fetchPage: (read) => fetchPage(read, context),
      };
      const next = listing.newestFirst ? createOrderedStream(pages) : createSortedStream(pages);
      return { next, isTruncated: () => pages.budget.isSpent };
    },
  };
}

/** Drops rows whose key has another form: keys become part of signed requests. */
function withCheckedKeys(listing: Listing<JobFacts>, { pattern }: KeyFormat): Listing<JobFacts> {
  return {
    ...listing,
    page: (options) => {
      const read = listing.page(options);
      return {
        ...read,
        toResult: (answer) => {
          const page = read.toResult(answer);
          if (page.rows.some(({ key }) => !pattern.test(key))) throw new BadAnswer('a row names a job by no key');
          return page;
        },
      };
    },
  };
}

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
): AsyncGenerator<readonly ReadRow[], undefined> {
  let after: string | null = null;
  let size = firstSize;
  do {
    if (budget.pages === 0) {
      budget.isSpent = true;
      return undefined;
    }
    budget.pages -= 1;
    const { result, fetchedAt }: Fetched<ListPage> = await fetchPage(listing.page({ container, after, size, filter }));
    yield result.rows.map((row) => ({ ...row, fetchedAt }));
    // A token that does not change would never end.
    if (result.next !== null && result.next === after) {
      budget.isSpent = true;
      return undefined;
    }
    after = result.next;
    size = listing.maxPageSize;
  } while (after !== null);
  return undefined;
}

/** Usually only the first page of a list is needed. */
const firstPageSize = 100;

/** For a provider that lists newest first: reads a page when it is needed. */
function createOrderedStream(pages: PageSource): RowStream['next'] {
  const iterator = readPages(pages, null, Math.min(pages.listing.maxPageSize, firstPageSize));
  const seen = new Set<string>();
  let ready: ReadRow[] = [];
  let held: ReadRow[] = [];

  /** The provider orders by time only: jobs with a page's last time wait for those of the same time on the next page. */
  async function readMore(): Promise<boolean> {
    const { value, done }: IteratorResult<readonly ReadRow[], undefined> = await iterator.next();
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

/** For a provider that promises no order: reads everything, then sorts. */
function createSortedStream(pages: PageSource): RowStream['next'] {
  let sorted: Promise<ReadRow[]> | undefined;
  let index = 0;

  async function readAll(): Promise<ReadRow[]> {
    const call: Call = async (read) => (await pages.fetchPage(read)).result;
    const rows = new Map<string, ReadRow>();
    const { containers: named } = pages.listing;
    const containers = 'list' in named ? await named.list(call) : named;
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

function compareRows(one: ReadRow, other: ReadRow): number {
  return compareNewestFirst(
    { createdAt: one.facts.createdAt, id: one.key },
    { createdAt: other.facts.createdAt, id: other.key },
  );
}
