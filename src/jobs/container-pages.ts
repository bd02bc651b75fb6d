/** The list pages of one container, in the provider's order, with whole jobs where a page has only their keys. */
import type { ReadContext } from '../calls/read-context.ts';
import { ProviderError } from '../errors/errors.ts';
import { compareNewestFirst, type JobFacts } from '../job.ts';
import {
  BadAnswer,
  type KeyFormat,
  type ListFilter,
  type Listing,
  type ListPage,
  type ListRow,
  type Read,
} from '../provider/adapter.ts';
import type { StoredFacts } from './fact-store.ts';
import { toStoredRow, type ListPages } from './list-pages.ts';
import type { Reader } from './reader.ts';

/** A row of a list, with when it was read. */
export interface ReadRow extends ListRow {
  readonly fetchedAt: string;
  /** If the row says all that a describe answers. */
  readonly record?: StoredFacts;
}

/** What follows the pages that were read: another page, jobs that the provider does not list, or nothing. */
export type Rest = 'page' | 'cut' | 'nothing';

/** The pages of one container's list, read one after the other. */
export interface ContainerPages {
  /** Reads the next page, sorted. Throws `ProviderError`. */
  readonly readPage: () => Promise<readonly ReadRow[]>;
  readonly rest: () => Rest;
  /** How often the list has begun. Pages before the last beginning no longer count. */
  readonly beginnings: () => number;
}

export interface ContainerOptions extends Pick<ListPages, 'fetchPage'> {
  readonly listing: Listing<JobFacts>;
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
  const { listing, filter, context, fetchPage } = options;
  let after: string | null = null;
  let rest: Rest = 'page';
  let beginnings = 1;
  const tokens = new Set<string>();

  function beginAgain(): readonly ReadRow[] {
    if (beginnings === maxBeginnings) throw new ProviderError('PROVIDER_UNAVAILABLE');
    beginnings += 1;
    after = null;
    tokens.clear();
    return [];
  }

  return {
    readPage: async () => {
      const page =
        after === null
          ? toFirstPage(listing, container, filter)
          : listing.page({ container, after, size: listing.maxPageSize, filter });
      const read = toCheckedRead(options, page, after !== null);
      const fetched = await fetchPage(read, context, beginnings > 1);
      const { result, fetchedAt } = fetched;
      if (result === 'expired') return beginAgain();
      rest = toRest(result, tokens);
      after = result.next;
      const rows = result.rows.map((row) => ({
        withheld: [],
        ...row,
        fetchedAt,
        ...(listing.rowsAreRecords === true ? { record: toStoredRow(fetched, row, 'detail') } : {}),
      }));
      return [...rows, ...(await readKeys(options, result))].sort(compareRows);
    },
    rest: () => rest,
    beginnings: () => beginnings,
  };
}

/** The read that a container's list begins with. */
export function toFirstPage(listing: Listing<JobFacts>, container: string | null, filter: ListFilter): Read<ListPage> {
  const { newestFirst, maxPageSize } = listing;
  const size = newestFirst ? Math.min(maxPageSize, firstPageSize) : maxPageSize;
  return listing.page({ container, after: null, size, filter });
}

/** A token that came before would never end. */
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
    toResult: (answer) => {
      if (mayExpire && answer.status === expiredStatus) return 'expired';
      const page = read.toResult(answer);
      const keys = [...page.rows.map(({ key }) => key), ...(page.keys ?? [])];
      if (keys.some((key) => !keyFormat.pattern.test(key))) throw new BadAnswer('a row names a job by no key');
      return page;
    },
  };
}

/** All facts that a describe answers. */
const described = { facts: new Set(['*']), secrets: new Set<string>(), secretsOfMasked: new Set<string>() };

/**
 * Reads, in one turn, the jobs of which a page has only the keys. Jobs that no longer exist are left out. Throws if no job
 * can be read.
 */
async function readKeys(
  { listing, reader, context, onFailure }: ContainerOptions,
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
  for (const one of failures) onFailure(one);
  return rows.flat();
}

/** For sorting newest first; rows of the same time are sorted by key. */
export function compareRows(one: ReadRow, other: ReadRow): number {
  return compareNewestFirst(
    { createdAt: one.facts.createdAt, id: one.key },
    { createdAt: other.facts.createdAt, id: other.key },
  );
}
