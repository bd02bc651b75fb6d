import { expect, it, onTestFinished } from 'vitest';
import { startDemo } from '../../emulators/demo/start.ts';
import { createManualClock } from '../emulation/manual-clock.ts';
import { startGateway } from '../gateway.ts';
import { connect, subscribe } from '../subscriptions/watched-world.ts';
import { until } from '../until.ts';
import { eventful } from './event-world.ts';

const names = { batch: 'batch-prod', builds: 'builds', flows: 'flows', omics: 'omics-prod', pipelines: 'pipelines' };

it('in the demo, the changes of five sources are pushed: each is told without a poll', async () => {
  const clock = createManualClock('2026-03-01T00:00:00Z');
  const demo = await startDemo({ now: clock.now });
  const gateway = await startGateway({
    sources: demo.sources,
    now: () => clock.now().getTime(),
    monotonic: () => performance.now(),
    pollMilliseconds: 3_600_000,
    cache: { runningSeconds: 0 },
  });
  onTestFinished(async () => {
    await gateway.close();
    await demo.close();
  });
  const { sources } = gateway.server.gateway;
  await until(
    () => eventful.every((name) => sources.get(names[name])?.pushes?.health().state === 'LIVE'),
    'the queue has answered for all five',
  );
  // The first moving job of each, and an array's parent, whose progress is told by its children.
  const ids = eventful.flatMap((name) => demo.sampleIds[names[name]]?.moving ?? []);
  const seen = subscribe(connect(gateway), ids, 'id status progress { succeeded }');
  await until(() => seen.results.length === ids.length, 'all jobs are told');

  // Each run has ended by then.
  clock.advance(181_000);
  const endedIds = (): ReadonlySet<string> =>
    new Set(
      seen.results
        .map(({ data }) => data?.jobUpdated as unknown as { readonly id: string; readonly status: string })
        .filter(({ status }) => status === 'SUCCEEDED')
        .map(({ id }) => id),
    );
  await until(() => endedIds().size === ids.length, 'the end of each is told');

  expect([...endedIds()].toSorted()).toEqual(ids.toSorted());
});
