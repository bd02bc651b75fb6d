/**
 * Checks the minimum cost of an operation against the limits, and divides the rest of the limits among its lists: so many
 * pages of each source, and so many reads of jobs.
 */
import type { Viewer } from '../../auth/viewer.ts';
import type { ListAllowance } from '../../resolvers/jobs/allowance.ts';
import type { Adapter } from '../../provider/contract/adapter.ts';
import { toReadCost } from '../../jobs/reading/plan.ts';
import type { PageAllowance } from '../../jobs/lists/list-run.ts';
import type { Source } from '../../jobs/source.ts';
import type { JobBudget } from './budget.ts';
import type { ListCost } from '../../resolvers/jobs/list-cost.ts';
import { checkLimit } from './refusal.ts';
import type { Limits } from './settings.ts';
import type { OperationCost } from './operation-cost.ts';
import { firstPageSize } from '../../jobs/lists/container-pages.ts';

/** The cost of an operation, and the limits that it must keep. */
interface AllowancesOptions {
  readonly cost: OperationCost;
  readonly limits: Limits;
  /** How many pages of a source one list may read. */
  readonly maxPagesPerSource: number;
  readonly viewer: Viewer;
  readonly budget: JobBudget;
}

/**
 * The allowance of each list, by its name in the answer. Throws if the jobs that the operation names, plus the minimum
 * for its lists, exceed a limit; otherwise takes those jobs from the viewer's budget.
 */
export function createAllowances(options: AllowancesOptions): ReadonlyMap<string, ListAllowance> {
  const { cost, limits, maxPagesPerSource, viewer, budget } = options;
  const { lists } = cost;
  const names = nameJobs(cost);
  checkLimit('jobsPerOperation', names.size, limits);
  checkLimit('logsPerOperation', cost.logs.length, limits);
  const ofJobs = countCalls(cost) + sum(cost.logs);
  const least = sum(lists.map(countLeast));
  checkLimit('upstreamCalls', ofJobs + least, limits);
  budget.spend(viewer, names);
  if (lists.length === 0) return noAllowances;

  const left = limits.upstreamCalls - ofJobs - least;
  const wantedForJobs = lists.map((list) => list.callsForJobs - list.callsPerJob);
  const forJobs = Math.min(left, sum(wantedForJobs));
  // Jobs come first: a list of fewer pages is better than one whose jobs cannot be read.
  const pages = findPages(lists, maxPagesPerSource, left - forJobs);
  const shared = {
    jobs: limits.jobsPerOperation - names.size,
    calls: left - forJobs - countCallsOfPages(lists, pages) + countCallsOfPages(lists, 1),
  };
  return new Map(
    lists.map((list, index) => {
      const share = sum(wantedForJobs) === 0 ? 0 : (wantedForJobs[index] ?? 0) / sum(wantedForJobs);
      const own = { jobs: list.jobs, calls: list.callsPerJob + Math.floor(forJobs * share) };
      const spendOne = (job: string): boolean => budget.spendOne(viewer, job);
      const pagesOf = (source: Source): PageAllowance =>
        toPageAllowance(list, source, { pages, maxPages: maxPagesPerSource }, shared);
      return [list.responseName, { pagesOf, spend: createSpend(own, shared, spendOne) }];
    }),
  );
}

const noAllowances: ReadonlyMap<string, ListAllowance> = new Map();

interface Left extends SharedCalls {
  jobs: number;
}

/** Takes from the list's own share first, which the viewer's budget has paid for, then from what all lists share. */
function createSpend(own: Left, shared: Left, spendOne: (job: string) => boolean): ListAllowance['spend'] {
  return (job, calls) => {
    const ofShared = Math.max(0, calls - own.calls);
    if (ofShared > shared.calls) return 'upstreamCalls';
    const isOwn = own.jobs > 0;
    if (!isOwn && shared.jobs === 0) return 'jobsPerOperation';
    if (!isOwn && !spendOne(job)) return 'jobsPerMinute';
    own.calls -= calls - ofShared;
    shared.calls -= ofShared;
    (isOwn ? own : shared).jobs -= 1;
    return undefined;
  };
}

