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

it('ten thousand signed deliveries', async () => {
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
  let [sent, accepted] = [0, 0];

  await expectCheap(
    'signed deliveries',
    victim,
    async () => {
      for (const beganAt = performance.now(); sent < pushes;) {
        const body = JSON.stringify({ ...toPayload(7, 'in_progress'), n: (sent += 1), padding: 'x'.repeat(8000) });
        if ((await send(url, { body, agent })).status === 202) accepted += 1;
        // Below the 500 a second that the door takes.
        await until(() => performance.now() - beganAt > sent * 2.5);
      }
    },
    () => emulator.calls.filter(({ operation }) => operation === 'get-workflow-run').length,
  );
  expect(accepted).toBe(pushes);
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
