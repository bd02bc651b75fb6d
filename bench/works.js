/** The works: each gives what was measured, and the goals that it answers. */
import { performance } from 'node:perf_hooks';
import { request } from 'undici';
import { freshSeconds, jobsInQuery, loads, noCache, readAll, withJobs } from './loads.js';
import { divide, runOnce, runRounds, setLatency, toGoal, toQuantile } from './measure.js';
import { pageByIdsQuery, pageQuery } from './query.js';

/** Who is compared in most works. */
export const everybody = ['jobgraph', 'apollo', 'mercurius', 'hive', 'proxy'];

/** W1: 50 distinct jobs over the five providers, nothing cached. Goes on to W5 and W7 with the same processes. */
export async function runCold(bench) {
  const running = await bench.start(everybody, loads.W1.cache);
  const one = await runRounds(bench, running, loads.W1.load, bench.plan);
  const ours = one.get('jobgraph');
  const goals = [];
  if (one.has('hive')) {
    const hive = one.get('hive');
    goals.push(
      toGoal(
        'W1 throughput, times Hive/Mesh',
        'at least 4',
        ours.queriesPerSecond.median / hive.queriesPerSecond.median,
        (x) => x >= 4,
      ),
      toGoal(
        'W1 CPU, Hive/Mesh over ours',
        'at least 4',
        divide(hive.cpuMilliseconds, ours.cpuMilliseconds),
        (x) => x >= 4,
      ),
      toGoal(
        'W7 memory under W1, of Hive/Mesh',
        'at most 0.4',
        ours.rssMegabytes.median / hive.rssMegabytes.median,
        (x) => x <= 0.4,
      ),
    );
  }
  goals.push(
    toGoal(
      'W1 CPU, times the signed proxy',
      'at most 1.05',
      divide(ours.cpuMilliseconds, one.get('proxy').cpuMilliseconds),
      (x) => x <= 1.05,
    ),
    toGoal(
      'W1 CPU, times Mercurius + JIT',
      'below 1',
      divide(ours.cpuMilliseconds, one.get('mercurius').cpuMilliseconds),
      (x) => x < 1,
    ),
  );

  const [gateway] = running;
  const sizes = new Map();
  for (const jobs of jobsInQuery) {
    const options = { ...withJobs(jobs).load, ...bench.plan, warmUpMilliseconds: 300 };
    const results = [];
    for (let round = 0; round < bench.plan.slowRounds; round += 1)
      results.push((await runOnce(bench, gateway, options)).cpuMilliseconds);
    sizes.set(jobs, toQuantile(results, 0.5) / jobs);
  }
  goals.push(
    toGoal(
      'W5 CPU per job, 200 in a query over 10',
      '0.8 to 1.2',
      sizes.get(200) / sizes.get(10),
      (x) => x >= 0.8 && x <= 1.2,
    ),
  );
  await bench.stop(running);
  return { cold: one, sizes, goals };
}

const keepingPeers = ['jobgraph', 'apollo', 'mercurius', 'proxy'];

/** W2: 20 jobs from memory, one hot query. */
export async function runHot(bench) {
  const { cache, load } = loads.W2;
  const running = await bench.start(keepingPeers, cache);
  const hot = await runRounds(bench, running, load, bench.plan);
  await bench.stop(running);
  const share = hot.get('jobgraph').queriesPerSecond.median / hot.get('mercurius').queriesPerSecond.median;
  return { hot, goals: [toGoal('W2 throughput, times Mercurius + JIT', 'at least 2.2', share, (x) => x >= 2.2)] };
}

/** W2v: another 20 of 1,000 jobs from memory in each query, so that no answer repeats. The same sets for everybody. */
export async function runVaried(bench) {
  const { cache, load } = loads.W2v;
  const running = await bench.start(keepingPeers, cache);
  for (const peer of running) await readAll(peer, load);
  const varied = await runRounds(bench, running, load, bench.plan);
  await bench.stop(running);
  for (const [name, { callsPerQuery }] of varied)
    if (callsPerQuery.most > 0) throw new Error(`${name} made calls for jobs that it had read`);
  const ours = varied.get('jobgraph');
  const mercurius = varied.get('mercurius');
  const share = ours.queriesPerSecond.median / mercurius.queriesPerSecond.median;
  return { varied, goals: [toGoal('W2v throughput, times Mercurius + JIT', 'at least 1', share, (x) => x >= 1)] };
}

