/** Of the log itself: what could not be written, and what was withheld for that reason. */
import { Counter, type Registry } from 'prom-client';
import type { LossReason } from './log-destination.ts';

/** Counts the log lines that were lost, and the secrets that were withheld for that reason. */
export interface LogMetrics {
  /** @param lost lines by reason, looked up whenever the metrics are read */
  readonly watchLog: (lost: () => ReadonlyMap<LossReason, number>) => void;
  /** The secrets of a job in one answer. */
  readonly withheld: () => void;
}

/** Registers the metrics of the log. */
export function createLogMetrics(registers: Registry[]): LogMetrics {
  const withheld = new Counter({
    name: 'jobgraph_disclosures_withheld_total',
    help: 'Jobs whose secrets were left out of an answer, because their disclosure could not be written to the log.',
    registers,
  });
  return {
    watchLog: (lost) => {
      const lines: Counter<'reason'> = new Counter({
        name: 'jobgraph_log_lines_lost_total',
        help: 'Log lines that could not be written, by reason.',
        labelNames: ['reason'],
        registers,
        collect: () => {
          lines.reset();
          for (const [reason, count] of lost()) lines.inc({ reason }, count);
        },
      });
    },
    withheld: () => {
      withheld.inc();
    },
  };
}
