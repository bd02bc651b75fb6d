/** What Prometheus reads at /metrics. Every label is from a small set: our words, the operator's names and a provider's codes. */
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { createClusterMetrics, type ClusterMetrics } from './cluster-metrics.ts';
import { createFindingMetrics, type FindingMetrics } from './finding-metrics.ts';
import { createLogMetrics, type LogMetrics } from './log-metrics.ts';
import { processMetrics } from './process-metrics.ts';
import { createWebSocketMetrics, type WebSocketMetrics } from './web-socket-metrics.ts';
import { readVersion } from '../package-files.ts';
import type { OperationSummary } from './operation-summary.ts';
import type { AttemptReport } from '../calls/attempt-report.ts';
import type { Source } from '../jobs/source.ts';
import type { SourceTally } from '../calls/tally.ts';

/** The gateway's metrics in Prometheus' format. Durations are in seconds. */
export interface Metrics extends LogMetrics, FindingMetrics {
  readonly request: (route: string, status: number, seconds: number) => void;
  readonly operation: (summary: OperationSummary, seconds: number, bySource: ReadonlyMap<string, SourceTally>) => void;
  readonly webSockets: WebSocketMetrics;
  readonly attempt: (source: string, report: AttemptReport) => void;
  /** Of a process that is one of several. Called once. */
  readonly ofCluster: () => ClusterMetrics;
  /** Sets the values that are looked up whenever the metrics are read. */
  readonly watch: (gauges: WatchedGauges) => void;
  readonly contentType: string;
  readonly print: () => Promise<string>;
}

/** Values that are read when the metrics are. */
interface WatchedGauges {
  readonly sources: readonly Source[];
  readonly webSockets: () => number;
  readonly webSocketSubscriptions: () => number;
  readonly callbackSubscriptions: () => number;
  readonly watchedJobs: () => number;
}

/** In seconds. */
const durations = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const batchSizes = [1, 2, 5, 10, 20, 50, 100];
const states = ['UNTRIED', 'HEALTHY', 'DEGRADED', 'MISCONFIGURED', 'UNAVAILABLE'] as const;

/** Each server has its own registry; the metrics of the process have another. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const ofProcess = processMetrics();
  registerBuild(registers);
  const cost = createCostMetrics(registers);

  return {
    request: createRequestMetrics(registers),
    operation: createOperationMetrics(registers, cost),
    webSockets: createWebSocketMetrics(registers, cost),
    attempt: createAttemptMetrics(registers),
    ...createFindingMetrics(registers),
    ...createLogMetrics(registers),
    ofCluster: () => createClusterMetrics(registers),
    watch: (gauges) => {
      registerSources(registers, gauges.sources);
      registerGauges(registers, gauges);
    },
    contentType: registry.contentType,
    print: async () => (await registry.metrics()) + (await ofProcess.metrics()),
  };
}

function createRequestMetrics(registers: Registry[]): Metrics['request'] {
  const requests = new Histogram({
    name: 'jobgraph_http_request_duration_seconds',
    help: 'HTTP requests by route and status, and how long each took.',
    labelNames: ['route', 'status'],
    buckets: durations,
    registers,
  });
  return (route, status, seconds) => {
    requests.observe({ route, status }, seconds);
  };
}

function createOperationMetrics(registers: Registry[], cost: WebSocketMetrics['operation']): Metrics['operation'] {
  const operations = new Histogram({
    name: 'jobgraph_operation_duration_seconds',
    help: 'GraphQL operations over HTTP by type and outcome, and how long each took.',
    labelNames: ['type', 'outcome'],
    buckets: durations,
    registers,
  });
  return (summary, seconds, bySource) => {
    const { type, errorCodes } = summary;
    operations.observe({ type: type ?? 'none', outcome: errorCodes.length > 0 ? 'errors' : 'ok' }, seconds);
    cost(summary, bySource);
  };
}

/** Of operations over any transport. */
function createCostMetrics(registers: Registry[]): WebSocketMetrics['operation'] {
  const errors = new Counter({
    name: 'jobgraph_operation_errors_total',
    help: 'GraphQL operations whose answer, or one of whose events, held an error of this code.',
    labelNames: ['code'],
    registers,
  });
  const takeReads = createReadMetrics(registers);
  const gaps = new Counter({
    name: 'jobgraph_gaps_total',
    help: 'What answers do not cover, by source and code, once an operation. What a provider never offers is left out.',
    labelNames: ['source', 'code'],
    registers,
  });
  return ({ errorCodes }, bySource) => {
    for (const code of errorCodes) errors.inc({ code });
    for (const [source, tally] of bySource) for (const code of tally.gaps ?? []) gaps.inc({ source, code });
    takeReads(bySource);
  };
}

