/** What WebSockets may make the gateway hold. No attacker here has a token, unless the test says so. */
import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, it } from 'vitest';
import { runPool } from './client.ts';
import { pour, toFrame, upgrade } from './raw-socket.ts';
import { expectUnharmed, signToken, useVictim } from './victim.ts';

const victim = useVictim();

const megabyte = 1_000_000;

/** Opens so many, does something with each, and holds them for a while. */
async function holdSockets(count: number, work: (socket: Socket) => Promise<number>): Promise<object> {
  const sockets: (Socket | null)[] = [];
  const sent = await runPool(count, 50, async (index) => {
    const socket = victim().isAlive() ? await upgrade(victim().port) : null;
    sockets[index] = socket;
    return socket === null ? 0 : work(socket);
  });
  await wait(2000);
  const stillOpen = sockets.filter((socket) => socket !== null && !socket.destroyed).length;
  for (const socket of sockets) socket?.destroy();
  return { stillOpen, megabytesSent: Math.round(sent.reduce((sum, bytes) => sum + bytes, 0) / megabyte) };
}

/** Comes back whenever it is shut out, until it has sent all or has tried for long. */
async function floodWithPings(first: string | undefined, most: number): Promise<object> {
  const endsAt = performance.now() + 12_000;
  const pings = Buffer.concat(Array.from({ length: 3000 }, () => toFrame('{"type":"ping"}')));
  let sent = 0;
  let connections = 0;
  while (sent < most && connections < 500 && performance.now() < endsAt && victim().isAlive()) {
    const socket = await upgrade(victim().port);
    connections += 1;
    if (socket === null) continue;
    if (first !== undefined) socket.write(toFrame(first));
    sent += await pour(socket, pings, most - sent, endsAt - performance.now());
    socket.destroy();
  }
  return { connections, megabytesSent: Math.round(sent / megabyte) };
}

describe('a client that never reads', () => {
  it('sends 15 MB of pings before it has introduced itself', async () => {
    await expectUnharmed(victim(), 'pings', () => floodWithPings(undefined, 15 * megabyte));
  });

  it('sends 15 MB of pings behind its handshake', async () => {
    await expectUnharmed(victim(), 'pings after connection_init', () =>
      floodWithPings('{"type":"connection_init"}', 15 * megabyte),
    );
  });

  it('sends 15 MB of pings with a good token', async () => {
    const authorization = `Bearer ${await signToken('pinger')}`;
    const hello = JSON.stringify({ type: 'connection_init', payload: { authorization } });

    await expectUnharmed(victim(), 'pings with a token', () => floodWithPings(hello, 15 * megabyte));
  });
});

describe('messages that are large or never whole', () => {
  it('30 handshakes of 1 MB', async () => {
    const items = `[],`.repeat(330_000);
    const hello = toFrame(`{"type":"connection_init","payload":{"x":[${items}[]]}}`);

    await expectUnharmed(victim(), 'handshakes', () =>
      holdSockets(30, (socket) => pour(socket, hello, hello.byteLength, 5000)),
    );
  });

  it('300 messages in 16,000 fragments of one byte', async () => {
    const fragment = toFrame('x', { opcode: 0, isLast: false });
    const fragments = Buffer.concat(Array.from({ length: 16_000 }, () => fragment));

    await expectUnharmed(victim(), 'fragments', () =>
      holdSockets(300, (socket) => {
        socket.write(toFrame('"', { isLast: false }));
        return pour(socket, fragments, fragments.byteLength, 5000);
      }),
    );
  });

  it('446 messages of 999 KB that never end', async () => {
    const unfinished = toFrame('x'.repeat(998_000), { declared: 999_000 });

    await expectUnharmed(victim(), 'unfinished messages', () =>
      holdSockets(446, (socket) => pour(socket, unfinished, unfinished.byteLength, 5000)),
    );
  });
});
