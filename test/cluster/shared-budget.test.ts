import { describe, expect, it } from 'vitest';
import { createJobBudget, type JobBudget } from '../../src/limits/budget.ts';
import type { Viewer } from '../../src/auth/viewer.ts';
import type { Cluster } from '../../src/cluster/cluster.ts';
import { until } from '../until.ts';
import { useCluster } from './join.ts';
import { hasRedis } from './redis.ts';

const ada: Viewer = { kind: 'token', subject: 'ada', scopes: new Set(), expiresAt: null };
const monotonic = (): number => performance.now();

function toBudget({ limits }: Cluster, jobsPerMinute: number): JobBudget {
  return createJobBudget(jobsPerMinute, monotonic, limits.budgetElsewhere);
}

function toJobs(first: number, count: number): ReadonlySet<string> {
  return new Set(Array.from({ length: count }, (_value, index) => `lab:job-${first + index}`));
}

describe.skipIf(!hasRedis)('the budget of a viewer', () => {
  const { redis, join, calls } = useCluster();
  const untilTold = (count: number): Promise<void> =>
    until(() => calls.filter((call) => call === 'spend OK').length === count);

  it('is one for all processes, and a job counts once', async () => {
    const [one, other] = (await Promise.all([join(), join()])).map((cluster) => toBudget(cluster, 10));

    one?.spend(ada, toJobs(0, 6));
    await untilTold(1);
    other?.spend(ada, toJobs(4, 2));
    await untilTold(2);
    other?.spend(ada, toJobs(6, 4));
    await untilTold(3);

    expect(() => other?.spend(ada, toJobs(10, 1))).toThrow('The budget of 10 distinct jobs per minute is spent');
    expect(other?.spendOne(ada, 'lab:job-9')).toBe(true);
    expect(other?.spendOne({ ...ada, subject: 'grace' }, 'lab:job-10')).toBe(true);
  });

  it('ends with its minute, and the store holds neither viewers nor jobs', async () => {
    const budget = toBudget(await join(), 10);

    budget.spend(ada, toJobs(0, 3));
    await untilTold(1);

    const [key = ''] = await redis().client.keys('lab:1:budget:*');
    expect(await redis().client.pttl(key)).toBeGreaterThan(50_000);
    const held = [key, ...(await redis().client.smembers(key))].join(' ');
    expect(held).not.toMatch(/ada|job-/);
  });

  it('is divided while the store is away', async () => {
    const cluster = await join();
    const budget = createJobBudget(9, monotonic, {
      ...cluster.limits.budgetElsewhere,
      parts: () => 3,
    });

    budget.spend(ada, toJobs(0, 3));

    expect(budget.spendOne(ada, 'lab:job-3')).toBe(false);
  });
});
