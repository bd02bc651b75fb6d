/** What ten thousand deliveries a minute do to others. test/attack/pushes.attack.ts has what they cost. */
import { expect, it } from 'vitest';
import { repository } from '../datasources/githubactions/runs.ts';
import { connect, subscribe } from '../subscriptions/watched-world.ts';
import { until } from '../until.ts';
import { send, startWorld, toPayload } from './webhook-world.ts';

const id = `ci:${repository}/7`;
const withoutPolls = { pollMilliseconds: 3_600_000, subscriptions: { maxLagSeconds: 3600 } };

it('ten thousand signed deliveries a minute, for a third of one, cost one read of the job a second, and nobody waits', async () => {
  const world = await startWorld({ ...withoutPolls, logLevel: 'info' });
  const seen = subscribe(connect(world.gateway), [id], 'status');
  await until(() => seen.results.length === 1);
  const before = world.reads();
  const beganAt = performance.now();
  const waits: number[] = [];
  let [sent, accepted] = [0, 0];
  while (sent < 3400) {
    const burst = Array.from({ length: 42 }, (_, index) =>
      send(world.url, { body: JSON.stringify({ ...toPayload(7, 'in_progress'), n: sent + index }) }),
    );
    sent += burst.length;
    const askedAt = performance.now();
    const answer = await world.gateway.query('{ jobSources { name } }');
    waits.push(performance.now() - askedAt);
    expect(answer.errors).toEqual([]);
    accepted += (await Promise.all(burst)).filter(({ status }) => status === 202).length;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, beganAt + sent * 6 - performance.now())));
  }
  const seconds = (performance.now() - beganAt) / 1000;
  waits.sort((one, other) => one - other);
  process.stderr.write(`${sent} deliveries in ${seconds.toFixed(0)} s, others p99 ${waits.at(-3)!.toFixed(0)} ms\n`);
  expect(accepted).toBeGreaterThan(sent * 0.9);
  expect(world.reads() - before).toBeLessThanOrEqual(seconds + 2);
  expect(waits[Math.floor(waits.length / 2)]).toBeLessThan(200);
}, 180_000);
