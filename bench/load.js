/**
 * The clients, in a process of their own. Each waits for its answer before it asks again. Told by its parent what to ask;
 * says when it begins and ends to measure, so that the server's time is taken over the same span.
 */
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from './http-client.js';
import { peers } from './peers.js';
import { watchMore } from './watch.js';
import { toIdOf } from './worlds.js';

/** Each query's ids: the same ones, ones that nobody has asked for, or, with `from`, a random set of that many jobs. */
function createIds({ ids, jobs, isFresh, first, step, from, round, ...named }) {
  const toId = toIdOf(named);
  if (from !== undefined) return createRandomIds(toId, jobs, from, round + 1);
  let next = first;
  const take = () => Array.from({ length: jobs }, (_, index) => toId(next + index * step));
  const fixed = ids ?? take();
  return () => {
    if (!isFresh) return fixed;
    const ids = take();
    next += jobs * step;
    return ids;
  };
}

/**
 * Sets of the jobs up to `from`, which practically never repeat. The same sets in the same order for everybody who gives
 * the same seed.
 */
function createRandomIds(toId, jobs, from, seed) {
  const random = createRandom(seed);
  const all = Array.from({ length: from }, (_, number) => toId(number));
  return () => {
    for (let index = 0; index < jobs; index += 1) {
      const other = index + Math.floor(random() * (from - index));
      [all[index], all[other]] = [all[other], all[index]];
    }
    return all.slice(0, jobs);
  };
}

/** Mulberry32: from 0 to 1. */
function createRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** With `isSpread` the clients begin one after the other within their first pause, not in the same moment. */
async function run({
  peer,
  url,
  clients,
  warmUpMilliseconds,
  milliseconds,
  pauseMilliseconds,
  isSpread = false,
  query,
  isFresh,
  ...named
}) {
  const connections = Array.from({ length: clients }, () => createClient(url));
  const nextIds = createIds({ isFresh, ...named });
  const { toBody } = peers[peer];
  const fixedBody = isFresh || named.from !== undefined ? undefined : toBody(nextIds(), query);
  let latencies = [];

  async function client(until, index) {
    if (isSpread) await sleep((pauseMilliseconds * index) / clients);
    while (performance.now() < until) {
      const body = fixedBody ?? toBody(nextIds(), query);
      const startedAt = performance.now();
      await connections[index].post(body);
      latencies.push(performance.now() - startedAt);
      if (pauseMilliseconds > 0) await sleep(pauseMilliseconds);
    }
  }
  const runFor = async (span) => {
    const until = performance.now() + span;
    await Promise.all(Array.from({ length: clients }, (_, index) => client(until, index)));
  };

  await runFor(warmUpMilliseconds);
  latencies = [];
  process.send({ begins: true });
  await new Promise((resolve) => process.once('message', resolve));
  const startedAt = performance.now();
  await runFor(milliseconds);
  process.send({ ends: true, seconds: (performance.now() - startedAt) / 1000, latencies });
  for (const { close } of connections) close();
}

process.on('message', ({ work, watch }) => {
  if (watch !== undefined) {
    watchMore(watch).then(
      (watched) => process.send({ watched }),
      (error) => process.send({ failure: error.message }),
    );
  }
  if (work === undefined) return;
  run(work).catch((error) => process.send({ failure: error.message }));
});
