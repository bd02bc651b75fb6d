/**
 * The subscribers of one peer, in a process of their own, and what tells the provider and the peer of changes. Counts the events
 * of each change until the last subscriber has had it.
 */
import { createHmac, randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { sourceSettings } from '../settings.js';
import { toQuantile } from '../measure.js';
import { openSocket } from './socket.js';
import { toChangePath, toDelivery, toRunId, toRunJobId } from './world.js';

const fields = `
  id providerJobId name status rawStatus createdAt updatedAt
  ... on GitHubActionsRun { attempt branch event }`;

const operations = {
  job: `subscription Watch($ids: [ID!]!) { jobUpdated(ids: $ids) { ${fields} } }`,
  list: `subscription Follow { jobsUpdated(first: 100) { kind job { ${fields} } } }`,
};

const openLimitMilliseconds = 120_000;
const changeLimitMilliseconds = 300_000;
/** As many sockets open at once. */
const atOnce = 50;

const state = { events: 0, failure: undefined, sample: undefined, onEvent: () => {} };

function fail(reason) {
  state.failure ??= reason;
}

/** Opens a WebSocket with so many subscriptions. @param first the number of the first of them among all subscribers */
async function subscribe({ url, kind, perSocket }, first) {
  const acknowledged = Promise.withResolvers();
  const onText = (text) => {
    if (text.includes('"type":"next"')) onEvent(text);
    else if (text.includes('"type":"connection_ack"')) acknowledged.resolve();
    else if (text.includes('"type":"ping"')) socket.send('{"type":"pong"}');
    else fail(text.slice(0, 500));
  };
  const socket = await openSocket(url, 'graphql-transport-ws', onText, fail);
  socket.send('{"type":"connection_init"}');
  await acknowledged.promise;
  const payload = { query: operations[kind], variables: kind === 'job' ? { ids: [toRunJobId(0)] } : {} };
  for (let number = 0; number < perSocket; number += 1)
    socket.send(JSON.stringify({ id: String(first + number), type: 'subscribe', payload }));
}

const runPattern = /"providerJobId":"(\d+)"/;
const attemptPattern = /"attempt":(\d+)/;
const idPattern = /"id":"(\d+)"/;

function onEvent(text) {
  if (text.includes('"errors":')) return fail(text.slice(0, 500));
  state.events += 1;
  const [, subscriber] = idPattern.exec(text);
  if (subscriber === '0') state.sample = text;
  state.onEvent(subscriber, runPattern.exec(text)[1], Number(attemptPattern.exec(text)[1]) - 1);
}

/** Waits until each subscriber has had its first events: one of the job, or one for each run of the list. */
async function open({ sockets, perSocket, firstEvents, ...how }) {
  state.events = 0;
  for (let opened = 0; opened < sockets; opened += atOnce) {
    const length = Math.min(atOnce, sockets - opened);
    await Promise.all(Array.from({ length }, (_, at) => subscribe({ ...how, perSocket }, (opened + at) * perSocket)));
    // Every subscriber has been let in before the next ones knock.
    await waitFor(() => state.events >= (opened + length) * perSocket, openLimitMilliseconds);
  }
  await waitFor(() => state.events >= sockets * perSocket * firstEvents, openLimitMilliseconds);
  return { sample: readSample() };
}

function readSample() {
  return JSON.parse(Buffer.from(state.sample, 'latin1').toString()).payload.data;
}

async function waitFor(isMet, limit) {
  const until = performance.now() + limit;
  while (!isMet()) {
    if (state.failure !== undefined) throw new Error(state.failure);
    if (performance.now() > until)
      throw new Error(`not all events have come within ${limit / 1000} s: ${state.events}`);
    await sleep(2);
  }
}

/** Connections end before a server ends those that are idle. */
const dispatcher = new Agent({ keepAliveTimeout: 500, keepAliveMaxTimeout: 500 });

/** Tells the provider of a change, and then the peer. */
async function tell({ url, provider }, run, change) {
  const told = await request(`${provider}${toChangePath(run, change)}`, { method: 'PUT' });
  await told.body.text();
  const body = toDelivery(run).replace('{', `{"change":${change},`);
  const signature = createHmac('sha256', sourceSettings.githubactions.webhooks.secret).update(body).digest('hex');
  const { statusCode, body: answer } = await request(new URL('/webhooks/githubactions', url), {
    dispatcher,
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-github-event': 'workflow_run',
      'x-github-delivery': randomUUID(),
      'x-hub-signature-256': `sha256=${signature}`,
    },
    body,
  });
  await answer.text();
  if (statusCode !== 202) throw new Error(`a delivery was answered with ${statusCode}`);
}

/**
 * Changes of `runs` runs in turn, numbered from `first`. An event with a later change of the run stands for those before it,
 * for a subscriber that was told of the newest state alone has missed nothing.
 */
async function change({ url, provider, runs, first, count, pauseMilliseconds, subscribers, waitsForEach }) {
  const seen = new Map();
  const sentAt = new Map();
  const arrivals = new Map();
  state.events = 0;
  let done = 0;
  state.onEvent = (subscriber, run, number) => {
    const key = `${subscriber} ${run}`;
    const before = seen.get(key) ?? first - 1;
    if (number <= before) return;
    seen.set(key, number);
    const now = performance.now();
    for (let passed = number; passed > before && passed >= first; passed -= 1) {
      if (toRunId((passed - first) % runs) !== run) continue;
      const times = arrivals.get(passed);
      times.push(now - sentAt.get(passed));
      if (times.length === subscribers) done += 1;
    }
  };
  const startedAt = performance.now();
  const told = [];
  for (let index = 0; index < count; index += 1) {
    const number = first + index;
    arrivals.set(number, []);
    sentAt.set(number, performance.now());
    told.push(tell({ url, provider }, index % runs, number));
    if (waitsForEach) await waitFor(() => done === index + 1, changeLimitMilliseconds);
    const next = waitsForEach ? performance.now() + pauseMilliseconds : startedAt + (index + 1) * pauseMilliseconds;
    await sleep(Math.max(0, next - performance.now()));
  }
  await Promise.all(told);
  await waitFor(() => done === count, changeLimitMilliseconds);
  const seconds = (performance.now() - startedAt) / 1000;
  const all = [...arrivals.values()];
  return {
    events: state.events,
    seconds,
    last: toQuantile(
      all.map((times) => times.at(-1)),
      0.5,
    ),
    half: toQuantile(
      all.map((times) => toQuantile(times, 0.5)),
      0.5,
    ),
    sample: readSample(),
  };
}

process.on('message', ({ opens, changes }) => {
  (opens === undefined ? change(changes) : open(opens)).then(
    (answer) => process.send(answer),
    (error) => process.send({ failure: error.message }),
  );
});
