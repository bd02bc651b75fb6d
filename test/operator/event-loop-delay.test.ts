import type { monitorEventLoopDelay } from 'node:perf_hooks';
import { expect, it } from 'vitest';
import { createMetrics } from '../../src/metrics.ts';

/** In nanoseconds, as an idle process and a late one are measured with samples 20 ms apart. */
const percentiles: Readonly<Record<number, number>> = { 50: 19_900_000, 99: 25_000_000, 100: 1_020_000_000 };

const resolutions: unknown[] = [];
const monitorDelay = ((options) => {
  resolutions.push(options?.resolution);
  const histogram: Partial<ReturnType<typeof monitorEventLoopDelay>> = {
    enable: () => true,
    disable: () => true,
    reset: () => undefined,
    percentile: (percentile) => percentiles[percentile] ?? NaN,
  };
  return histogram as ReturnType<typeof monitorEventLoopDelay>;
}) satisfies typeof monitorEventLoopDelay;

it('is how late the event loop was, without the time between samples', async () => {
  const metrics = createMetrics(monitorDelay);

  const lines = (await metrics.print()).split('\n').filter((line) => line.startsWith('jobgraph_event_loop_delay'));
  metrics.close();

  expect(resolutions).toEqual([20]);
  expect(lines.map((line) => line.slice(line.indexOf('{')))).toEqual([
    '{quantile="0.5"} 0',
    '{quantile="0.99"} 0.005',
    '{quantile="1"} 1',
  ]);
});
