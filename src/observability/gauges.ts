/** Values of the present: of sources, connections, and watched jobs and lists. */
import { Gauge, type Registry } from 'prom-client';
import { pushStates } from '../jobs/pushes/pushes.ts';
import type { Source } from '../jobs/source.ts';

/** Values that are read when the metrics are. */
export interface WatchedGauges {
  readonly sources: readonly Source[];
  readonly webSockets: () => number;
  readonly webSocketSubscriptions: () => number;
  readonly callbackSubscriptions: () => number;
  readonly watchedJobs: () => number;
}

const states = ['UNTRIED', 'HEALTHY', 'DEGRADED', 'MISCONFIGURED', 'UNAVAILABLE'] as const;

/** Registers gauges that are looked up: nothing has to be counted up and down. */
export function registerGauges(registers: Registry[], { sources, ...gauges }: WatchedGauges): void {
  registerSources(registers, sources);
  registerStates(registers, sources);
  registerPushStates(registers, sources);
  const bySource = (name: string, help: string, read: (source: Source) => number): void => {
    const gauge: Gauge<'source'> = new Gauge({
      name,
      help,
      labelNames: ['source'],
      registers,
      collect: () => {
        for (const source of sources) gauge.set({ source: source.name }, read(source));
      },
    });
  };
  const single = (name: string, help: string, read: () => number): void => {
    const gauge: Gauge = new Gauge({
      name,
      help,
      registers,
      collect: () => {
        gauge.set(read());
      },
    });
  };
  bySource(
    'jobgraph_upstream_in_flight',
    'Calls to the source under way.',
    (source) => source.health().requestsInFlight,
  );
  bySource(
    'jobgraph_upstream_queued',
    'Calls to the source that wait for their turn.',
    (source) => source.health().requestsQueued,
  );
  single('jobgraph_websocket_connections', 'Open WebSockets.', gauges.webSockets);
  single('jobgraph_websocket_subscriptions', 'Subscriptions that run over WebSockets.', gauges.webSocketSubscriptions);
  single('jobgraph_callback_subscriptions', 'Subscriptions that run by HTTP callback.', gauges.callbackSubscriptions);
  single('jobgraph_watched_jobs', 'Jobs that are polled for subscriptions.', gauges.watchedJobs);
}

function registerSources(registers: Registry[], sources: readonly Source[]): void {
  const infos = new Gauge({
    name: 'jobgraph_source_info',
    help: 'Always 1; the labels say which provider a source has.',
    labelNames: ['source', 'provider'],
    registers,
  });
  for (const { name, provider } of sources) infos.set({ source: name, provider }, 1);
}

function registerStates(registers: Registry[], sources: readonly Source[]): void {
  const state: Gauge<'source' | 'state'> = new Gauge({
    name: 'jobgraph_source_state',
    help: '1 for the state that the source is in. UNAVAILABLE: the circuit breaker is open.',
    labelNames: ['source', 'state'],
    registers,
    collect: () => {
      for (const source of sources) {
        const present = source.health().state;
        for (const word of states) state.set({ source: source.name, state: word }, word === present ? 1 : 0);
      }
    },
  });
}

function registerPushStates(registers: Registry[], sources: readonly Source[]): void {
  const state: Gauge<'source' | 'state'> = new Gauge({
    name: 'jobgraph_push_state',
    help: '1 for the state that the pushes of a source are in, where its changes are pushed.',
    labelNames: ['source', 'state'],
    registers,
    collect: () => {
      for (const { name, pushes } of sources) {
        if (pushes === undefined) continue;
        const present = pushes.health().state;
        for (const word of pushStates) state.set({ source: name, state: word }, word === present ? 1 : 0);
      }
    },
  });
}
