/** Limits how many distinct jobs each viewer may read per minute. */
import { LRUCache } from 'lru-cache';
import type { Viewer } from '../auth/viewer.ts';
import { createBudgetError } from './refusal.ts';

/** Counts distinct jobs by viewer and minute. */
export interface JobBudget {
  /** Takes these jobs from the viewer's budget. Throws and takes none if they are too many. */
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

interface Spent {
  readonly endsAt: number;
  readonly jobs: Set<string>;
}

const minute = 60_000;
/** Each holds up to the budget's number of ids. The least recently seen viewer is dropped first. */
const maxViewers = 10_000;

/**
 * A viewer's minute begins with its first job. Viewers are distinguished by their token's subject. All without one share
 * a budget, because an address would be that of the last proxy.
 * @param monotonic milliseconds of a clock that only runs forward
 */
export function createJobBudget(jobsPerMinute: number, monotonic: () => number): JobBudget {
  const spentBy = new LRUCache<string, Spent>({ max: maxViewers });

  function spentOf(viewer: Viewer): Spent {
    const name = viewer.subject === null ? viewer.kind : `${viewer.kind} ${viewer.subject}`;
    const present = spentBy.get(name);
    if (present !== undefined && present.endsAt > monotonic()) return present;
    const spent = { endsAt: monotonic() + minute, jobs: new Set<string>() };
    spentBy.set(name, spent);
    return spent;
  }

  return {
    spend: (viewer, jobs) => {
      if (jobsPerMinute === 0 || jobs.size === 0) return;
      const spent = spentOf(viewer);
      if (spent.jobs.size + countNew(spent.jobs, jobs) > jobsPerMinute)
        throw createBudgetError(jobsPerMinute, Math.ceil((spent.endsAt - monotonic()) / 1000));
      for (const job of jobs) spent.jobs.add(job);
    },
    spendOne: (viewer, job) => {
      if (jobsPerMinute === 0) return true;
      const { jobs } = spentOf(viewer);
      if (!jobs.has(job) && jobs.size >= jobsPerMinute) return false;
      jobs.add(job);
      return true;
    },
  };
}

function countNew(known: ReadonlySet<string>, jobs: ReadonlySet<string>): number {
  let count = 0;
  for (const job of jobs) if (!known.has(job)) count += 1;
  return count;
}
