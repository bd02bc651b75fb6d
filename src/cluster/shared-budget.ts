/**
 * Viewers' budgets for all processes together. Each process counts at once by itself and tells the store afterwards, which
 * answers what all have counted: a viewer can pass the budget by what is under way in between.
 */
import type { BudgetElsewhere, CountedElsewhere } from '../limits/budget.ts';
import type { Cluster } from './cluster.ts';
import { hashName } from './hash-name.ts';
import { defineScript } from './script.ts';

/**
 * KEYS: the viewer's jobs of this minute. ARGV: jobs. Returns how many there are now, and the milliseconds that are left of
 * the minute: of one that was left before the store's clock was set back, no more than a minute. Sets the end first: a script
 * that has written anything goes on beyond the store's memory.
 */
const spend = defineScript(
  'spend',
  `local left=redis.call('PTTL',KEYS[1])
if left<=0 or left>60000 then left=60000 end
redis.call('PEXPIRE',KEYS[1],left)
redis.call('SADD',KEYS[1],unpack(ARGV))
redis.call('PEXPIRE',KEYS[1],left)
return {redis.call('SCARD',KEYS[1]),left}`,
);

/** Far below what Lua's `unpack` takes. */
const maxJobsAtOnce = 1000;

interface Told {
  readonly jobs: Set<string>;
  onCount: (counted: CountedElsewhere) => void;
}

/** Jobs of one viewer that are counted in the same turn are told together. */
export function createBudgetElsewhere(cluster: Pick<Cluster, 'key' | 'run' | 'state' | 'replicas'>): BudgetElsewhere {
  const waiting = new Map<string, Told>();
  /** Whether the store has counted what it was told last. */
  let isCounted = true;

  async function tellStore(viewer: string): Promise<void> {
    const told = waiting.get(viewer);
    waiting.delete(viewer);
    if (told === undefined) return;
    const jobs = [...told.jobs].map(hashName);
    for (let start = 0; start < jobs.length; start += maxJobsAtOnce) {
      const key = cluster.key('budget', hashName(viewer));
      const reply = await cluster.run(spend, [key], jobs.slice(start, start + maxJobsAtOnce));
      isCounted = reply !== undefined;
      if (reply === undefined) return;
      const [count = 0, milliseconds = 0] = reply as readonly number[];
      told.onCount({ jobs: count, milliseconds });
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
