/** What the log says of pushes that were dropped: counts alone, once a minute at most. */
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { expect, it } from 'vitest';
import { createPushMetrics } from '../../src/observability/push-metrics.ts';
import { createPushReport } from '../../src/observability/push-report.ts';

function start(level: string) {
  const lines: Record<string, unknown>[] = [];
  const clock = { now: 0 };
  const logger = pino({ level, base: null, timestamp: false }, { write: (line) => void lines.push(JSON.parse(line)) });
  const report = createPushReport(createPushMetrics([new Registry()]), logger, () => clock.now);
  return { lines, clock, report };
}

it('pushes that are dropped have one line a minute and source, with their counts', () => {
  const { lines, clock, report } = start('debug');
  const drop = () => {
    for (let n = 0; n < 1000; n += 1) report.onPush('ci', n % 4 === 0 ? 'repeated' : 'refused');
    report.onPush('ci', 'hint');
    report.onPush('', 'foreign');
  };

  for (clock.now = 0; clock.now < 130_000; clock.now += 10_000) drop();

  expect(lines.filter(({ source }) => source === 'ci')).toEqual([
    { level: 20, source: 'ci', repeated: 1, msg: 'pushes dropped' },
    // Of one minute.
    { level: 20, source: 'ci', repeated: 1500, refused: 4500, msg: 'pushes dropped' },
    { level: 20, source: 'ci', repeated: 1500, refused: 4500, msg: 'pushes dropped' },
  ]);
  expect(lines.filter(({ source }) => source === '')).toHaveLength(3);
});

it('pushes that are dropped have no line above debug', () => {
  const { lines, report } = start('info');
  report.onPush('ci', 'refused');
  expect(lines).toEqual([]);
});
