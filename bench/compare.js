/** This checkout beside another one of the program, on the works of the benchmark, in rounds that alternate. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { coldBatches } from './batches/work.js';
import { withProcesses } from './cluster.js';
import { changeOnce, startWithProvider, stopAll, tell } from './fanout/work.js';
import { jobsInQuery, loads, noCache, readAll, withJobs } from './loads.js';
import { runOnce, setLatency, toQuantile } from './measure.js';
import { startHelper, startPeer } from './processes.js';
import { toJobId } from './world.js';

const { values, positionals } = parseArgs({
  options: {
    rounds: { type: 'string', default: '15' },
    seconds: { type: 'string', default: '2' },
    only: { type: 'string', default: 'W1,W2,W2v' },
  },
  allowPositionals: true,
});
const [other] = positionals;
if (other === undefined)
  throw new Error(
    'usage: npm run bench:compare -- <folder of another checkout> [--rounds 15] [--seconds 2] [--only W1,W2v]',
  );

/** What is printed of a work, where it and the system say it. */
const figures = {
  cpuMilliseconds: 'CPU ms per query',
  cpuMicroseconds: 'CPU µs per event',
  last: 'last event, ms',
  p50: 'p50 ms',
  rssMegabytes: 'memory, MB',
};

const milliseconds = Number(values.seconds) * 1000;
/** Viewers wait between their queries: so many times longer rounds have some CPU to count. */
const paceFactor = 3;

const checkouts = [fileURLToPath(new URL('..', import.meta.url)), other];
const firstIds = Array.from({ length: 50 }, (_, number) => toJobId(number));
const folder = mkdtempSync(`${tmpdir()}/bench-`);
const stub = await startHelper('stub.js');
const { endpoints } = await stub.next();
const load = await startHelper('load.js');
let number = 1000;
const bench = { stub, load, nextNumber: () => (number += 1_000_000) };

/** By the names that `--only` takes: each measures both checkouts in all rounds, and prints what it found. */
const works = {
  ...Object.fromEntries(Object.entries(loads).map(([name, work]) => [name, () => compareLoad(name, work)])),
  W5: async () => {
    for (const jobs of jobsInQuery) await compareLoad('W5', withJobs(jobs));
  },
  W7: compareStarts,
  W8: compareClusters,
  W10: () => compareLoad('W10', coldBatches),
  W11: async () => {
    for (const sockets of [50, 5000]) await compareFanout(sockets);
  },
};

function startJobgraph(checkout, cache, options, name = 'jobgraph') {
  return startPeer(name, { endpoints, folder, cache, firstIds, checkout, ...options });
}

async function compareLoad(name, work) {
  const peers = [];
  try {
    await setLatency(stub, work.latency ?? 0);
    for (const checkout of checkouts) peers.push(await startJobgraph(checkout, work.cache, work.options, work.peer));
    for (const peer of peers) await readAll(peer, work.load);
    for (const peer of peers) await runOnce(bench, peer, { ...work.load, warmUpMilliseconds: 8000, milliseconds: 500 });
    const span = milliseconds * (work.isPaced === true ? paceFactor : 1);
    await alternate(`${name}, ${work.title}`, (index, round) =>
      runOnce(bench, peers[index], { ...work.load, round, warmUpMilliseconds: 200, milliseconds: span }),
    );
  } finally {
    for (const peer of peers) await peer.stop();
  }
}

/** W7: the CPU and the time until the first answer. */
async function compareStarts() {
  await setLatency(stub, 0);
  await alternate('W7, start to first answer', async (index) => {
    const peer = await startJobgraph(checkouts[index], noCache);
    const cpuMilliseconds = peer.cpuSeconds() * 1000;
    const rssMegabytes = peer.rssMegabytes();
    await peer.stop();
    return { cpuMilliseconds, p50: peer.firstAnswerMilliseconds, rssMegabytes };
  });
}

/** W8: two processes of each checkout that share a store of their own. */
async function compareClusters() {
  const withCheckout = (checkout, use) =>
    withProcesses(
      {
        stub,
        plan: { clusterMilliseconds: milliseconds * paceFactor },
        start: (names, cache, options) => Promise.all(names.map(() => startJobgraph(checkout, cache, options))),
        stop: (peers) => Promise.all(peers.map((peer) => peer.stop())),
      },
      ...[2, true, use],
    );
  const [ours, theirs] = checkouts;
  await withCheckout(ours, (one) =>
    withCheckout(theirs, (another) =>
      alternate('W8, 2 processes with a store', (index) => [one, another][index].measureOnce()),
    ),
  );
}

/** W11: changes of a job with 5,000 subscribers. */
async function compareFanout(sockets) {
  const shape = { kind: 'job', sockets, perSocket: 5000 / sockets, firstEvents: 1, runs: 1 };
  const changes = { ...shape, count: 2, pauseMilliseconds: 1050, waitsForEach: true };
  const all = [];
  const stop = (peers) => Promise.all(peers.map((peer) => peer.stop()));
  try {
    for (const checkout of checkouts) {
      const start = async ([name], cache, options) => [await startJobgraph(checkout, cache, options, name)];
      const one = await startWithProvider({ start }, 'fanout/jobgraph');
      all.push(one);
      await tell(one, { opens: { ...shape, url: one.peer.url } });
      await changeOnce(changes, one);
    }
    await alternate(
      `W11, a change for 5,000 subscribers on ${sockets} sockets`,
      async (index) => (await changeOnce(changes, all[index])).figures,
    );
  } finally {
    await stopAll({ stop }, all);
  }
}

/** @param measure gives the figures of one round of the checkout at `index` */
async function alternate(title, measure) {
  const rounds = [];
  for (let round = 1; round <= Number(values.rounds); round += 1) {
    const found = [];
    // Who is first takes turns, too.
    for (const index of round % 2 === 0 ? [0, 1] : [1, 0]) found[index] = await measure(index, round);
    rounds.push(found);
  }
  print(title);
  for (const [figure, label] of Object.entries(figures))
    if (rounds.flat().every((found) => typeof found[figure] === 'number'))
      print(`  ${label.padEnd(18)}${formatPairs(rounds, figure)}`);
}

/** The figure of both, and the median of its ratios in the rounds: other work on the machine meets both of a round. */
function formatPairs(rounds, figure) {
  const own = format(rounds.map(([ours]) => ours[figure]));
  const others = format(rounds.map(([, theirs]) => theirs[figure]));
  const ratio = format(rounds.map(([ours, theirs]) => theirs[figure] / ours[figure]));
  return `${own} here, ${others} there; there over here ${ratio}`;
}

function format(all) {
  return `${toQuantile(all, 0.5).toFixed(3)} (${Math.min(...all).toFixed(3)} to ${Math.max(...all).toFixed(3)})`;
}

function print(line) {
  process.stdout.write(`${line}\n`);
}

try {
  for (const name of values.only.split(',')) {
    if (!Object.hasOwn(works, name)) throw new Error(`--only takes ${Object.keys(works).join(', ')}, but got ${name}`);
    await works[name]();
  }
} finally {
  await Promise.all([stub.stop(), load.stop()]);
  rmSync(folder, { recursive: true });
}