type ReadCounts = Record<'hits' | 'misses' | 'shared', number>;

/** Summed up by source, and counted when the metrics are read: each operation may have several sources. */
function createReadMetrics(registers: Registry[]): (bySource: ReadonlyMap<string, SourceTally>) => void {
  const sums = new Map<string, ReadCounts>();
  const reads: Counter<'source' | 'result'> = new Counter({
    name: 'jobgraph_cache_reads_total',
    help: 'Jobs and list pages that operations asked for, by source: hit = answered from memory, miss = not.',
    labelNames: ['source', 'result'],
    registers,
    collect: () => {
      for (const [source, sum] of sums) {
        reads.inc({ source, result: 'hit' }, sum.hits);
        reads.inc({ source, result: 'miss' }, sum.misses);
        sum.hits = 0;
        sum.misses = 0;
      }
    },
  });
  const shared: Counter<'source'> = new Counter({
    name: 'jobgraph_shared_reads_total',
    help: 'Misses that were answered by a call already under way for another operation.',
    labelNames: ['source'],
    registers,
    collect: () => {
      for (const [source, sum] of sums) {
        shared.inc({ source }, sum.shared);
        sum.shared = 0;
      }
    },
  });
  return (bySource) => {
    for (const [source, tally] of bySource) {
      let sum = sums.get(source);
      if (sum === undefined) sums.set(source, (sum = { hits: 0, misses: 0, shared: 0 }));
      sum.hits += tally.cacheHits;
      sum.misses += tally.cacheMisses;
      sum.shared += tally.shared;
    }
  };
}

function createAttemptMetrics(registers: Registry[]): Metrics['attempt'] {
  const labelNames = ['source', 'operation', 'outcome'] as const;
  const calls = new Counter({
    name: 'jobgraph_upstream_calls_total',
    help: 'Attempts of calls to providers by source, the provider’s operation and outcome: OK or an error code.',
    labelNames,
    registers,
  });
  const seconds = new Histogram({
    name: 'jobgraph_upstream_call_duration_seconds',
    help: 'How long each attempt took, waits left out.',
    labelNames: ['source', 'operation'],
    buckets: durations,
    registers,
  });
  const batches = new Histogram({
    name: 'jobgraph_upstream_batch_keys',
    help: 'How many jobs each attempt read by their keys, by source. Lists are left out.',
    labelNames: ['source'],
    buckets: batchSizes,
    registers,
  });
  return (source, { operation, keys, errorCode, milliseconds }) => {
    if (keys > 0) batches.observe({ source }, keys);
    calls.inc({ source, operation, outcome: errorCode ?? 'OK' });
    seconds.observe({ source, operation }, milliseconds / 1000);
  };
}

/** Gauges that are looked up: nothing has to be counted up and down. */
function registerGauges(registers: Registry[], { sources, ...gauges }: WatchedGauges): void {
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

function registerSources(registers: Registry[], sources: readonly Source[]): void {
  const infos = new Gauge({
    name: 'jobgraph_source_info',
    help: 'Always 1; the labels say which provider a source has.',
    labelNames: ['source', 'provider'],
    registers,
  });
  for (const { name, provider } of sources) infos.set({ source: name, provider }, 1);
}

function registerBuild(registers: Registry[]): void {
  new Gauge({
    name: 'jobgraph_build_info',
    help: 'Always 1; the labels say what runs.',
    labelNames: ['version', 'node'],
    registers,
  }).set({ version: readVersion(), node: process.versions.node }, 1);
}
