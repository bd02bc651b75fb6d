/** Ten thousand pushes a minute about a job that is watched: what they cost the process, and that nobody waits for them. */
import { Agent } from 'node:http';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { createClient } from 'graphql-ws';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { repository, startEmulator, toRun, toSource } from '../datasources/githubactions/runs.ts';
import { keys, running, startJobs, startQueue, toEvent } from '../queues/event-world.ts';
import { until } from '../until.ts';
import { secret, send, toPayload } from '../webhooks/webhook-world.ts';
import { ask } from './client.ts';
import { sampleDuring, toPercentile } from './sampler.ts';
import { print, signToken, startVictim, type Victim } from './victim.ts';

const pushes = 10_000;
/** A tenth of a minute of one processor: queries that use the rest of it are slowed by less than a tenth. */
const maxProcessorMilliseconds = 6000;
const maxHealthP50 = 50;

/** What the process has used of its processors, in milliseconds. */
function readProcessorTime({ pid }: Victim): number {
  const [user = 0, system = 0] =
    readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.split(' ').slice(11, 13).map(Number) ?? [];
  return (user + system) * 10;
}

async function startWatched(source: object, id: string): Promise<Victim> {
  const victim = await startVictim({ sources: [source] });
  const client = createClient({
    url: victim.url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${await signToken('watcher')}` },
  });
  onTestFinished(async () => {
    await client.dispose();
    await victim.end();
  });
  let told = 0;
  client.subscribe(
    { query: `subscription { jobUpdated(ids: ["${id}"]) { status } }` },
    { next: () => (told += 1), error: () => undefined, complete: () => undefined },
  );
  await until(() => told === 1, 'the job is watched');
  return victim;
}

async function expectCheap(name: string, victim: Victim, push: () => Promise<void>, countReads: () => number) {
  const quietMilliseconds = 5000;
  const quietBefore = readProcessorTime(victim);
  await sampleDuring(victim, () => wait(quietMilliseconds));
  const [usedBefore, readsBefore, beganAt] = [readProcessorTime(victim), countReads(), performance.now()];
  const quiet = (usedBefore - quietBefore) / quietMilliseconds;
  const { health } = await sampleDuring(victim, push);
  const seconds = (performance.now() - beganAt) / 1000;
  const figures = {
    // Without what the process does anyway, the answers to the sampler included.
    processorMilliseconds: Math.round(readProcessorTime(victim) - usedBefore - quiet * seconds * 1000),
    reads: countReads() - readsBefore,
    seconds: Math.round(seconds),
    healthP50: Math.round(toPercentile(health, 0.5)),
  };
  print(name, figures);
  expect(victim.isAlive()).toBe(true);
  expect(figures.reads).toBeGreaterThan(0);
  expect(figures.reads).toBeLessThanOrEqual(seconds + 2);
  expect(figures.processorMilliseconds).toBeLessThan(maxProcessorMilliseconds);
  expect(figures.healthP50).toBeLessThan(maxHealthP50);
}

async function startDoor() {
  const run = toRun(7, { status: 'in_progress', conclusion: null });
  const emulator = await startEmulator({
    describe: () => run,
    list: () => [run],
    repositories: () => [repository],
    jobsOf: () => [],
  });
  const victim = await startWatched(toSource(emulator.url, { webhooks: { secret } }), `ci:${repository}/7`);
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  onTestFinished(async () => {
    agent.destroy();
    await emulator.close();
  });
  const url = victim.url.replace('/graphql', '/webhooks/ci');
  let sent = 0;
  return {
    victim,
    countSent: () => sent,
    countReads: () => emulator.calls.filter(({ operation }) => operation === 'get-workflow-run').length,
    /** Sends so many, one each few milliseconds. Resolves to how many were taken as hints. */
    deliver: async (count: number, stepMilliseconds: number): Promise<number> => {
      let accepted = 0;
      const beganAt = performance.now();
      for (let delivery = 1; delivery <= count; delivery += 1) {
        const body = JSON.stringify({ ...toPayload(7, 'in_progress'), n: (sent += 1), padding: 'x'.repeat(8000) });
        if ((await send(url, { body, agent })).status === 202) accepted += 1;
        await wait(Math.max(0, beganAt + delivery * stepMilliseconds - performance.now()));
      }
      return accepted;
    },
  };
}

it('ten thousand signed deliveries', async () => {
  const { victim, deliver, countReads } = await startDoor();
  let accepted = 0;

  const push = async (): Promise<void> => {
    // Below the 500 a second that the door takes.
    accepted = await deliver(pushes, 2.5);
  };
  await expectCheap('signed deliveries', victim, push, countReads);

  expect(accepted).toBe(pushes);
});

/** Ten thousand a minute. */
const pushStep = 6;
/** Many short pairs: other work of the machine meets both halves of most. */
const pairs = 10;
const queryMilliseconds = 1500;

interface Queries {
  readonly count: number;
  /** Of the processor, for all that the process has done meanwhile. */
  readonly usedMilliseconds: number;
  readonly p50: number;
}

/** How long a client waits after an answer: the cost of many queries differs by more than deliveries take. */
const queryStep = 40;

/** Four clients, each with one query after the other. */
async function measureQueries(victim: Victim, token: string): Promise<Queries> {
  const agent = new Agent({ keepAlive: true });
  const query = '{ jobSources { name health { state pushes { state } } } }';
  const times: number[] = [];
  const [usedBefore, endAt] = [readProcessorTime(victim), performance.now() + queryMilliseconds];
  const askOn = async (): Promise<void> => {
    while (performance.now() < endAt) {
      // A text of its own: memory answers no query.
      const answer = await ask(victim.url, { query: `${query} # ${times.length}`, token }, agent);
      expect([answer.status, answer.codes]).toEqual([200, []]);
      times.push(answer.milliseconds);
      await wait(queryStep);
    }
  };
  await Promise.all([askOn(), askOn(), askOn(), askOn()]);
  agent.destroy();
  const usedMilliseconds = readProcessorTime(victim) - usedBefore;
  return { count: times.length, usedMilliseconds, p50: toPercentile(times, 0.5) };
}

