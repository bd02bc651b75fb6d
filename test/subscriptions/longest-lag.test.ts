/** How late a change is told at most, where nothing is pushed: a setting. */
import { expect, it } from 'vitest';
import { until } from '../until.ts';
import { connect, start, subscribe } from './watched-world.ts';

it('a change is told within subscriptions.maxLagSeconds, however slow the pace of the job is', async () => {
  const { world, emulator, gateway } = await start(1, {
    // The job's own pace.
    pollMilliseconds: 3_600_000,
    subscriptions: { maxLagSeconds: 1 },
  });
  const { results } = subscribe(connect(gateway), world.ids, 'progress { succeeded }');
  await until(() => results.length === 1, 'the first state is told');

  const lags: number[] = [];
  for (let change = 1; change <= 2; change += 1) {
    world.advance(1);
    const changedAt = performance.now();
    await until(() => results.length === 1 + change, 'the change is told');
    lags.push(performance.now() - changedAt);
  }

  expect(Math.max(...lags)).toBeLessThan(2000);
  expect(emulator.calls).toHaveLength(3);
});