/** W3: 50 jobs from providers that take 50 ms, one client. */
export async function runSlow(bench) {
  const { cache, latency, load } = loads.W3;
  await setLatency(bench.stub, latency);
  const slowest = await measureSlowestCall(bench.endpoints);
  const running = await bench.start(bench.plan.isQuick ? ['jobgraph', 'hive', 'proxy'] : everybody, cache);
  const slow = await runRounds(bench, running, load, { ...bench.plan, rounds: bench.plan.slowRounds });
  await bench.stop(running);
  await setLatency(bench.stub, 0);
  const share = slow.get('jobgraph').p50.median / slowest;
  return {
    slow,
    slowest,
    goals: [toGoal('W3 p50, times the slowest single call', 'at most 1.1', share, (x) => x <= 1.1)],
  };
}

async function measureSlowestCall({ panorama, healthomics, cosbatch }) {
  const urls = [
    `${panorama}/packages/import-jobs/import-1`,
    `${healthomics}/referencestore/1234567890/importjob/9000000001`,
    `${cosbatch}/jobs/1`,
  ];
  let slowest = 0;
  for (let round = 0; round < 12; round += 1) {
    for (const url of urls) {
      const startedAt = performance.now();
      await (await request(url)).body.text();
      if (round > 1) slowest = Math.max(slowest, performance.now() - startedAt);
    }
  }
  return slowest;
}

/** W4: 100 viewers that look at the same 50 running jobs every second. */
export async function runPolling(bench) {
  const { cache, latency, load } = loads.W4;
  await setLatency(bench.stub, latency);
  const running = await bench.start(['jobgraph', 'apollo'], cache);
  const polling = new Map();
  for (const peer of running) {
    const options = { ...load, warmUpMilliseconds: 500, milliseconds: bench.plan.pollingMilliseconds };
    polling.set(peer.name, await runOnce(bench, peer, options));
  }
  await bench.stop(running);
  await setLatency(bench.stub, 0);
  const { calls, seconds, p50 } = polling.get('jobgraph');
  const reads = calls / 50 / Math.max(1, seconds / freshSeconds);
  const goals = [
    toGoal('W4 reads per job and freshness window', 'at most 1.2', reads, (x) => x <= 1.2),
    toGoal('W4 p50, ms', 'at most 30', p50, (x) => x <= 30),
  ];
  return { polling, goals };
}

/** W6: a page of 20 jobs by the providers' lists, against the same fields by 20 describes. */
export async function runPage(bench) {
  const running = await bench.start(['jobgraph'], noCache);
  const [peer] = running;
  const { data } = await peer.ask([], pageQuery);
  const pageIds = data.jobs.nodes.map(({ id }) => id);
  const described = (await peer.ask(pageIds, pageByIdsQuery)).data.jobsById;
  if (pageIds.length !== 20 || !bench.isSame(data.jobs.nodes, described))
    throw new Error('jobgraph: a page by list differs from the same jobs described');
  // One client: several would share their calls.
  const options = { clients: 1, jobs: 20, isFresh: false, ...bench.plan };
  const page = new Map([
    ['by list', await runOnce(bench, peer, { ...options, query: pageQuery })],
    ['by describes', await runOnce(bench, peer, { ...options, query: pageByIdsQuery, ids: pageIds })],
  ]);
  await bench.stop(running);
  return { page, goals: [] };
}

/** W9: what the process takes while nothing happens, with subscribers that wait. Each watches a job of its own. */
export async function runWatching(bench) {
  const running = await bench.start(['jobgraph'], { runningSeconds: 600, terminalSeconds: 3600 }, { collects: true });
  const [peer] = running;
  const watching = new Map();
  for (const count of bench.plan.subscriptions) {
    bench.load.send({ watch: { url: peer.url, count } });
    const { failure } = await bench.load.next();
    if (failure !== undefined) throw new Error(`jobgraph: ${count} subscriptions: ${failure}`);
    const before = peer.rssMegabytes();
    await peer.collectGarbage();
    watching.set(count, { before, after: peer.rssMegabytes() });
  }
  await bench.stop(running);
  return { watching, goals: [] };
}
