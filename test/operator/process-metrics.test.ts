import perfHooks, { PerformanceObserver } from 'node:perf_hooks';
import { afterEach, expect, it, vi } from 'vitest';
import { createMetrics } from '../../src/observability/metrics.ts';
import { startGateway } from '../gateway.ts';
import { until } from '../until.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

function countResources(): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

it('observes the process once: servers that come and go leave no timer, handle or observer behind', async () => {
  // Whichever server of this process is the first.
  createMetrics();
  const observers = vi.spyOn(PerformanceObserver.prototype, 'observe');
  const delays = vi.spyOn(perfHooks, 'monitorEventLoopDelay');
  const before = countResources();

  for (let count = 0; count < 5; count += 1) {
    const gateway = await startGateway({ sources: [{ name: 'devices', provider: 'importexport' }] });
    const answer = await fetch(gateway.url.replace('/graphql', '/metrics'), { headers: { connection: 'close' } });
    expect(await answer.text()).toContain('nodejs_eventloop_lag_p99_seconds');
    await gateway.close();
  }

  expect([observers.mock.calls.length, delays.mock.calls.length]).toEqual([0, 0]);
  // What other tests of this process have left behind may end meanwhile.
  await until(() => Object.entries(countResources()).every(([kind, count]) => count <= (before[kind] ?? 0)));
});
