/** Lists that are watched through a filter that no provider applies: all their rows are looked through here. */
import { createClient, type Client } from 'graphql-ws';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { KubernetesEmulatedJob } from '../../emulators/kubernetes/emulator.ts';
import { toUid } from '../datasources/kubernetes/jobs.ts';
import { startEmulators, type Providers, type ProviderWorld } from '../providers.ts';
import { ask, countEach } from './client.ts';
import { sampleDuring, toPercentile } from './sampler.ts';
import { generous, print, signToken, startVictim, type Victim } from './victim.ts';

const jobsOfEach = 2000;
/** A tenth of the jobs changes in each second, a part of them at a time. */
const changeMilliseconds = 250;
const changedAtATime = (jobsOfEach / 10) * (changeMilliseconds / 1000);
const measuredMilliseconds = 5000;

let changes = 0;

function toCluster(): ProviderWorld {
  const jobs = Array.from({ length: jobsOfEach }, (_value, number): KubernetesEmulatedJob => ({
    metadata: {
      namespace: 'etl',
      name: `load-orders-${number}`,
      uid: toUid(number),
      creationTimestamp: new Date(Date.UTC(2026, 0, 1) + number * 60_000).toISOString().replace('.000Z', 'Z'),
    },
    spec: { completions: 100, template: { spec: { containers: [{ name: 'load', image: 'load:7' }] } } },
    status: { active: 1 },
  }));
  const list = (): readonly KubernetesEmulatedJob[] =>
    jobs.map((job, number) => {
      const rounds = Math.floor((changes - number / changedAtATime) / (jobsOfEach / changedAtATime)) + 1;
      return { ...job, status: { active: 1, succeeded: Math.max(0, rounds) } };
    });
  return {
    provider: 'kubernetes',
    lookMilliseconds: changeMilliseconds,
    jobs: { list, describe: (id) => list().find(({ metadata }) => `${metadata.namespace}/${metadata.name}` === id) },
    source: generous,
  };
}

let world: Providers<'east' | 'west' | 'north' | 'south'>;
let changing: NodeJS.Timeout;
let victim: Victim;
let clients: Client[] = [];

beforeAll(async () => {
  world = await startEmulators({ east: toCluster(), west: toCluster(), north: toCluster(), south: toCluster() });
  changing = setInterval(() => {
    changes += 1;
  }, changeMilliseconds);
});
afterAll(async () => {
  clearInterval(changing);
  await world.close();
});
beforeEach(async () => {
  victim = await startVictim({ sources: world.sources });
});
afterEach(endVictim);

async function endVictim(): Promise<void> {
  for (const client of clients) await client.dispose();
  clients = [];
  await victim.end();
}

interface Watched {
  readonly refused: readonly string[];
  readonly events: () => number;
}

/** One viewer's lists, twenty on each socket. Resolves when all have begun or were refused. */
async function watchLists(count: number, toText: (index: number) => string | undefined): Promise<Watched> {
  const authorization = `Bearer ${await signToken('searcher')}`;
  const refused: string[] = [];
  let events = 0;
  clients = Array.from({ length: count / 20 }, () =>
    createClient({
      url: victim.url.replace('http', 'ws'),
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      lazy: false,
      onNonLazyError: () => undefined,
      connectionParams: { authorization },
    }),
  );
  const query = 'subscription($text: String) { jobsUpdated(first: 1, filter: { text: $text }) { kind job { id } } }';
  for (let index = 0; index < count; index += 1) {
    clients[index % clients.length]?.subscribe(
      { query, variables: { text: toText(index) } },
      {
        next: ({ data, errors }) => {
          if (data?.['jobsUpdated']) events += 1;
          refused.push(...(errors ?? []).map(({ extensions }) => String(extensions?.['code'])));
        },
        error: (errors) => refused.push(...toCodes(errors)),
        complete: () => undefined,
      },
    );
  }
  await Promise.all(clients.map(untilAnswered));
  await wait(3000);
  return { refused, events: () => events };
}

/** A socket's messages are looked at one after the other. */
function untilAnswered(client: Client): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      resolve();
    };
    client.subscribe({ query: '{ __typename }' }, { next: end, error: end, complete: end });
  });
}

function toCodes(errors: unknown): readonly string[] {
  if (!Array.isArray(errors)) return ['no connection'];
  return errors.map(({ extensions }: { extensions?: { code?: string } }) => String(extensions?.code));
}

/** Of all its threads so far, in milliseconds. */
function readProcessorTime(): number {
  const fields = readFileSync(`/proc/${victim.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

async function measure(name: string, watched: Watched) {
  const token = await signToken('somebody-else');
  const query = `{ job(id: "east:etl/load-orders-7/${toUid(7)}") { id status } }`;
  const processorTime = readProcessorTime();
  const startedAt = performance.now();
  const asked: number[] = [];
  const during = await sampleDuring(victim, async () => {
    while (performance.now() - startedAt < measuredMilliseconds) {
      const { status, milliseconds } = await ask(victim.url, { query, token });
      asked.push(status === 200 ? milliseconds : Infinity);
      await wait(500);
    }
  });
  const figures = {
    alive: victim.isAlive(),
    refused: countEach(watched.refused),
    events: watched.events(),
    healthAnswers: during.health.length,
    healthP99: Math.round(toPercentile(during.health, 0.99)),
    healthWorst: Math.round(Math.max(...during.health)),
    healthWorstOnWall: Math.round(during.maxWallMilliseconds),
    queryWorst: Math.round(Math.max(...asked)),
    processorPercent: Math.round(((readProcessorTime() - processorTime) / (performance.now() - startedAt)) * 100),
    megabytes: Math.round(during.megabytes),
  };
  print(name, figures);
  return figures;
}

type Figures = Awaited<ReturnType<typeof measure>>;

/** With few lists: others may be using the machine. */
let control: Figures;

beforeAll(async () => {
  victim = await startVictim({ sources: world.sources });
  control = await measure('20 lists (control)', await watchLists(20, () => undefined));
  await endVictim();
}, 60_000);

function expectAnswered({ alive, healthP99, queryWorst }: Figures): void {
  expect(alive).toBe(true);
  expect(healthP99).toBeLessThan(Math.max(300, 2 * control.healthP99));
  expect(queryWorst).toBeLessThan(Math.max(1000, 2 * control.queryWorst));
}

/** Every job has the first seven. */
const commonWords = 'load orders etl job - / 0000';

it.each([
  ['1,000 lists without a text', 1000, () => undefined],
  ['1,000 lists of 8 words each, all different', 1000, (index: number) => `${commonWords} x${index}`],
  ['1,000 lists of one text', 1000, () => 'zzz'],
] as const)('%s: others are answered', async (name, count, toText) => {
  const figures = await measure(name, await watchLists(count, toText));

  expect(figures.refused).toEqual({});
  expectAnswered(figures);
});

it('5,000 lists of 8 words each: refused beyond a price', async () => {
  const watched = await watchLists(5000, (index) => `${commonWords} x${index}`);
  const figures = await measure('5,000 lists', watched);

  // 1,250 of 40 each are half of 100,000.
  expect(figures.refused).toEqual({ TOO_MANY_SUBSCRIPTIONS: 3750 });
  expectAnswered(figures);
});