it('ten thousand deliveries a minute beside queries: each takes a tenth of its time, or no more than a query', async () => {
  const { victim, deliver, countSent } = await startDoor();
  const token = await signToken('somebody-else');
  const measureBoth = async () => {
    const before = countSent();
    const delivering = deliver(Math.floor(queryMilliseconds / pushStep), pushStep);
    const measured = await measureQueries(victim, token);
    const deliveries = countSent() - before;
    await delivering;
    return { ...measured, deliveries };
  };

  await measureBoth();
  const runs: { readonly query: number; readonly delivery: number; readonly slower: number }[] = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    // The one that comes second finds a warmer process.
    const early = pair % 2 === 0 ? await measureBoth() : undefined;
    const alone = await measureQueries(victim, token);
    const both = early ?? (await measureBoth());
    const query = alone.usedMilliseconds / alone.count;
    const delivery = (both.usedMilliseconds - both.count * query) / both.deliveries;
    runs.push({ query, delivery, slower: both.p50 / alone.p50 });
  }

  const toMedian = (name: keyof (typeof runs)[number]): number =>
    toPercentile(
      runs.map((run) => run[name]),
      0.5,
    );
  const [query, delivery] = [toMedian('query'), toMedian('delivery')];
  // What deliveries take of a processor is missing for queries.
  const share = delivery / pushStep;
  const figures = { share: share.toFixed(3), delivery: delivery.toFixed(2), query: query.toFixed(2) };
  print('deliveries beside queries', { ...figures, slower: toMedian('slower').toFixed(2), pairs });
  // A slow machine takes a millisecond for a query. That all take a tenth of a minute is shown above.
  expect(delivery).toBeLessThan(Math.max(pushStep / 10, query));
});

it('ten thousand messages of a queue', async () => {
  const { queue, events } = await startQueue();
  const providers = await startJobs({ ...running });
  onTestFinished(() => providers.close());
  const victim = await startWatched(providers.toSources({ events }, ['batch'])[0] ?? {}, `batch:${keys.batch}`);

  await expectCheap(
    'messages of a queue',
    victim,
    async () => {
      const container = { command: ['x'.repeat(4000)] };
      for (let sent = 0; sent < pushes; sent += 1) queue.send(toEvent('batch', 'RUNNING', {}, { container }));
      await until(() => queue.size() === 0, 'all are deleted');
    },
    () => providers.emulators.batch.calls.length,
  );
});
