/** W8: several processes of jobgraph, with a store that they share and without one, measured in turn. */
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { hasRedis, startRedis } from '../test/cluster/redis.ts';
import { freshSeconds, pollingCache } from './loads.js';
import { setLatency, takeCounts, toGoal, toQuantile } from './measure.js';
import { startHelper } from './processes.js';
import { toJobId } from './world.js';

const jobs = 50;
const viewers = 25;
const toReadsGoal = (reads) =>
  toGoal('W8 reads per job and freshness window, all processes together', 'at most 1.1', reads, (x) => x <= 1.1);
const toCpuGoal = (share) =>
  toGoal('W8 CPU per query with `cluster`, times without', 'at most 1.05', share, (x) => x <= 1.05);
const toHandOverGoal = (milliseconds) =>
  toGoal(
    'W8 a job that another process has read, ms more than from memory',
    'at most 0.7',
    milliseconds,
    (x) => x <= 0.7,
  );

/**
 * Each process has 25 viewers, who look at the same 50 running jobs every second, and a subscription for each of them. A
 * store is a redis-server of its own for each number of processes.
 */
export async function runCluster(bench) {
  if (!hasRedis) {
    process.stderr.write('!!! No redis-server here: W8 is NOT measured. Name one in REDIS_SERVER.\n');
    return { goals: [toReadsGoal(null), toCpuGoal(null), toHandOverGoal(null)] };
  }
  const cluster = [];
  const shares = [];
  let handOver;
  for (const processes of bench.plan.processes) {
    await withProcesses(bench, processes, false, (alone) =>
      withProcesses(bench, processes, true, async (sharing) => {
        const { figures, share } = await measureInTurn(bench, alone, sharing);
        cluster.push(...figures);
        shares.push(share);
        if (processes === 2) handOver = await measureHandOver(bench, sharing.running);
      }),
    );
  }
  const goals = [
    toReadsGoal(cluster.at(-1).reads),
    toCpuGoal(shares.includes(null) ? null : Math.max(...shares)),
    toHandOverGoal(handOver.taken - handOver.kept),
  ];
  return { cluster, handOver, goals };
}

/** Rounds of processes without a store and with one. The other ones wait meanwhile, without viewers. */
async function measureInTurn({ plan }, ...both) {
  const rounds = [];
  for (let round = 0; round < plan.clusterRounds; round += 1) {
    const found = [];
    // Who is first takes turns, too.
    for (const index of round % 2 === 0 ? [0, 1] : [1, 0]) found[index] = await both[index].measureOnce();
    rounds.push(found);
  }
  const [alone, sharing] = [0, 1].map((index) => toMedians(rounds.map((found) => found[index])));
  const shares = rounds.map(([without, withStore]) => withStore.cpuMilliseconds / without.cpuMilliseconds);
  return { figures: [alone, sharing], share: alone.cpuMilliseconds === null ? null : toQuantile(shares, 0.5) };
}

function toMedians(rounds) {
  const [first] = rounds;
  const toMedian = (name) =>
    toQuantile(
      rounds.map((round) => round[name]),
      0.5,
    );
  return Object.fromEntries(
    Object.entries(first).map(([name, value]) => [name, typeof value === 'number' ? toMedian(name) : value]),
  );
}

/** Starts the processes, and a store where they share one. All are stopped when `use` is done. */
export async function withProcesses(bench, processes, isShared, use) {
  const redis = isShared ? await startRedis() : undefined;
  try {
    const cluster = redis && { namespace: 'bench', valkey: { url: redis.url }, expectedReplicas: processes };
    const names = Array.from({ length: processes }, () => 'jobgraph');
    await setLatency(bench.stub, 20);
    const running = await bench.start(names, pollingCache, { cluster });
    try {
      if (isShared) for (const { url } of running) await waitUntilAllShare(url, processes);
      return await use({ running, measureOnce: () => measure(bench, running, redis) });
    } finally {
      await bench.stop(running);
    }
  } finally {
    await setLatency(bench.stub, 0);
    await redis?.close();
  }
}

const joinLimitMilliseconds = 10_000;

async function waitUntilAllShare(url, processes) {
  const until = performance.now() + joinLimitMilliseconds;
  for (;;) {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'jobgraph-explain': '1' },
      body: JSON.stringify({ query: '{ __typename }' }),
    });
    const { extensions } = await response.json();
    if (extensions.cluster.state === 'JOINED' && extensions.cluster.replicas === processes) return;
    if (performance.now() > until)
      throw new Error(`${processes} processes should share, but one says ${JSON.stringify(extensions.cluster)}`);
    await sleep(50);
  }
}

