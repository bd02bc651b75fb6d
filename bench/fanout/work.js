/** W11: one change, told to many. */
import { divide, setListed, summarize, takeCounts, toGoal } from '../measure.js';
import { startHelper } from '../processes.js';
import { toRunJobId } from './world.js';

const names = ['fanout/jobgraph', 'fanout/graphql-ws', 'fanout/mercurius'];
const [ours, theirs] = names;
const cache = { runningSeconds: 2, terminalSeconds: 3600 };
const options = {
  firstIds: [toRunJobId(0)],
  sources: [{ name: 'githubactions', provider: 'githubactions' }],
  collects: true,
};

/** Runs in the list that is followed. */
const listedRuns = 100;
/** Between the changes of one job: the pace at which jobgraph reads a hinted job. */
const pauseMilliseconds = 1050;

/** One job's subscribers on few sockets and on one each, then the followers of a list. */
export async function runFanout(bench) {
  const { subscribers, warmUps, changes, followers, listChanges, rounds } = bench.plan.fanout;
  const ofJob = {
    ...{ kind: 'job', firstEvents: 1, runs: 1, count: changes, pauseMilliseconds, waitsForEach: true },
    ...{ warmUps, rounds },
  };
  const ofList = {
    ...{ kind: 'list', firstEvents: listedRuns, runs: listedRuns, count: listChanges, pauseMilliseconds: 10 },
    ...{ waitsForEach: false, rounds: Math.min(2, rounds) },
  };
  const shapes = [
    { ...ofJob, sockets: 50, perSocket: subscribers / 50 },
    { ...ofJob, sockets: subscribers, perSocket: 1 },
    { ...ofList, sockets: 50, perSocket: followers / 50 },
  ];
  const fanout = [];
  for (const shape of shapes) fanout.push({ shape, peers: await runShape(bench, shape) });
  return { fanout, goals: fanout.flatMap(toGoals) };
}

let nextChange = 1;

/** Each peer has a provider of its own: it sees no change of another one's turn. */
async function runShape(bench, shape) {
  const running = [];
  try {
    for (const name of names) running.push(await startWithProvider(bench, name));
    const empty = await readMemory(running);
    const firsts = [];
    for (const one of running) firsts.push((await tell(one, { opens: { ...shape, url: one.peer.url } })).sample);
    compare(bench, firsts, running);
    const full = await readMemory(running);
    const measured = await measure(bench, shape, running);
    const subscribers = shape.sockets * shape.perSocket;
    return new Map(
      running.map(({ peer }, index) => {
        const kilobytes = empty[index] === null ? null : ((full[index] - empty[index]) * 1024) / subscribers;
        return [peer.name, { ...measured[index], kilobytes }];
      }),
    );
  } finally {
    await stopAll(bench, running);
  }
}

/** Subscribers leave first: a server that closes thousands of WebSockets takes its time. */
export async function stopAll(bench, running) {
  await Promise.all(running.map(({ helper }) => helper.stop()));
  await bench.stop(running.map(({ peer }) => peer));
  await Promise.all(running.map(({ stub }) => stub.stop()));
}

/** A peer with a provider and subscribers' process of its own. */
export async function startWithProvider(bench, name) {
  const stub = await startHelper('stub.js');
  const { endpoints } = await stub.next();
  await setListed(stub, listedRuns);
  const [peer] = await bench.start([name], cache, { ...options, endpoints });
  return { peer, stub, provider: endpoints.githubactions, helper: await startHelper('fanout/follow.js') };
}

/** Peers take turns; what comes before the first round warms them up. */
async function measure(bench, shape, running) {
  const results = running.map(() => []);
  const warmUp = { ...shape, count: shape.warmUps ?? listedRuns };
  for (let round = 0; round <= shape.rounds; round += 1) {
    const samples = [];
    for (const [index, one] of running.entries()) {
      const found = await changeOnce(round === 0 ? warmUp : shape, one);
      samples.push(found.sample);
      if (round > 0) results[index].push(found.figures);
    }
    if (shape.kind === 'job') compare(bench, samples, running);
  }
  return results.map(summarize);
}

/** The changes of one round: what they took, and the last message of one subscriber. */
export async function changeOnce(shape, one) {
  const { peer, stub, provider } = one;
  const first = nextChange;
  nextChange += shape.count;
  const subscribers = shape.sockets * shape.perSocket;
  await takeCounts(stub);
  const before = peer.threadSeconds();
  const changes = { ...shape, first, subscribers, url: peer.url, provider };
  const { events, seconds, last, half, sample } = await tell(one, { changes });
  const cpuSeconds = before === null ? null : peer.threadSeconds() - before;
  const { calls } = await takeCounts(stub);
  const cpuMicroseconds = cpuSeconds === null ? null : (cpuSeconds / events) * 1e6;
  const figures = {
    ...{ cpuMicroseconds, last, half, seconds },
    eventsPerChange: events / shape.count / subscribers,
    callsPerChange: calls / shape.count,
  };
  return { figures, sample };
}

/** Has the subscribers' process do something. */
export async function tell({ helper, peer }, message) {
  helper.send(message);
  const answer = await helper.next();
  if (answer.failure !== undefined) throw new Error(`${peer.name}: ${answer.failure}`);
  return answer;
}

/** All fields but those that each change gives another value. */
function compare(bench, samples, running) {
  const [reference, ...others] = samples.map(({ jobUpdated, jobsUpdated }) => {
    const job = { ...(jobUpdated ?? jobsUpdated.job), attempt: null, updatedAt: null };
    return { job, kind: jobsUpdated?.kind };
  });
  const wrong = others.findIndex((sample) => !bench.isSame(reference, sample));
  if (wrong >= 0)
    throw new Error(
      `${running[wrong + 1].peer.name} sends otherwise than ${running[0].peer.name}: ${JSON.stringify([others[wrong], reference])}`,
    );
}

async function readMemory(running) {
  await Promise.all(running.map(({ peer }) => peer.collectGarbage()));
  return running.map(({ peer }) => peer.rssMegabytes());
}

function toGoals({ shape, peers }) {
  const name = `W11 ${nameShape(shape)}`;
  const share = divide(peers.get(ours).cpuMicroseconds, peers.get(theirs).cpuMicroseconds);
  const goals = [toGoal(`${name}, CPU an event, of graphql-ws with graphql-js`, 'at most 0.5', share, (x) => x <= 0.5)];
  if (shape.kind === 'list') return goals;
  const { median } = peers.get(ours).last;
  return [...goals, toGoal(`${name}, the last subscriber is told, ms`, 'at most 250', median, (x) => x <= 250)];
}

/** For readers. */
export function nameShape({ kind, sockets, perSocket }) {
  const all = (sockets * perSocket).toLocaleString('en');
  return `${all} ${kind === 'list' ? 'followers of a list' : 'subscribers of a job'}, ${sockets.toLocaleString('en')} sockets`;
}
