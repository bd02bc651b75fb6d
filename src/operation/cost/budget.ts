/** Limits how many distinct jobs each viewer may read per minute. */
import { LRUCache } from 'lru-cache';
import type { Viewer } from '../../auth/viewer.ts';
import { createBudgetError } from './refusal.ts';

/** Counts distinct jobs by viewer and minute. */
export interface JobBudget {
  /** Takes these jobs from the viewer's budget. If they are too many, it throws and takes no job. */
  readonly spend: (viewer: Viewer, jobs: ReadonlySet<string>) => void;
  /** Takes one more job; false if the budget is spent. */
  readonly spendOne: (viewer: Viewer, job: string) => boolean;
}

/** What one operation has taken from its viewer's budget. */
export interface Spending {
  readonly jobs: Set<string>;
  /** Whether the budget was too small for one more job. */
  isRefused: boolean;
}

/** Of an operation that has taken nothing yet. */
export function createSpending(): Spending {
  return { jobs: new Set(), isRefused: false };
}

/** The same budget, which also records what the operation takes. */
export function withSpending(budget: JobBudget, spending: Spending): JobBudget {
  return {
    spend: (viewer, jobs) => {
      budget.spend(viewer, jobs);
      for (const job of jobs) spending.jobs.add(job);
    },
    spendOne: (viewer, job) => {
      const isSpent = budget.spendOne(viewer, job);
      if (isSpent) spending.jobs.add(job);
      else spending.isRefused = true;
      return isSpent;
    },
  };
}

/** Other processes that spend the same budgets. */
export interface BudgetElsewhere {
  /** Tells them which jobs have been counted here. `onCount` is called later, if at all. */
  readonly tell: (viewer: string, jobs: readonly string[], onCount: (counted: CountedElsewhere) => void) => void;
  /** How many processes share a budget while the counts of the others are unknown; 1 while they are known. */
  readonly parts: () => number;
}

/** What all processes together have counted of one viewer in this minute. */
export interface CountedElsewhere {
  readonly jobs: number;
  /** How much is left of the minute. */
  readonly milliseconds: number;
}

interface Spent {
  endsAt: number;
  readonly jobs: Set<string>;
  /** Further jobs, which others have counted. */
  others: number;
}

const minute = 60_000;
/** Each holds up to the budget's number of ids. The least recently seen viewer is dropped first. */
const maxViewers = 10_000;

/**
 * A viewer's minute begins with its first job. Viewers are distinguished by their token's subject. All without one share
 * a budget, because an address would be that of the last proxy.
 * @param monotonic milliseconds of a clock that only runs forward
 * @param elsewhere default: no other process
 */
export function createJobBudget(
  jobsPerMinute: number,
  monotonic: () => number,
  elsewhere?: BudgetElsewhere,
): JobBudget {
  const spentBy = new LRUCache<string, Spent>({ max: maxViewers });

  function spentOf(name: string): Spent {
    const present = spentBy.get(name);
    if (present !== undefined && present.endsAt > monotonic()) return present;
    const spent = { endsAt: monotonic() + minute, jobs: new Set<string>(), others: 0 };
    spentBy.set(name, spent);
    return spent;
  }

  /** Takes jobs that are not counted yet, all or none. */
  function reserve(name: string, spent: Spent, jobs: readonly string[]): boolean {
    if (jobs.length === 0) return true;
    const maximum = Math.max(1, Math.floor(jobsPerMinute / (elsewhere?.parts() ?? 1)));
    if (spent.jobs.size + spent.others + jobs.length > maximum) return false;
    for (const job of jobs) spent.jobs.add(job);
    elsewhere?.tell(name, jobs, (counted) => {
      spent.others = Math.max(0, counted.jobs - spent.jobs.size);
      spent.endsAt = monotonic() + counted.milliseconds;
    });
    return true;
  }

  return {
    spend: (viewer, jobs) => {
      if (jobsPerMinute === 0 || jobs.size === 0) return;
      const name = toBudgetName(viewer);
      const spent = spentOf(name);
      const added = [...jobs].filter((job) => !spent.jobs.has(job));
      if (!reserve(name, spent, added))
        throw createBudgetError(jobsPerMinute, Math.ceil((spent.endsAt - monotonic()) / 1000));
    },
    spendOne: (viewer, job) => {
      if (jobsPerMinute === 0) return true;
      const name = toBudgetName(viewer);
      const spent = spentOf(name);
      return spent.jobs.has(job) || reserve(name, spent, [job]);
    },
  };
}

function toBudgetName({ kind, subject }: Viewer): string {
  return subject === null ? kind : `${kind} ${subject}`;
}
