/** A source's jobs newest first, from the list pages of its containers, which are read as far as the order requires. */
import type { ReadContext } from '../../calls/read-context.ts';
import { ProviderError } from '../../errors/errors.ts';
import type { Instant } from '../../provider/contract/job.ts';
import {
  maxListedContainers,
  type Call,
  type ListFilter,
  type Listing,
  type ListPage,
} from '../../provider/contract/adapter.ts';
import { createContainerPages, toFirstPage, type ContainerOptions, type ContainerPages } from './container-pages.ts';
import { toPartsTarget } from '../reading/targets.ts';
import { createListPages, toPageId, type ListPages, type ListPagesOptions } from '../reading/list-pages.ts';
import {
  createPageBudget,
  createSortedStream,
  type ListRun,
  type NextRow,
  type PageAllowance,
  type PageBudget,
} from './list-run.ts';
import { createMergedStream } from './merged-rows.ts';

/** Rows, newest first; those without a creation time come last. */
export interface RowStream {
  /** Must not be called while it reads. */
  readonly next: () => NextRow;
  /** True once older rows were left out: a page was not allowed, or the provider does not list all of its jobs. */
  readonly isTruncated: () => boolean;
  /** When the oldest of the pages was read that the rows so far come from; null before the first. */
  readonly fetchedAt: () => Instant | null;
  /** How many rows the pages held that were read so far. */
  readonly rows: () => number;
  /** How many jobs meet the filter, as the provider says of all containers; null where it does not, or before the first row. */
  readonly total: () => number | null;
}

/** One list of one source, by one operation. */
export interface ListRequest {
  readonly filter: ListFilter;
  readonly context: ReadContext;
  /** For all containers of the source together. */
  readonly allowance: PageAllowance;
  /** Called for each container that cannot be listed and each job of a page that cannot be read. Other rows are not affected. */
  readonly onFailure: (error: ProviderError) => void;
}

/** Lists the jobs of one source. Each `stream` begins a new list. */
export interface ListReader {
  readonly stream: (request: ListRequest) => RowStream;
  /** Calls `onChange` when another process has read the beginning of this list. Returns what ends it. */
  readonly follow: (filter: ListFilter, onChange: () => void) => () => void;
}

interface ListReaderOptions
  extends Omit<ListPagesOptions, 'rowsAreRecords'>, Pick<ContainerOptions, 'listing' | 'keyFormat' | 'reader'> {}

/** Containers listed newest first are read only as far as their rows are needed; others whole, and sorted here. */
export function createListReader(options: ListReaderOptions): ListReader {
  const { listing } = options;
  const { fetchPage, fetchOther } = createListPages({ ...options, rowsAreRecords: listing.rowsAreRecords === true });

  return {
    follow: (filter, onChange) => followFirstPages(options, filter, onChange),
    stream: ({ filter, context, allowance, onFailure }) => {
      const budget = createPageBudget(allowance);
      let oldest: Instant | null = null;
      let rows = 0;
      let containers: readonly ContainerPages[] = [];
      const fetchNoted: ListPages['fetchPage'] = async (read, on, isAfresh) => {
        const fetched = await fetchPage(read, on, isAfresh);
        if (oldest === null || fetched.fetchedAt < oldest) oldest = fetched.fetchedAt;
        rows += countRows(fetched.result);
        return fetched;
      };
      const target = toPartsTarget();
      const call: Call = async (read) => (await fetchOther({ ...read, target }, context)).result;
      const run: ListRun = {
        filter,
        budget,
        readContainers: async () => {
          const names = await readNames(listing, call, budget);
          containers = names.map((name) =>
            createContainerPages(name, { ...options, filter, context, onFailure, fetchPage: fetchNoted }),
          );
          return containers;
        },
        noteFailure: (error) => {
          if (!(error instanceof ProviderError)) throw error;
          onFailure(error);
        },
      };
      const next = listing.newestFirst ? createMergedStream(run) : createSortedStream(run);
      const total = (): number | null => addTotals(containers);
      return { next, isTruncated: budget.isTruncated, fetchedAt: () => oldest, rows: () => rows, total };
    },
  };
}

function addTotals(containers: readonly ContainerPages[]): number | null {
  const totals = containers.flatMap(({ total }) => total() ?? []);
  return totals.length === 0 || totals.length < containers.length ? null : totals.reduce((sum, one) => sum + one, 0);
}

/** Follows only containers that the settings name, not those that the provider lists. */
function followFirstPages(
  { source, listing, sharedPages }: ListReaderOptions,
  filter: ListFilter,
  onChange: () => void,
): () => void {
  const containers = sharedPages === undefined || 'list' in listing.containers ? [] : listing.containers;
  const ends = containers.map((name) =>
    sharedPages?.follow(toPageId(source, toFirstPage(listing, name, filter)), onChange),
  );
  return () => {
    for (const end of ends) end?.();
  };
}

/** Also counts jobs whose key alone is on the page. */
function countRows(result: unknown): number {
  const { rows = [], keys = [] } = result as Partial<ListPage>;
  return rows.length + keys.length;
}

/** All containers that the settings name, or the first ones that the provider lists. */
async function readNames({ containers }: Listing, call: Call, budget: PageBudget): Promise<readonly (string | null)[]> {
  if (!('list' in containers)) return containers;
  const listed = await containers.list(call);
  if (listed.length > maxListedContainers) budget.noteCut();
  return listed.slice(0, maxListedContainers);
}
