/** A stop while providers hang, and places that nobody may take from those who need them. */
import { createClient } from 'graphql-ws';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Fault } from '../emulation/faults.ts';
import { startEmulators } from '../providers.ts';
import { ask, countEach, runPool } from './client.ts';
import { sampleDuring, toPercentile } from './sampler.ts';
import { print, signToken, startVictim, usual, type Victim } from './victim.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** Everything by default, but what is given. */
async function start(fault: Fault = { kind: 'none' }, config: object = {}): Promise<Victim> {
  const { sources, close } = await startEmulators({
    lab: {
      provider: 'panorama',
      jobs: { list: () => [], describe: (id) => ({ JobId: id, Status: 'PENDING' }) },
      fault: () => fault,
      source: usual,
    },
  });
  open.push(close);
  const victim = await startVictim({ sources, ...config });
  open.push(victim.end);
  return victim;
}

it('SIGTERM while requests wait for a provider that hangs, by default: all answered, exit 0', async () => {
  const victim = await start({ kind: 'hang' });
  const token = await signToken('reader');
  const waiting = Array.from({ length: 10 }, (_value, index) =>
    ask(victim.url, { query: `{ job(id: "lab:job-${index}") { status } }`, token, milliseconds: 60_000 }),
  );
  await wait(1000);

  const startedAt = performance.now();
  victim.gateway.process.kill('SIGTERM');
  const answers = await Promise.all(waiting);
  const status = await victim.gateway.exited;

  const outcomes = countEach(answers.map(({ status: code, codes }) => `${code} ${codes[0] ?? ''}`));
  print('stop', { outcomes, status, seconds: Math.round((performance.now() - startedAt) / 1000) });
  expect(answers.filter(({ status: code }) => code === 200)).toHaveLength(10);
  expect(status).toBe(0);
});

/** A WebSocket that comes back whenever it is shut out; `ws` answers pings by itself. */
async function occupy(victim: Victim, hello: string | null, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const socket = new WebSocket(victim.url.replace('http', 'ws'), 'graphql-transport-ws');
    socket.on('error', () => undefined);
    const closed = once(socket, 'close').catch(() => undefined);
    socket.once('open', () => {
      if (hello !== null) socket.send(hello);
    });
    while (socket.readyState !== WebSocket.CLOSED && !isOver()) await Promise.race([closed, wait(250)]);
    socket.terminate();
    await wait(250);
  }
}

async function subscribeOnce(victim: Victim): Promise<boolean> {
  const client = createClient({
    url: victim.url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { authorization: `Bearer ${await signToken('subscriber')}` },
    onNonLazyError: () => undefined,
  });
  const seen = new Promise<boolean>((resolve) => {
    client.subscribe(
      { query: 'subscription { jobUpdated(ids: ["lab:job"]) { status } }' },
      {
        next: () => {
          resolve(true);
        },
        error: () => {
          resolve(false);
        },
        complete: () => {
          resolve(false);
        },
      },
    );
  });
  const isAdmitted = await Promise.race([seen, wait(5000, false)]);
  await client.dispose();
  return isAdmitted;
}

it.each([
  ['say nothing', null],
  ['introduce themselves without a token', '{"type":"connection_init"}'],
  ['introduce themselves with nonsense', '{"type":"connection_init","payload":{"authorization":"Bearer a.b.c"}}'],
])('1,000 sockets that %s and answer pings: a subscriber is let in', async (name, hello) => {
  const victim = await start();
  let isOver = false;
  const occupying = Array.from({ length: 1000 }, () => occupy(victim, hello, () => isOver));
  await wait(2000);
  const admitted: boolean[] = [];
  for (let attempt = 0; attempt < 10; attempt += 1) {
    admitted.push(await subscribeOnce(victim));
    await wait(200);
  }
  isOver = true;
  await Promise.all(occupying);

  print(`sockets that ${name}`, { admitted: admitted.filter(Boolean).length, attempts: admitted.length });
  // Some of them at least: while they all knock at once, one may be turned away.
  expect(admitted.filter(Boolean).length).toBeGreaterThanOrEqual(8);
});

it('/healthz answers while idle connections hold every place', async () => {
  const victim = await start(undefined, { server: { maxConnections: 2000 } });
  const sockets: Socket[] = [];
  await runPool(2000, 50, async (index) => {
    const socket = connect(victim.port, '127.0.0.1').on('error', () => undefined);
    sockets[index] = socket;
    await Promise.race([once(socket, 'connect'), once(socket, 'close')]).catch(() => undefined);
  });
  open.push(() => {
    for (const socket of sockets) socket.destroy();
  });
  await wait(500);

  const { health, failures } = await sampleDuring(victim, () => wait(3000));

  const stillOpen = sockets.filter((socket) => !socket.destroyed).length;
  print('idle connections', { stillOpen, looks: health.length, failures, p99: Math.round(toPercentile(health, 0.99)) });
  expect(failures).toBe(0);
});
