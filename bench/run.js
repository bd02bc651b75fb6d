/**
 * Runs the works and prints what came of them, each goal beside its figure. Ends with another status than 0 only where
 * answers are wrong: how fast a machine is, is no fault.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { performance } from 'node:perf_hooks';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { peers } from './peers.js';
import { plans } from './plan.js';
import { startHelper, startPeer } from './processes.js';
import { formatReport } from './report.js';
import { formatChart } from './chart.js';
import { runBatches } from './batches/work.js';
import { runCluster } from './cluster.js';
import { runFanout } from './fanout/work.js';
import { runGrowth } from './growth/work.js';
import { runConsole } from './page/work.js';
import { loads, noCache } from './loads.js';
import { everybody, runCold, runHot, runPage, runPolling, runSlow, runVaried, runWatching } from './works.js';
import { toQuantile } from './measure.js';
import { toJobId } from './world.js';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
});

const plan = options.quick ? plans.quick : plans.full;
const folder = mkdtempSync(`${tmpdir()}/bench-`);
const stub = await startHelper('stub.js');
const { endpoints } = await stub.next();
const load = await startHelper('load.js');
const firstIds = Array.from({ length: 50 }, (_, number) => toJobId(number));
const firstAnswers = new Map();
const running = new Set();
let number = 1000;

/** The fields that were asked for, of whatever a client makes of an answer. */
function pick(reference, value) {
  if (Array.isArray(reference))
    return Array.isArray(value) ? reference.map((item, index) => pick(item, value[index])) : (value ?? null);
  if (typeof reference !== 'object' || reference === null) return value ?? null;
  if (typeof value !== 'object' || value === null) return value ?? null;
  return Object.fromEntries(Object.keys(reference).map((name) => [name, pick(reference[name], value[name])]));
}

async function start(names, cache, options = {}) {
  const started = [];
  for (const name of names) {
    print(`  ${peers[name].title} …`);
    const peer = await startPeer(name, { endpoints, folder, cache, firstIds, ...options });
    running.add(peer);
    firstAnswers.set(name, [...(firstAnswers.get(name) ?? []), peer.firstAnswerMilliseconds]);
    started.push(peer);
  }
  await compareAnswers(started, options.firstIds ?? firstIds);
  return started;
}

/** Before anything is timed. */
async function compareAnswers(started, ids) {
  const [reference, ...others] = await Promise.all(
    started.map(async (peer) => ({
      name: peer.name,
      jobs: peers[peer.name].readJobs(await peer.ask(ids), ids),
    })),
  );
  for (const { name, jobs } of others) {
    const wrong = ids.findIndex(
      (_, index) => !isDeepStrictEqual(pick(reference.jobs[index], jobs[index]), reference.jobs[index]),
    );
    if (wrong >= 0)
      throw new Error(`${name} answers ${ids[wrong]} otherwise than ${reference.name}: ${JSON.stringify(jobs[wrong])}`);
  }
}

async function stopAll(all) {
  for (const peer of all) {
    await peer.stop();
    running.delete(peer);
  }
}

const bench = {
  plan,
  stub,
  load,
  endpoints,
  start,
  stop: stopAll,
  isSame: isDeepStrictEqual,
  nextNumber: () => (number += 1_000_000),
};

function print(text) {
  process.stdout.write(`${text}\n`);
}

/** By the names that `--only` takes. W7's memory is measured under W1, its starts before W8, which starts processes beside others. */
const works = [
  { names: ['W1', 'W5'], title: loads.W1.title, run: runCold },
  { names: ['W2'], title: loads.W2.title, run: runHot },
  { names: ['W2v'], title: loads.W2v.title, run: runVaried },
  { names: ['W3'], title: loads.W3.title, run: runSlow },
  { names: ['W4'], title: loads.W4.title, run: runPolling },
  { names: ['W6'], title: 'a page of jobs', run: runPage },
  { names: ['W9'], title: 'subscribers that wait', run: runWatching },
  { names: ['W7'], title: 'starts', run: runStarts },
  { names: ['W10'], title: 'a hundred jobs in a call', run: runBatches },
  { names: ['W11'], title: 'one change, many subscribers', run: runFanout },
  { names: ['W12'], title: 'the console, open', run: runConsole },
  { names: ['W13'], title: 'more and more sources, jobs, viewers', run: runGrowth },
  { names: ['W8'], title: 'several processes, with and without a store', run: runCluster },
];

function readWorks() {
  if (options.only === undefined) return works;
  const asked = options.only.split(',');
  const known = works.flatMap(({ names }) => names);
  const unknown = asked.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`--only takes some of ${known.join()}, but got ${unknown}`);
  return works.filter(({ names }) => names.some((name) => asked.includes(name)));
}

async function runStarts() {
  const names = ['jobgraph', 'hive', 'apollo', 'mercurius'];
  // A run of this work alone has seen no start yet.
  const rounds = Math.max(plan.extraStarts, names.every((name) => firstAnswers.has(name)) ? 0 : 1);
  for (let count = 0; count < rounds; count += 1) await stopAll(await start(names, noCache));
  const seen = [...firstAnswers].filter(([name]) => everybody.includes(name));
  const starts = new Map(seen.map(([name, all]) => [name, toQuantile(all, 0.5)]));
  const share = starts.get('jobgraph') / starts.get('hive');
  const goal = { name: 'W7 first answer, of Hive/Mesh', goal: 'at most 0.18', figure: share, isMet: share <= 0.18 };
  return { starts, goals: [goal] };
}

async function runAll(chosen) {
  const results = { goals: [] };
  for (const { names, title, run } of chosen) {
    print(`${names.join(', ')}: ${title}`);
    const startedAt = performance.now();
    const { goals, ...measured } = await run(bench);
    print(`  took ${Math.round((performance.now() - startedAt) / 1000)} s`);
    Object.assign(results, measured);
    results.goals.push(...goals);
  }
  return results;
}

try {
  const chosen = readWorks();
  const results = await runAll(chosen);
  const report = formatReport(results, options.quick);
  print(`\n${report}`);
  // The pages show everything, or they are left as they are.
  if (chosen === works && (!options.quick || options.write)) {
    const here = new URL('.', import.meta.url);
    writeFileSync(new URL('RESULTS.md', here), report);
    writeFileSync(new URL('results.svg', here), formatChart(results));
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
} finally {
  await stopAll(running);
  await Promise.all([stub.stop(), load.stop()]);
  if (existsSync(folder)) rmSync(folder, { recursive: true });
}
