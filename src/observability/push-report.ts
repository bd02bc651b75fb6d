/** Counts and logs pushes: their states, and what was dropped. Nothing of a push itself is logged. */
import type { Logger } from 'pino';
import type { DroppedPush, PushReport } from '../jobs/pushes/pushes.ts';
import type { PushMetrics } from './push-metrics.ts';

const minuteMilliseconds = 60_000;

/** What happens to the pushes of all sources, as metrics and lines. */
export function createPushReport(metrics: PushMetrics, logger: Logger, monotonic: () => number): PushReport {
  const { onSource, onPush, onHintedRead, onPushLag } = metrics;
  const log = createPushLog(logger, monotonic);
  return {
    onHintedRead,
    onPushLag,
    onPushState: (source, state, failure) => {
      onSource(source);
      log.onPushState(source, state, failure);
    },
    onPush: (source, result) => {
      onPush(source, result);
      if (result !== 'hint') log.onDropped(source, result);
    },
  };
}

interface PushLog extends Pick<PushReport, 'onPushState'> {
  readonly onDropped: (source: string, result: DroppedPush) => void;
}

/** LIVE and STARTING are logged as info, the other states as warnings. Dropped pushes are summed up once a minute at most. */
function createPushLog(logger: Logger, monotonic: () => number): PushLog {
  const dropped = new Map<string, { since: number; counts: Record<string, number> }>();
  return {
    onDropped: (source, result) => {
      if (!logger.isLevelEnabled('debug')) return;
      const now = monotonic();
      const sum = dropped.get(source) ?? { since: -Infinity, counts: {} };
      dropped.set(source, sum);
      sum.counts[result] = (sum.counts[result] ?? 0) + 1;
      if (now - sum.since < minuteMilliseconds) return;
      logger.debug({ source, ...sum.counts }, 'pushes dropped');
      dropped.set(source, { since: now, counts: {} });
    },
    onPushState: (source, state, failure) => {
      const isWell = state === 'LIVE' || state === 'STARTING';
      logger[isWell ? 'info' : 'warn'](
        { source, state, code: failure?.code ?? null, cause: failure?.cause ?? null },
        'push state',
      );
    },
  };
}
