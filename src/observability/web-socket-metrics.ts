import { Counter, type Registry } from 'prom-client';
import type { CountCost } from './cost-metrics.ts';

/** Counts what happens on WebSockets. */
export interface WebSocketMetrics {
  /** One that has ended. */
  readonly operation: CountCost;
  /** An upgrade that was answered by this status of HTTP. */
  readonly refusal: (status: number) => void;
  /** @param reason one of a few words */
  readonly end: (reason: string) => void;
}

/** @param countCost what counts its errors and reads, as for any operation */
export function createWebSocketMetrics(registers: Registry[], countCost: CountCost): WebSocketMetrics {
  // Durations are not measured: a subscription lasts as long as its viewer watches, which would drown all others.
  const operations = new Counter({
    name: 'jobgraph_websocket_operations_total',
    help: 'GraphQL operations over WebSockets that have ended, by type and outcome.',
    labelNames: ['type', 'outcome'],
    registers,
  });
  const refusals = new Counter({
    name: 'jobgraph_websocket_refusals_total',
    help: 'WebSockets that were not opened, by the status that the upgrade was answered with.',
    labelNames: ['status'],
    registers,
  });
  const ends = new Counter({
    name: 'jobgraph_websocket_ends_total',
    help: 'WebSockets that have ended, by why.',
    labelNames: ['reason'],
    registers,
  });
  return {
    operation: (summary, bySource) => {
      const { type, errorCodes } = summary;
      operations.inc({ type: type ?? 'none', outcome: errorCodes.length > 0 ? 'errors' : 'ok' });
      countCost(summary, bySource);
    },
    refusal: (status) => {
      refusals.inc({ status });
    },
    end: (reason) => {
      ends.inc({ reason });
    },
  };
}
