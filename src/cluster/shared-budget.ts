/**
 * Viewers' budgets for all processes together. Each process counts at once by itself and tells the store afterwards, which
 * answers the sum of all processes. A viewer can pass the budget by the costs that are under way in between.
 */
import type { BudgetElsewhere, CountedElsewhere } from '../operation/cost/budget.ts';
import { hashName } from './hash-name.ts';
import { readLua } from './lua-texts.ts';
import { isList, isWhole, type Reply } from './reply-reader.ts';
import { defineScript } from './script.ts';
import type { SharedStore } from './shared-store.ts';

const minuteMilliseconds = 60_000;

function readSpent(reply: Reply): CountedElsewhere | undefined {
  const [jobs, milliseconds] = isList(reply) ? reply : [];
  if (!isWhole(jobs) || !isWhole(milliseconds) || jobs < 0) return undefined;
  return milliseconds >= 0 && milliseconds <= minuteMilliseconds ? { jobs, milliseconds } : undefined;
}

const spend = defineScript('spend', readLua('spend'), readSpent);

/** Far below what Lua's `unpack` takes. */
const maxJobsAtOnce = 1000;

interface Told {
  readonly jobs: Set<string>;
  onCount: (counted: CountedElsewhere) => void;
}

/** Jobs of one viewer that are counted in the same turn are told together. */
export function createBudgetElsewhere(
  cluster: Pick<SharedStore, 'key' | 'run' | 'state' | 'replicas'>,
): BudgetElsewhere {
  const waiting = new Map<string, Told>();
  /** Whether the store has counted the last report. */
  let isCounted = true;

  async function tellStore(viewer: string): Promise<void> {
    const told = waiting.get(viewer);
    waiting.delete(viewer);
    if (told === undefined) return;
    const jobs = [...told.jobs].map(hashName);
    for (let start = 0; start < jobs.length; start += maxJobsAtOnce) {
      const key = cluster.key('budget', hashName(viewer));
      const counted = await cluster.run(spend, [key], jobs.slice(start, start + maxJobsAtOnce));
      isCounted = counted !== undefined;
      if (counted === undefined) return;
      told.onCount(counted);
    }
  }

  return {
    tell: (viewer, jobs, onCount) => {
      const told = waiting.get(viewer) ?? { jobs: new Set(), onCount };
      if (!waiting.has(viewer)) setImmediate(() => void tellStore(viewer));
      waiting.set(viewer, told);
      told.onCount = onCount;
      for (const job of jobs) told.jobs.add(job);
    },
    parts: () => (cluster.state() === 'JOINED' && isCounted ? 1 : cluster.replicas()),
  };
}
