/** What an operation touches and costs at least and at most, and how its lists share what the limits leave them. */
import type { Viewer } from '../auth/viewer.ts';
import type { ListAllowance } from '../resolvers/jobs/allowance.ts';
import { callsOf, toLevel } from '../upstream/plan.ts';
import type { JobBudget } from './budget.ts';
import type { ListTouch } from './list-touch.ts';
import { checkLimit } from './refusal.ts';
import type { Limits } from './settings.ts';
import type { Touches } from './touches.ts';

export interface AllowancesOptions {
  readonly touches: Touches;
  readonly limits: Limits;
  /** Pages of a source that one list reads at most. */
  readonly maxPagesPerSource: number;
  readonly viewer: Viewer;
  readonly budget: JobBudget;
}

/**
 * By the name that the list has in the answer. Throws where the jobs that the operation names, with the least that its
 * lists need, go beyond a limit; takes those jobs from the viewer's budget.
 */
export function createAllowances(options: AllowancesOptions): ReadonlyMap<string, ListAllowance> {
  const { touches, limits, maxPagesPerSource, viewer, budget } = options;
  const { lists } = touches;
  const names = nameJobs(touches);
  checkLimit('jobsPerOperation', names.size, limits);
  const ofJobs = countCalls(touches);
  const least = sum(lists.map(countLeast));
  checkLimit('upstreamCalls', ofJobs + least, limits);
  budget.spend(viewer, names);
  if (lists.length === 0) return noAllowances;

  const left = limits.upstreamCalls - ofJobs - least;
  const wantedForRows = lists.map((list) => (list.jobs - 1) * list.callsPerJob);
  const forRows = Math.min(left, sum(wantedForRows));
  // Rows come first: a list of fewer pages is worth more than one whose jobs cannot be read.
  const pages = sum(lists.map(({ sources }) => sources.length));
  const morePages = pages === 0 ? 0 : Math.min(maxPagesPerSource - 1, Math.floor((left - forRows) / pages));
  const shared = { jobs: limits.jobsPerOperation - names.size, calls: left - forRows - morePages * pages };
  return new Map(
    lists.map((list, index) => {
      const share = sum(wantedForRows) === 0 ? 0 : (wantedForRows[index] ?? 0) / sum(wantedForRows);
      const own = { jobs: list.jobs, calls: list.callsPerJob + Math.floor(forRows * share) };
      const spendOne = (job: string): boolean => budget.spendOne(viewer, job);
      return [list.responseName, { pagesPerSource: 1 + morePages, take: createTake(own, shared, spendOne) }];
    }),
  );
}

const noAllowances: ReadonlyMap<string, ListAllowance> = new Map();

interface Left {
  jobs: number;
  calls: number;
}

/** Of a list's own first, whose jobs the viewer's budget has paid for; then of what all lists of the operation share. */
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

/** The jobs of a list are not known yet: each place on its page stands for one. */
function nameJobs({ jobs, lists }: Touches): ReadonlySet<string> {
  const names = new Set(jobs.keys());
  for (const list of lists) for (let place = 0; place < list.jobs; place += 1) names.add(`${list.name} ${place}`);
  return names;
}

/** Of the jobs that the operation names, at worst. */
function countCalls({ jobs }: Touches): number {
  return sum([...jobs.values()].map(({ source, ask }) => callsOf(toLevel(source.adapter, ask.facts))));
}

/** One page of each source, and one row that is read. */
function countLeast({ sources, callsPerJob }: ListTouch): number {
  return sum(sources.map(({ adapter }) => 1 + (adapter.listing?.containerCalls ?? 0))) + callsPerJob;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
