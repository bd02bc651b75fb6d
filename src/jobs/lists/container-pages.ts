/** The list pages of one container, in the provider's order, with whole jobs where a page has only their keys. */
import type { ReadContext } from '../../calls/read-context.ts';
import { ofPart, ProviderError } from '../../errors/errors.ts';
import type { Instant } from '../../provider/contract/job.ts';
import { compareNewestFirst } from '../reading/job-id.ts';
import {
  BadAnswer,
  type CallTarget,
  type KeyFormat,
  type ListFilter,
  type Listing,
  type ListPage,
  type ListRow,
  type Read,
} from '../../provider/contract/adapter.ts';
import type { StoredFacts } from '../reading/fact-store.ts';
import { toStoredRow, type Fetched, type ListPages } from '../reading/list-pages.ts';
import type { Reader } from '../reading/reader.ts';
import { toPageTarget } from '../reading/targets.ts';

/** A row of a list, with when it was read. */
export interface ReadRow extends ListRow {
  readonly fetchedAt: string;
  /** Present only if the row says all that a describe answers. */
  readonly record?: StoredFacts;
}

/** What follows the pages that were read: another page, jobs that the provider does not list, or nothing. */
type Rest = 'page' | 'cut' | 'nothing';

/** The pages of one container's list, read one after the other. */
export interface ContainerPages {
  /** Reads the next page, sorted. Throws `ProviderError`. */
  readonly readPage: () => Promise<readonly ReadRow[]>;
  readonly rest: () => Rest;
  /** Whether the pages so far came newest first. A page that is also the last one may come in any order. */
  readonly isNewestFirst: () => boolean;
  /** Further pages have no newer rows; undefined as long as no row had a time. */
  readonly bound: () => Instant | undefined;
  /** How many rows the provider says there are that meet the filter; null where it does not say. */
  readonly total: () => number | null;
  /** How often the list has begun. Pages before the last beginning no longer count. */
  readonly beginnings: () => number;
}

/** The listing that a container belongs to, and for whom it is read. */
export interface ContainerOptions extends Pick<ListPages, 'fetchPage'> {
  readonly listing: Listing;
  readonly keyFormat: KeyFormat;
  readonly reader: Reader;
  readonly filter: ListFilter;
  readonly context: ReadContext;
  /** Called for each job of a page that cannot be read. */
  readonly onFailure: (error: ProviderError) => void;
}

/** Of an ordered list, where usually only the first page is needed. */
export const firstPageSize = 100;

const maxBeginnings = 2;

/** Begins the list again if a page token has expired; throws PROVIDER_UNAVAILABLE the second time. */
export function createContainerPages(container: string | null, options: ContainerOptions): ContainerPages {
  const { listing, context, fetchPage, onFailure } = options;
  let after: string | null = null;
  let rest: Rest = 'page';
  let beginnings = 1;
  let total: number | null = null;
  const order = createOrderCheck();
  const tokens = new Set<string>();

  function beginAgain(): readonly ReadRow[] {
    if (beginnings === maxBeginnings) throw new ProviderError('PROVIDER_UNAVAILABLE');
    beginnings += 1;
    after = null;
    order.beginAgain();
    tokens.clear();
    return [];
  }

  function end(): readonly ReadRow[] {
    rest = 'nothing';
    return [];
  }

  async function readOn(): Promise<readonly ReadRow[]> {
    const target = toPageTarget(listing, container, after === null);
    const read = { ...toCheckedRead(options, toPage(options, container, after), after !== null), target };
    const fetched = await orGone(target, fetchPage(read, context, beginnings > 1));
    if (fetched === undefined) return end();
    const { result } = fetched;
    if (result === 'expired') return beginAgain();
    const { unreadable = 0 } = result;
    if (unreadable > 0) onFailure(new ProviderError('PROVIDER_BAD_RESPONSE', { part: container }));
    if (after === null) total = result.total ?? null;
    rest = toRest(result, tokens);
    after = result.next;
    const all = [...toReadRows(listing, fetched, result), ...(await readKeys(options, container, result))];
    if (listing.newestFirst) order.note(all, result, rest === 'nothing');
    return all.sort(compareRows);
  }

  return {
    readPage: () =>
      readOn().catch((error: unknown) => {
        throw error instanceof ProviderError ? ofPart(error, container) : error;
      }),
    rest: () => rest,
    isNewestFirst: order.isNewestFirst,
    bound: order.bound,
    total: () => total,
    beginnings: () => beginnings,
  };
}

function toReadRows({ rowsAreRecords }: Listing, fetched: Fetched<unknown>, { rows }: ListPage): readonly ReadRow[] {
  const { fetchedAt } = fetched;
  if (rowsAreRecords !== true) return rows.map((row) => ({ ...row, fetchedAt }));
  return rows.map((row) => ({ ...row, fetchedAt, record: toStoredRow(fetched, row, 'detail') }));
}

