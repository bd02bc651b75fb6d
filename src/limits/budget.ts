/** How many distinct jobs each viewer may read in a minute. */
import { LRUCache } from 'lru-cache';
import type { Viewer } from '../auth/viewer.ts';
import { createBudgetError } from './refusal.ts';

export interface JobBudget {
  /** Takes these jobs out of the viewer's budget. Throws, and takes none, where they are too many. */
  readonly spend: (viewer: Viewer, jobs: ReadonlySet<string>) => void;
  /** Takes one more job; false where the budget is spent. */
  readonly spendOne: (viewer: Viewer, job: string) => boolean;
}

interface Spent {
  readonly endsAt: number;
  readonly jobs: Set<string>;
}

const minute = 60_000;
/** Each holds as many ids as the budget allows. The longest unseen viewer is forgotten first. */
const maxViewers = 10_000;

/**
 * A minute begins with a viewer's first job. Viewers are told apart by their token's subject; all without one share a
 * budget, for an address would be the last proxy's.
 * @param monotonic milliseconds of a clock that never goes back
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
      if (spent.jobs.union(jobs).size > jobsPerMinute)
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
