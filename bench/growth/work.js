/** W13: what a query costs as the number of sources, of jobs in memory or of viewers grows. */
import { noCache } from '../loads.js';
import { runOnce, toGoal, toQuantile } from '../measure.js';
import { toIdOf } from '../worlds.js';
import { listSources } from './sources.js';

/** A figure that should stay as it is may grow by this factor; one that should grow in proportion, too. */
const tolerance = 1.25;

const kept = { runningSeconds: 3600, terminalSeconds: 604_800, maxBytes: 2_000_000_000 };
const collects = true;

/** Each of the three by itself. */
export async function runGrowth(bench) {
  const { sources, jobsInMemory, viewers } = bench.plan.growth;
  const growth = {
    sources: await growSources(bench, sources),
    jobs: await growJobs(bench, jobsInMemory),
    viewers: await growViewers(bench, viewers),
  };
  return { growth, goals: toGoals(growth) };
}

const pageQuery = `query Page {
  jobs(first: 20, filter: { providers: [PANORAMA, HEALTHOMICS, COS_BATCH] }) { nodes { id status createdAt endedAt } }
}`;

/** The same 50 cold jobs a query, of more and more sources; and a page that has to ask them all. */
async function growSources(bench, counts) {
  const figures = [];
  for (const sources of counts) {
    const toId = toIdOf({ sources });
    const firstIds = Array.from({ length: 50 }, (_, number) => toId(number));
    const options = { sources: listSources(sources), firstIds, collects };
    const [peer] = await bench.start(['jobgraph'], noCache, options);
    const load = { clients: 4, jobs: 50, sources, isFresh: true };
    const query = await warmUpAndMeasure(bench, peer, load);
    const ofPage = { ...load, clients: 1, isFresh: false, ids: [], query: pageQuery };
    const page = await warmUpAndMeasure(bench, peer, ofPage);
    const memory = await readMemory(peer);
    await bench.stop([peer]);
    figures.push({ count: sources, query, page, memory });
  }
  return figures;
}

/** Another 20 jobs a query, of more and more in memory. */
async function growJobs(bench, counts) {
  const figures = [];
  for (const jobs of counts) {
    const settings = { cache: { ...kept, maxJobs: 200_000 } };
    const [peer] = await bench.start(['jobgraph'], kept, { collects, settings });
    const empty = await readMemory(peer);
    // The second time the jobs come from memory, and what is kept of them there is made.
    for (let time = 0; time < 2; time += 1) await readAll(peer, jobs);
    const memory = await readMemory(peer);
    const load = { clients: 4, jobs: 20, from: jobs, isFresh: false };
    const query = await warmUpAndMeasure(bench, peer, load);
    await bench.stop([peer]);
    if (query.calls > 0) throw new Error(`jobgraph made ${query.calls} calls for ${jobs} jobs that it had read`);
    figures.push({ count: jobs, query, memory, kilobytes: memory === null ? null : ((memory - empty) * 1024) / jobs });
  }
  return figures;
}

const idsPerQuery = 200;

async function readAll(peer, jobs) {
  const toId = toIdOf({});
  for (let first = 0; first < jobs; first += idsPerQuery) {
    const length = Math.min(idsPerQuery, jobs - first);
    await peer.ask(Array.from({ length }, (_, index) => toId(first + index)));
  }
}

/** More and more viewers, each with another 20 of 1,000 jobs in memory every second. */
async function growViewers(bench, counts) {
  const [peer] = await bench.start(['jobgraph'], kept, { collects });
  await readAll(peer, 1000);
  const load = { jobs: 20, from: 1000, isFresh: false };
  // A few viewers who pause would leave the code cold.
  await warmUp(bench, peer, { ...load, clients: 4 });
  const figures = [];
  for (const viewers of counts) {
    const ofViewers = { ...load, clients: viewers, pauseMilliseconds: 1000, isSpread: true };
    const query = await measure(bench, peer, ofViewers, bench.plan.viewerMilliseconds);
    figures.push({ count: viewers, query, memory: await readMemory(peer) });
  }
  await bench.stop([peer]);
  return figures;
}

function warmUp(bench, peer, load) {
  return runOnce(bench, peer, { ...load, warmUpMilliseconds: bench.plan.growth.warmUpMilliseconds, milliseconds: 200 });
}

async function warmUpAndMeasure(bench, peer, load) {
  await warmUp(bench, peer, load);
  return measure(bench, peer, load, bench.plan.milliseconds);
}

async function measure(bench, peer, work, milliseconds) {
  const load = { ...work, isLight: true };
  const rounds = [];
  for (let round = 1; round <= bench.plan.growth.rounds; round += 1)
    rounds.push(await runOnce(bench, peer, { ...load, round, warmUpMilliseconds: 300, milliseconds }));
  const toMedian = (name) =>
    toQuantile(
      rounds.map((one) => one[name]),
      0.5,
    );
  return {
    cpuMilliseconds: rounds[0].cpuMilliseconds === null ? null : toMedian('cpuMilliseconds'),
    p50: toMedian('p50'),
    p99: toMedian('p99'),
    callsPerQuery: toMedian('callsPerQuery'),
    calls: rounds.reduce((sum, { calls }) => sum + calls, 0),
  };
}

async function readMemory(peer) {
  await peer.collectGarbage();
  return peer.rssMegabytes();
}

/**
 * What should stay as it is, is compared at the most and the least count. What should grow in proportion is compared by what
 * each further one adds: in the last step, and in the first.
 */
function toGoals({ sources, jobs, viewers }) {
  const cpu = ({ query }) => query.cpuMilliseconds;
  const p99 = ({ query }) => query.p99;
  return [
    toGrowth('CPU a query', 'sources', sources, cpu),
    toGrowth('p99', 'sources', sources, p99),
    ...toSteps('CPU of a page by a further source', 'sources', sources, ({ page }) => page.cpuMilliseconds),
    ...toSteps('memory of a further source', 'sources', sources, ({ memory }) => memory),
    toGrowth('CPU a query', 'jobs in memory', jobs, cpu),
    toGrowth('p99', 'jobs in memory', jobs, p99),
    ...toSteps('memory of a further job', 'jobs in memory', jobs, ({ memory }) => memory),
    toGrowth('CPU a query', 'viewers', viewers, cpu),
    toGrowth('p99', 'viewers', viewers, p99),
  ];
}

function toGrowth(what, of, figures, toValue) {
  const [first, last] = [figures[0], figures.at(-1)];
  const [least, most] = [toValue(first), toValue(last)];
  // Nothing can be said where the first step is lost in the noise.
  const figure = least === null || most === null || least <= 0 ? null : most / least;
  const counts = `${first.count.toLocaleString('en')} to ${last.count.toLocaleString('en')}`;
  return toGoal(`W13 ${what}, ${of} ${counts}`, `at most ${tolerance}`, figure, (x) => x <= tolerance);
}

/** No goal where there is one step alone: that has nothing to be compared with. */
function toSteps(what, of, figures, toValue) {
  if (figures.length < 3) return [];
  const steps = figures.slice(1).map((figure, index) => {
    const before = figures[index];
    const [from, to] = [toValue(before), toValue(figure)];
    return {
      count: figure.count,
      added: from === null || to === null ? null : (to - from) / (figure.count - before.count),
    };
  });
  return [toGrowth(what, of, steps, ({ added }) => added)];
}
