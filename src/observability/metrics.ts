/** What Prometheus reads at /metrics. Every label is from a small set: our words, the operator's names and a provider's codes. */
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { createClusterMetrics, type ClusterMetrics } from './cluster-metrics.ts';
import { createCostMetrics, type CountCost } from './cost-metrics.ts';
import { createFindingMetrics, type FindingMetrics } from './finding-metrics.ts';
import { registerGauges, type WatchedGauges } from './gauges.ts';
import { createLogMetrics, type LogMetrics } from './log-metrics.ts';
import { createPushMetrics, type PushMetrics } from './push-metrics.ts';
import { processMetrics } from './process-metrics.ts';
import { createWebSocketMetrics, type WebSocketMetrics } from './web-socket-metrics.ts';
import { readVersion } from '../package-files.ts';
import type { OperationSummary } from './operation-summary.ts';
import type { AttemptReport } from '../calls/attempt-report.ts';
import type { SourceTally } from '../calls/tally.ts';

/** The gateway's metrics in Prometheus' format. Durations are in seconds. */
export interface Metrics extends LogMetrics, FindingMetrics, PushMetrics {
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

/** In seconds. */
const durations = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const batchSizes = [1, 2, 5, 10, 20, 50, 100];

/** Each server has its own registry; the metrics of the process have another. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const ofProcess = processMetrics();
  registerBuild(registers);
  const countCost = createCostMetrics(registers);

  return {
    request: createRequestMetrics(registers),
    operation: createOperationMetrics(registers, countCost),
    webSockets: createWebSocketMetrics(registers, countCost),
    attempt: createAttemptMetrics(registers),
    ...createFindingMetrics(registers),
    ...createLogMetrics(registers),
    ...createPushMetrics(registers),
    ofCluster: () => createClusterMetrics(registers),
    watch: (gauges) => {
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

function createOperationMetrics(registers: Registry[], countCost: CountCost): Metrics['operation'] {
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
    countCost(summary, bySource);
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

function registerBuild(registers: Registry[]): void {
  new Gauge({
    name: 'jobgraph_build_info',
    help: 'Always 1; the labels say what runs.',
    labelNames: ['version', 'node'],
    registers,
  }).set({ version: readVersion(), node: process.versions.node }, 1);
}