/** The jobs of a list are not known yet: each slot of its page counts as one. */
function nameJobs({ jobs, lists }: OperationCost): ReadonlySet<string> {
  const names = new Set(jobs.keys());
  for (const list of lists) for (let place = 0; place < list.jobs; place += 1) names.add(`${list.name} ${place}`);
  return names;
}

/**
 * The maximum for the jobs that the operation names, without what splitting a failed batch adds. Jobs that are read whole
 * share calls; those with secrets or a completion are read one by one.
 */
function countCalls({ jobs }: OperationCost): number {
  const shared = new Map<Source, number>();
  let calls = 0;
  for (const { source, requested } of jobs.values()) {
    const cost = toReadCost(source.adapter, requested);
    if (cost.jobsPerCall === 1) calls += cost.calls;
    else shared.set(source, (shared.get(source) ?? 0) + 1);
  }
  return calls + sum([...shared].map(([{ adapter }, count]) => Math.ceil(count / adapter.describe.maxKeys)));
}

/** The minimum for a list: one page of each container that the settings name, one of other sources, and one job's read. */
function countLeast(list: ListCost): number {
  const ofContainers = sum(list.sources.map(({ adapter }) => countContainerCalls(adapter)));
  return ofContainers + countCallsOfPages([list], 1) + list.callsPerJob;
}

function countContainerCalls({ listing }: Adapter): number {
  return listing !== undefined && 'list' in listing.containers ? listing.containers.calls : 0;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Calls that all lists of an operation share. */
interface SharedCalls {
  calls: number;
}

/** The most pages that each source may have, at least 1, at the cost of so many calls beyond one page of each. */
function findPages(lists: readonly ListCost[], maxPages: number, calls: number): number {
  const least = countCallsOfPages(lists, 1);
  let [low, high] = [1, maxPages];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (countCallsOfPages(lists, middle) - least <= calls) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The number of calls if each source may have so many pages. */
function countCallsOfPages(lists: readonly ListCost[], pages: number): number {
  return lists
    .flatMap((list) => list.sources.map(({ adapter, callsPerPage }) => countPages(list, adapter, pages) * callsPerPage))
    .reduce((total, calls) => total + calls, 0);
}

/** At least the pages that a source needs. If its list is read only as far as needed, also no more than those. */
function countPages({ jobs, isLazy }: ListCost, { listing }: Adapter, pages: number): number {
  const least = listing === undefined || 'list' in listing.containers ? 1 : listing.containers.length;
  if (isLazy !== true || listing?.newestFirst !== true) return Math.max(least, pages);
  // One row more than the page holds says whether another page follows.
  const needed = Math.ceil((jobs + 1) / Math.min(listing.maxPageSize, firstPageSize));
  return Math.max(least, Math.min(pages, needed));
}

/** If each source may have `pages`, and `maxPages` where calls that are shared pay for more. */
function toPageAllowance(
  list: ListCost,
  { adapter, callsPerPage: calls }: Source,
  { pages, maxPages }: { readonly pages: number; readonly maxPages: number },
  shared: SharedCalls,
): PageAllowance {
  const own = countPages(list, adapter, pages);
  let beyond = list.isLazy === true && adapter.listing?.newestFirst === true ? maxPages - own : 0;
  const takeFirst = (): boolean => {
    if (calls > shared.calls) return false;
    shared.calls -= calls;
    return true;
  };
  return {
    pages: own,
    takeFirst,
    takeFurther: () => {
      if (beyond <= 0 || !takeFirst()) return false;
      beyond -= 1;
      return true;
    },
    giveBack: (left) => {
      shared.calls += left * calls;
    },
  };
}
