import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { Cluster, ClusterReport } from '../cluster/cluster.ts';

/** Counts what the store of a cluster is asked. */
export interface ClusterMetrics extends Omit<ClusterReport, 'onState'> {
  /** Sets the cluster whose state is looked up whenever the metrics are read. */
  readonly watch: (cluster: Pick<Cluster, 'state' | 'replicas'>) => void;
}

/** In seconds: a store of the same zone answers within a millisecond. */
const durations = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1];
const states = ['JOINED', 'ALONE'] as const;

/** Registers the metrics `jobgraph_cluster_…`. */
export function createClusterMetrics(registers: Registry[]): ClusterMetrics {
  const calls = new Counter({
    name: 'jobgraph_cluster_calls_total',
    help: 'What the store of the cluster was asked, by operation and outcome: OK or why there was no answer.',
    labelNames: ['operation', 'outcome'],
    registers,
  });
  const seconds = new Histogram({
    name: 'jobgraph_cluster_call_duration_seconds',
    help: 'How long the store took for each operation.',
    labelNames: ['operation'],
    buckets: durations,
    registers,
  });
  return {
    onCall: (operation, outcome, milliseconds) => {
      calls.inc({ operation, outcome });
      seconds.observe({ operation }, milliseconds / 1000);
    },
    ...createReadMetrics(registers),
    watch: (cluster) => {
      registerGauges(registers, cluster);
    },
  };
}

function createReadMetrics(
  registers: Registry[],
): Pick<ClusterReport, 'onLook' | 'onWait' | 'onRefusedValue' | 'onClockStep'> {
  const looks = new Counter({
    name: 'jobgraph_cluster_looks_total',
    help: 'Reads that asked the cluster first, by source: hit = answered, yours = read for all, held = another process reads, none = read alone.',
    labelNames: ['source', 'result'],
    registers,
  });
  const waits = new Counter({
    name: 'jobgraph_cluster_waits_total',
    help: 'Waits for the read of another process, by how they ended: filled, released, expired, or direct.',
    labelNames: ['outcome'],
    registers,
  });
  const refused = new Counter({
    name: 'jobgraph_cluster_refused_values_total',
    help: 'Values of the store that were not what they should be.',
    labelNames: ['reason'],
    registers,
  });
  const steps = new Counter({
    name: 'jobgraph_cluster_clock_steps_total',
    help: 'How often the clock of the store was seen to be set back.',
    registers,
  });
  return {
    onLook: (source, result) => {
      looks.inc({ source, result });
    },
    onWait: (outcome) => {
      waits.inc({ outcome });
    },
    onRefusedValue: (reason) => {
      refused.inc({ reason });
    },
    onClockStep: () => {
      steps.inc();
    },
  };
}

function registerGauges(registers: Registry[], { state, replicas }: Pick<Cluster, 'state' | 'replicas'>): void {
  const present: Gauge<'state'> = new Gauge({
    name: 'jobgraph_cluster_state',
    help: '1 for the state that this process is in. ALONE: the store of the cluster is away.',
    labelNames: ['state'],
    registers,
    collect: () => {
      for (const word of states) present.set({ state: word }, word === state() ? 1 : 0);
    },
  });
  const count: Gauge = new Gauge({
    name: 'jobgraph_cluster_replicas',
    help: 'Processes of the cluster: the most that were seen at once in the last minute.',
    registers,
    collect: () => {
      count.set(replicas());
    },
  });
  const share: Gauge = new Gauge({
    name: 'jobgraph_cluster_limit_share',
    help: 'The share of each rate, concurrency and budget that this process may use: 1 of what the store counts for all, else its part.',
    registers,
    collect: () => {
      share.set(state() === 'JOINED' ? 1 : 1 / replicas());
    },
  });
}
