import { expect, it, onTestFinished } from 'vitest';
import { startDemo } from '../../emulators/demo/start.ts';
import { createManualClock } from '../emulation/manual-clock.ts';
import { startGateway } from '../gateway.ts';
import { connect, subscribe } from '../subscriptions/watched-world.ts';
import { until } from '../until.ts';

it('in the demo, the changes of runs come as signed deliveries: each is told without a poll', async () => {
  const clock = createManualClock('2026-03-01T00:00:00Z');
  const demo = await startDemo({ now: clock.now });
  const gateway = await startGateway({
    sources: demo.sources.filter(({ name }) => name === 'ci'),
    now: () => clock.now().getTime(),
    monotonic: () => performance.now(),
    pollMilliseconds: 3_600_000,
    cache: { runningSeconds: 0 },
  });
  onTestFinished(async () => {
    await gateway.close();
    await demo.close();
  });
  demo.sendWebhooksTo(new URL(gateway.url).origin);
  const ids = demo.sampleIds['ci']?.moving ?? [];
  expect(ids.length).toBeGreaterThan(0);
  const seen = subscribe(connect(gateway), ids, 'id isTerminal');
  await until(() => seen.results.length === ids.length, 'all runs are told');

  // Each run has ended by then.
  clock.advance(181_000);
  const endedIds = (): readonly string[] =>
    seen.results
      .map(({ data }) => data?.jobUpdated as unknown as { readonly id: string; readonly isTerminal: boolean })
      .flatMap(({ id, isTerminal }) => (isTerminal ? [id] : []));
  await until(() => endedIds().length === ids.length, 'the end of each is told');

  const health = gateway.server.gateway.sources.get('ci')?.pushes?.health();
  expect(endedIds().toSorted()).toEqual(ids.toSorted());
  expect(health).toMatchObject({ state: 'LIVE', lastEventAt: clock.now().toISOString() });
});
