/** One work on one peer, and what several rounds of it come to. */

/** Runs a work on peers in turn, round after round, so that what the machine does meanwhile meets them all. */
export async function runRounds(bench, running, work, { rounds, warmUpMilliseconds, milliseconds }) {
  const results = new Map(running.map((peer) => [peer.name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const peer of running) {
      const options = { ...work, round, warmUpMilliseconds: round === 0 ? warmUpMilliseconds : 300, milliseconds };
      results.get(peer.name).push(await runOnce(bench, peer, options));
    }
  }
  return new Map([...results].map(([name, all]) => [name, summarize(all)]));
}

/**
 * @param work `round` is its number, from which random sets of jobs follow: the same for all peers, others in each round;
 * `isLight` where the CPU of a round is a few ticks, so that it is read to the nanosecond
 */
export async function runOnce({ load, stub, nextNumber }, peer, work) {
  const first = work.isFresh ? nextNumber() : 0;
  load.send({ work: { pauseMilliseconds: 0, step: 1, round: 0, ...work, first, peer: peer.name, url: peer.url } });
  failOn(await load.next(), peer);
  await takeCounts(stub);
  const readCpu = work.isLight === true ? peer.threadSeconds : peer.cpuSeconds;
  const before = readCpu();
  load.send({ goes: true });
  const { seconds, latencies } = failOn(await load.next(), peer);
  const cpuSeconds = before === null ? null : readCpu() - before;
  const { calls } = await takeCounts(stub);
  const queries = latencies.length;
  return {
    queriesPerSecond: queries / seconds,
    cpuMilliseconds: cpuSeconds === null ? null : (cpuSeconds / queries) * 1000,
    p50: toQuantile(latencies, 0.5),
    p99: toQuantile(latencies, 0.99),
    callsPerQuery: calls / queries,
    calls,
    queries,
    seconds,
    rssMegabytes: peer.rssMegabytes(),
  };
}

function failOn(message, peer) {
  if (message.failure !== undefined) throw new Error(`${peer.name} answered wrong under load: ${message.failure}`);
  return message;
}

export async function takeCounts(stub) {
  stub.send({ takeCounts: true });
  return (await stub.next()).counts;
}

export async function setLatency(stub, milliseconds) {
  stub.send({ setLatency: milliseconds });
  await stub.next();
}

/** How many jobs a list of a source holds. */
export async function setListed(stub, jobs) {
  stub.send({ setListed: jobs });
  await stub.next();
}

export function toQuantile(values, share) {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/** Each figure as its median, with the least and the most. */
export function summarize(results) {
  const names = Object.keys(results[0]).filter((name) => results[0][name] !== null);
  return Object.fromEntries(
    names.map((name) => {
      const values = results.map((result) => result[name]);
      return [name, { median: toQuantile(values, 0.5), least: Math.min(...values), most: Math.max(...values) }];
    }),
  );
}

/** Of two figures with medians; null where one was not measured. */
export function divide(one, other) {
  return one === undefined || other === undefined ? null : one.median / other.median;
}

/** @param isMet judges the figure; null where that could not be measured */
export function toGoal(name, goal, figure, isMet) {
  return { name, goal, figure, isMet: figure === null ? null : isMet(figure) };
}
