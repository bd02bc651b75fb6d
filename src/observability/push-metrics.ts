/** Pushed changes of jobs, and the reads that they lead to. */
import { Counter, Histogram, type Registry } from 'prom-client';
import { hintedReadResults, type PushReport } from '../jobs/pushes/pushes.ts';

/** Counts pushes, the reads for them, and how late these are. */
export interface PushMetrics extends Pick<PushReport, 'onPush' | 'onHintedRead' | 'onPushLag'> {
  /** Counts of the source begin at 0: a rate of them then shows the first push, too. */
  readonly onSource: (source: string) => void;
}

/** In seconds. */
const lags = [0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Registers the metrics of pushes. */
export function createPushMetrics(registers: Registry[]): PushMetrics {
  const pushes = new Counter({
    name: 'jobgraph_pushes_total',
    help: 'Messages, deliveries and watch events, by source and result. The source is empty where they fit none.',
    labelNames: ['source', 'result'],
    registers,
  });
  const reads = new Counter({
    name: 'jobgraph_hinted_reads_total',
    help: 'Reads of watched jobs for hints, by source and what they have shown.',
    labelNames: ['source', 'result'],
    registers,
  });
  const lag = new Histogram({
    name: 'jobgraph_push_lag_seconds',
    help: 'From the arrival of a hint for a watched job to the end of the first read for it.',
    labelNames: ['source'],
    buckets: lags,
    registers,
  });
  return {
    onSource: (source) => {
      pushes.inc({ source, result: 'hint' }, 0);
      for (const result of hintedReadResults) reads.inc({ source, result }, 0);
      lag.zero({ source });
    },
    onPush: (source, result) => {
      pushes.inc({ source, result });
    },
    onHintedRead: (source, result) => {
      reads.inc({ source, result });
    },
    onPushLag: (source, seconds) => {
      lag.observe({ source }, seconds);
    },
  };
}