/** Each process has its own load, for the sockets and the viewers of one process stay with it. */
async function measure({ stub, plan }, running, redis) {
  const loads = await Promise.all(running.map(() => startHelper('load.js')));
  const tellAll = (toMessage) =>
    Promise.all(
      loads.map(async (load, index) => {
        load.send(toMessage(running[index].url));
        const message = await load.next();
        if (message.failure !== undefined) throw new Error(`jobgraph answered wrong under load: ${message.failure}`);
        return message;
      }),
    );
  try {
    await tellAll((url) => ({ watch: { url, count: jobs } }));
    await tellAll((url) => ({ work: { ...toWork(plan), url } }));
    await takeCounts(stub);
    const before = await readTotals(running, redis);
    const ends = await tellAll(() => ({ goes: true }));
    const after = await readTotals(running, redis);
    const { calls } = await takeCounts(stub);
    return summarize({ processes: running.length, isShared: redis !== undefined, ends, before, after, calls });
  } finally {
    await Promise.all(loads.map((load) => load.stop()));
  }
}

/** The load takes every second job, which are those under way: the same that are watched. */
function toWork({ clusterMilliseconds }) {
  return {
    peer: 'jobgraph',
    clients: viewers,
    jobs,
    isFresh: false,
    first: 0,
    step: 2,
    round: 0,
    pauseMilliseconds: 1000,
    warmUpMilliseconds: 2000,
    milliseconds: clusterMilliseconds,
  };
}

function summarize({ processes, isShared, ends, before, after, calls }) {
  const latencies = ends.flatMap((end) => end.latencies);
  const seconds = Math.max(...ends.map((end) => end.seconds));
  const rate = (name) => (isShared ? (after.store[name] - before.store[name]) / seconds : null);
  return {
    processes,
    isShared,
    reads: calls / jobs / (seconds / freshSeconds),
    queries: latencies.length,
    cpuMilliseconds:
      before.cpuSeconds === null ? null : ((after.cpuSeconds - before.cpuSeconds) / latencies.length) * 1000,
    p50: toQuantile(latencies, 0.5),
    commandsPerSecond: rate('commands'),
    kilobytesInPerSecond: rate('kilobytesIn'),
    kilobytesOutPerSecond: rate('kilobytesOut'),
    storeCpuMilliseconds: rate('cpuMilliseconds'),
  };
}

async function readTotals(running, redis) {
  const cpu = running.map((peer) => peer.threadSeconds());
  return {
    cpuSeconds: cpu.includes(null) ? null : cpu.reduce((sum, seconds) => sum + seconds, 0),
    store: redis && (await readStore(redis)),
  };
}

/**
 * What the store says of itself. Its processes send scripts, and nothing else once they have joined; what a script does
 * inside the store is not counted. The answer to this question itself is some kilobytes of what goes out.
 */
async function readStore({ client }) {
  const text = await client.info('all');
  const read = (name) => Number(new RegExp(`^${name}([\\d.]+)`, 'm').exec(text)?.[1] ?? 0);
  return {
    commands: read('cmdstat_evalsha:calls=') + read('cmdstat_eval:calls='),
    kilobytesIn: read('total_net_input_bytes:') / 1024,
    kilobytesOut: read('total_net_output_bytes:') / 1024,
    cpuMilliseconds: (read('used_cpu_user:') + read('used_cpu_sys:')) * 1000,
  };
}

/**
 * One process reads a job; another one answers it from the store, and then from its own memory. Before both of its answers the
 * first process reads a job, so that they begin alike: an answer right after another one is faster.
 */
async function measureHandOver({ stub, plan, nextNumber }, [first, second]) {
  const latencies = { read: [], taken: [], kept: [] };
  const start = nextNumber();
  await takeCounts(stub);
  for (let round = 0; round < plan.handOvers; round += 1) {
    const [one, another] = [0, 2].map((offset) => [toJobId(start + round * 4 + offset)]);
    for (const [peer, ids, all] of [
      [first, one, latencies.read],
      [second, one, latencies.taken],
      [first, another, latencies.read],
      [second, one, latencies.kept],
    ]) {
      const startedAt = performance.now();
      await peer.ask(ids);
      all.push(performance.now() - startedAt);
    }
  }
  const { calls } = await takeCounts(stub);
  const [read, taken, kept] = Object.values(latencies).map((all) => toQuantile(all, 0.5));
  return { jobs: latencies.read.length, calls, read, taken, kept };
}
