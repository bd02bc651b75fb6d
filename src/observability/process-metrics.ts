import { collectDefaultMetrics, Registry } from 'prom-client';

let registry: Registry | undefined;

/**
 * What Prometheus reads of the process: prom-client's default metrics. One registry for all servers of the process,
 * because its observers of garbage collection and of the event loop cannot be ended: each further registry would
 * leave two more behind.
 */
export function processMetrics(): Registry {
  if (registry === undefined) {
    registry = new Registry();
    collectDefaultMetrics({ register: registry });
  }
  return registry;
}
