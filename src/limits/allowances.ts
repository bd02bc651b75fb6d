/** Checks the minimum cost of an operation against the limits, and divides what is left among its lists. */
import type { Viewer } from '../auth/viewer.ts';
import type { ListAllowance } from '../resolvers/jobs/allowance.ts';
import type { Adapter } from '../provider/adapter.ts';
import { toReadCost } from '../provider/plan.ts';
import type { PageAllowance } from '../jobs/list-run.ts';
import type { Source } from '../jobs/source.ts';
import type { JobBudget } from './budget.ts';
import type { ListCost } from './list-cost.ts';
import { countCallsOfPages, findPages, toPageAllowance, type SharedCalls } from './page-allowances.ts';
import { checkLimit } from './refusal.ts';
import type { Limits } from './settings.ts';
import type { OperationCost } from './operation-cost.ts';

export interface AllowancesOptions {
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
  const ofJobs = countCalls(cost);
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
      const pagesOf = ({ adapter }: Source): PageAllowance =>
        toPageAllowance(list, adapter, { pages, maxPages: maxPagesPerSource }, shared);
      return [list.responseName, { pagesOf, take: createTake(own, shared, spendOne) }];
    }),
  );
}

const noAllowances: ReadonlyMap<string, ListAllowance> = new Map();

interface Left extends SharedCalls {
  jobs: number;
}

/** Takes from the list's own share first, which the viewer's budget has paid for, then from what all lists share. */
function createTake(own: Left, shared: Left, spendOne: (job: string) => boolean): ListAllowance['take'] {
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
