/** Processes of a cluster in one process: each with its own connections to the store. */
import { afterEach, beforeEach } from 'vitest';
import { openCluster, type Cluster, type ClusterOptions } from '../../src/cluster/cluster.ts';
import { parseConfig, type Config } from '../../src/config/load.ts';
import { until } from '../until.ts';
import { startRedis, type RedisServer } from './redis.ts';

export interface ClusterUnderTest {
  /** A new store for each test. */
  readonly redis: () => RedisServer;
  /** Closed with the test. */
  readonly open: (valkey?: object, options?: Partial<ClusterOptions>) => Cluster;
  /** The same, once it has joined. */
  readonly join: (valkey?: object, options?: Partial<ClusterOptions>) => Promise<Cluster>;
  /** What was asked by all, and the outcomes. */
  readonly calls: string[];
  readonly states: string[];
  /** Results of looks, ends of waits, reasons why values were refused, steps of the clock. */
  readonly reads: string[];
}

export function toClusterSettings(valkey: object): NonNullable<Config['cluster']> {
  const { cluster } = parseConfig({
    auth: { mode: 'none' },
    cluster: { namespace: 'lab', valkey, expectedReplicas: 3 },
    sources: [{ name: 'devices', provider: 'importexport' }],
  });
  if (cluster === undefined) throw new TypeError('The configuration has lost its cluster.');
  return cluster;
}

/** A busy machine is no reason to go on alone: a test of the store's silence asks for less. */
const patient = { timeoutMilliseconds: 10_000 };

/** Of all tests of the block that it is called in. */
export function useCluster(): ClusterUnderTest {
  let redis: RedisServer | undefined;
  const opened: Cluster[] = [];
  const calls: string[] = [];
  const states: string[] = [];
  const reads: string[] = [];

  function started(): RedisServer {
    if (redis === undefined) throw new TypeError('There is a store while a test runs.');
    return redis;
  }

  beforeEach(async () => {
    redis = await startRedis();
    for (const list of [opened, calls, states, reads]) list.length = 0;
  });
  afterEach(async () => {
    for (const cluster of opened) cluster.close();
    await redis?.close();
  });

  function open(valkey: object = {}, options: Partial<ClusterOptions> = {}): Cluster {
    const cluster = openCluster(toClusterSettings({ url: started().url, ...patient, ...valkey }), {
      now: Date.now,
      monotonic: () => performance.now(),
      random: () => 0,
      report: {
        onCall: (operation, outcome) => calls.push(`${operation} ${outcome}`),
        onState: (state, fault) => states.push(fault === null ? state : `${state} ${fault}`),
        onLook: (_source, result) => reads.push(result),
        onWait: (outcome) => reads.push(outcome),
        onRefusedValue: (reason) => reads.push(reason),
        onClockStep: () => reads.push('step'),
      },
      ...options,
    });
    opened.push(cluster);
    return cluster;
  }

  return {
    redis: started,
    open,
    join: async (valkey, options) => {
      const cluster = open(valkey, options);
      await until(() => cluster.state() === 'JOINED', 'it has joined');
      return cluster;
    },
    calls,
    states,
    reads,
  };
}
