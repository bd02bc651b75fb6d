/** W10: providers that describe a hundred jobs in a call. */
import { noCache, pollingCache } from '../loads.js';
import { divide, runOnce, runRounds, setLatency, toGoal } from '../measure.js';
import { providers, toBatchJobId } from './world.js';

const names = ['batches/jobgraph', 'batches/mercurius', 'batches/hive', 'batches/proxy'];

/** Half of them jobs, half of them builds. */
const jobs = 500;
const jobsPerCall = 100;
const fewestCalls = providers.length * Math.ceil(jobs / providers.length / jobsPerCall);

/** What each viewer looks at, of these jobs. */
const jobsOfViewer = 50;

const firstIds = Array.from({ length: jobs }, (_, number) => toBatchJobId(number));
const sources = providers.map((provider) => ({ name: provider, provider }));

/** The cold query, as loads.js has those of other works; `peer` is the gateway's name here, `options` are for its start. */
export const coldBatches = {
  title: '250 AWS Batch jobs and 250 builds in one cold query',
  cache: noCache,
  load: { clients: 1, world: 'batches', jobs, isFresh: true },
  peer: 'batches/jobgraph',
  options: { firstIds, sources },
};

/** 250 jobs and 250 builds in one cold query; then 100 viewers, each with another 50 of them every second. */
export async function runBatches(bench) {
  const { cache, load, options } = coldBatches;
  const cold = await bench.start(names, cache, options);
  const batches = await runRounds(bench, cold, load, bench.plan);
  await bench.stop(cold);
  return { batches, batchViewers: await runViewers(bench, options), goals: toGoals(batches) };
}

async function runViewers(bench, options) {
  await setLatency(bench.stub, 20);
  const running = await bench.start(bench.plan.isQuick ? names.slice(0, 2) : names, pollingCache, options);
  const viewers = new Map();
  for (const peer of running) {
    const load = {
      clients: 100,
      world: 'batches',
      jobs: jobsOfViewer,
      from: jobs,
      isFresh: false,
      pauseMilliseconds: 1000,
    };
    const span = { warmUpMilliseconds: bench.plan.isQuick ? 1000 : 2000, milliseconds: bench.plan.viewerMilliseconds };
    viewers.set(peer.name, { ...(await runOnce(bench, peer, { ...load, ...span })), jobs: jobsOfViewer });
  }
  await bench.stop(running);
  await setLatency(bench.stub, 0);
  return viewers;
}

function toGoals(batches) {
  const ours = batches.get('batches/jobgraph');
  const { least, most } = ours.callsPerQuery;
  const share = divide(ours.cpuMilliseconds, batches.get('batches/mercurius').cpuMilliseconds);
  return [
    toGoal('W10 CPU, times Mercurius + JIT', 'at most 1', share, (x) => x <= 1),
    toGoal(`W10 calls for ${jobs} jobs`, `exactly ${fewestCalls}`, ours.callsPerQuery.median, () =>
      [least, most].every((calls) => calls === fewestCalls),
    ),
  ];
}
