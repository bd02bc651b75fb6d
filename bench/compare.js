/** This checkout beside another one of the program, on W1, W2 and W2v, or on one of them (`--only W1`): the CPU of a query, in rounds that alternate. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { noCache, runOnce, toQuantile } from './measure.js';
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

const keepsJobs = { runningSeconds: 3600, terminalSeconds: 3600 };
const variedJobs = 1000;
const works = {
  W1: { title: '50 jobs, nothing cached', cache: noCache, clients: 4, jobs: 50, isFresh: true },
  W2: { title: '20 jobs from memory', cache: keepsJobs, clients: 10, jobs: 20, isFresh: false },
  W2v: {
    title: `another 20 of ${variedJobs} jobs from memory each time`,
    cache: keepsJobs,
    clients: 10,
    jobs: 20,
    isFresh: false,
    from: variedJobs,
  },
};
const checkouts = [fileURLToPath(new URL('..', import.meta.url)), other];
const firstIds = Array.from({ length: 50 }, (_, number) => toJobId(number));
const folder = mkdtempSync(`${tmpdir()}/bench-`);
const stub = await startHelper('stub.js');
const { endpoints } = await stub.next();
const load = await startHelper('load.js');
let number = 1000;
const bench = { stub, load, nextNumber: () => (number += 1_000_000) };

/** The CPU milliseconds of a query, of each checkout in each round. */
async function measure({ cache, ...work }) {
  const peers = [];
  try {
    for (const checkout of checkouts)
      peers.push(await startPeer('jobgraph', { endpoints, folder, cache, firstIds, checkout }));
    if (work.from !== undefined) for (const peer of peers) await keepJobs(peer, work.from);
    for (const peer of peers) await runOnce(bench, peer, { ...work, warmUpMilliseconds: 8000, milliseconds: 500 });
    const rounds = [];
    for (let round = 1; round <= Number(values.rounds); round += 1) {
      const found = [];
      // Who is first takes turns, too.
      for (const index of round % 2 === 0 ? [0, 1] : [1, 0]) {
        const options = { ...work, round, warmUpMilliseconds: 200, milliseconds: Number(values.seconds) * 1000 };
        found[index] = (await runOnce(bench, peers[index], options)).cpuMilliseconds;
      }
      rounds.push(found);
    }
    return rounds;
  } finally {
    for (const peer of peers) await peer.stop();
  }
}

/** Has each of the jobs read once. */
async function keepJobs(peer, jobs) {
  const ids = Array.from({ length: jobs }, (_, number) => toJobId(number));
  for (let first = 0; first < jobs; first += 50) await peer.ask(ids.slice(first, first + 50));
}

function format(figures) {
  return `${toQuantile(figures, 0.5).toFixed(2)} (${Math.min(...figures).toFixed(2)} to ${Math.max(...figures).toFixed(2)})`;
}

try {
  for (const name of values.only.split(',')) {
    const work = works[name];
    if (work === undefined) throw new Error(`--only takes ${Object.keys(works).join(', ')}, but got ${name}`);
    const rounds = await measure(work);
    const own = format(rounds.map(([ours]) => ours));
    const others = format(rounds.map(([, theirs]) => theirs));
    const ratio = format(rounds.map(([ours, theirs]) => theirs / ours));
    process.stdout.write(
      `${name}, ${work.title}: CPU ms per query ${own} here, ${others} there; there over here ${ratio}\n`,
    );
  }
} finally {
  await Promise.all([stub.stop(), load.stop()]);
  rmSync(folder, { recursive: true });
}
