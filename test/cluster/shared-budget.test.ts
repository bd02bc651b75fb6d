import { describe, expect, it } from 'vitest';
import { createJobBudget, type JobBudget } from '../../src/operation/cost/budget.ts';
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

  it('is passed by what comes to several before the store has answered, by no more than a budget each', async () => {
    const budgets = (await Promise.all([join(), join(), join()])).map((cluster) => toBudget(cluster, 10));

    for (const [index, budget] of budgets.entries()) budget.spend(ada, toJobs(index * 10, 10));
    await untilTold(3);

    for (const budget of budgets) expect(budget.spendOne(ada, 'lab:job-30')).toBe(false);
    expect(budgets.map((budget) => budget.spendOne(ada, 'lab:job-0'))).toEqual([true, false, false]);
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

  it('ends within a minute, also where the store’s clock was set back', async () => {
    const budget = toBudget(await join(), 10);
    budget.spend(ada, toJobs(0, 3));
    await untilTold(1);
    const [key = ''] = await redis().client.keys('lab:1:budget:*');
    // It has been an hour later than it is now.
    await redis().client.pexpire(key, 3_600_000);

    budget.spend(ada, toJobs(3, 1));
    await untilTold(2);

    expect(await redis().client.pttl(key)).toBeLessThanOrEqual(60_000);
  });

  it('is one for all processes also in a store that is full', async () => {
    const [one, other] = (await Promise.all([join(), join()])).map((cluster) => toBudget(cluster, 10));
    await redis().fill();

    one?.spend(ada, toJobs(0, 9));
    await until(() => calls.some((call) => call.startsWith('spend')));
    other?.spend(ada, toJobs(9, 1));
    await untilTold(2);

    expect(other?.spendOne(ada, 'lab:job-10')).toBe(false);
  });

  it('is divided while the store does not count it', async () => {
    const cluster = await join();
    await join();
    await until(() => cluster.replicas() === 2);
    const budget = toBudget(cluster, 10);
    budget.spend(ada, toJobs(0, 1));
    await untilTold(1);
    const [key = ''] = await redis().client.keys('lab:1:budget:*');
    await redis().client.set(key, 'something else');

    budget.spend(ada, toJobs(1, 4));
    await until(() => calls.includes('spend REFUSED'));

    expect(budget.spendOne(ada, 'lab:job-5')).toBe(false);
    await redis().client.del(key);
    budget.spend({ ...ada, subject: 'grace' }, toJobs(0, 1));
    await untilTold(2);
    expect(budget.spendOne(ada, 'lab:job-5')).toBe(true);
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