/** Undefined where the provider has listed the part and knows it no more: it is empty. */
async function orGone<T>({ isNamed }: CallTarget, page: Promise<T>): Promise<T | undefined> {
  try {
    return await page;
  } catch (error) {
    if (!isNamed && error instanceof ProviderError && error.causeKind === 'TARGET_UNKNOWN') return undefined;
    throw error;
  }
}

interface OrderCheck extends Pick<ContainerPages, 'isNewestFirst' | 'bound'> {
  /** @param rows of a page, in the provider's order */
  readonly note: (rows: readonly ReadRow[], page: ListPage, isLastPage: boolean) => void;
  readonly beginAgain: () => void;
}

/** Within a page only the ends are compared, because neighbours may have changed places. */
function createOrderCheck(): OrderCheck {
  let isNewestFirst = true;
  let bound: Instant | undefined;
  return {
    note: (rows, { newestOfRest = null }, isLastPage) => {
      const times = rows.flatMap(({ facts }) => facts.createdAt ?? []);
      const [first = '', last = ''] = [times[0], times.at(-1)];
      const sorted = times.toSorted();
      const isNewer = bound !== undefined && (sorted.at(-1) ?? '') > bound;
      const isOrdered = isLastPage || newestOfRest !== null || last <= first;
      if (isNewer || !isOrdered) isNewestFirst = false;
      bound = newestOfRest ?? sorted[0] ?? bound;
    },
    isNewestFirst: () => isNewestFirst,
    bound: () => bound,
    beginAgain: () => {
      bound = undefined;
    },
  };
}

function toPage({ listing, filter }: ContainerOptions, container: string | null, after: string | null): Read<ListPage> {
  if (after === null) return toFirstPage(listing, container, filter);
  return listing.page({ container, after, size: listing.maxPageSize, filter });
}

/** The read that a container's list begins with. */
export function toFirstPage(listing: Listing, container: string | null, filter: ListFilter): Read<ListPage> {
  const { newestFirst, maxPageSize } = listing;
  const size = newestFirst ? Math.min(maxPageSize, firstPageSize) : maxPageSize;
  return listing.page({ container, after: null, size, filter });
}

/** A repeated page token ends the list, which would never end otherwise. */
function toRest({ next, isCut = false }: ListPage, tokens: Set<string>): Rest {
  if (next === null || next === '') return isCut ? 'cut' : 'nothing';
  if (tokens.has(next)) return 'cut';
  tokens.add(next);
  return 'page';
}

/** Refuses rows whose key has another form, because keys become part of signed requests. */
function toCheckedRead(
  { listing, keyFormat }: ContainerOptions,
  read: Read<ListPage>,
  hasToken: boolean,
): Read<ListPage | 'expired'> {
  const { expiredStatus } = listing;
  const mayExpire = hasToken && expiredStatus !== undefined;
  return {
    ...read,
    ...(mayExpire ? { alsoReads: [...(read.alsoReads ?? []), expiredStatus] } : {}),
    toResult: (answer, onUnreadable) => {
      if (mayExpire && answer.status === expiredStatus) return 'expired';
      const page = read.toResult(answer, onUnreadable);
      const keys = [...page.rows.map(({ key }) => key), ...(page.keys ?? [])];
      if (keys.some((key) => !keyFormat.pattern.test(key))) throw new BadAnswer('', 'text', 'other text');
      return page;
    },
  };
}

/** All facts that a describe answers. */
const described = { facts: new Set(['*']), secrets: new Set<string>() };

/**
 * Reads, in one turn, the jobs of which a page has only the keys. Jobs that no longer exist are left out. Throws if no job
 * can be read.
 */
async function readKeys(
  { listing, reader, context, onFailure }: ContainerOptions,
  part: string | null,
  { keys = [] }: ListPage,
): Promise<readonly ReadRow[]> {
  if (keys.length > 0 && listing.pagesOfKeys !== true) throw new TypeError('A page has keys that were not declared.');
  const failures: ProviderError[] = [];
  const rows = await Promise.all(
    keys.map(async (key) => {
      try {
        const { facts, fetchedAt } = await reader.read({ key, ...described }, context);
        return [{ key, facts, fetchedAt }];
      } catch (error) {
        if (!(error instanceof ProviderError)) throw error;
        if (error.code !== 'JOB_NOT_FOUND' && error.code !== 'JOB_GONE') failures.push(error);
        return [];
      }
    }),
  );
  const [failure] = failures;
  if (failure !== undefined && failures.length === keys.length) throw failure;
  for (const one of failures) onFailure(ofPart(one, part));
  return rows.flat();
}

/** For sorting newest first; rows of the same time are sorted by key. */
export function compareRows(one: ReadRow, other: ReadRow): number {
  return compareNewestFirst(
    { createdAt: one.facts.createdAt, id: one.key },
    { createdAt: other.facts.createdAt, id: other.key },
  );
}
