/** The store of a cluster is somebody else's: it floods the process that shares through it. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  startHostileStore,
  toList,
  toMessage,
  toText,
  type Asked,
  type HostileStore,
} from '../cluster/hostile-store.ts';
import { hasRedis, startRedis, type RedisServer } from '../cluster/redis.ts';
import { until } from '../until.ts';
import { ask } from './client.ts';
import { expectUnharmed, print, signToken, startVictim, startWorld, type Victim } from './victim.ts';

/** Of each attack. What pours is at its bound within one, and what is cut comes back twice a second or so. */
const seconds = 2;
const channel = 'lab:1:done:';
const listens = toList(toText('subscribe'), toText(channel), ':1\r\n');
const mega = Buffer.alloc(1_000_000, 'x');
const names = (count: number): string =>
  Array.from({ length: count }, (_value, index) => `record-${String(index).padStart(15, '0')}`).join(' ');

/** As much as is taken, until the connection is cut or so many bytes are sent. */
function pour(socket: Socket, chunk: Buffer, most = Infinity): void {
  let left = most;
  const more = (): void => {
    while (left > 0 && !socket.destroyed) {
      left -= chunk.length;
      if (!socket.write(chunk)) return;
    }
  };
  socket.on('drain', more);
  more();
}

/** Twenty of them each millisecond. */
function flood(socket: Socket, message: string): void {
  const bytes = Buffer.from(message.repeat(20));
  const timer = setInterval(() => {
    // What the other side does not take is lost, as in a real store.
    if (socket.writableLength < 10_000_000) socket.write(bytes);
  }, 1);
  socket.on('close', () => clearInterval(timer));
}

/** What the store does to a connection that asks this. */
type Attack = (asked: Asked) => boolean;

const onListening =
  (act: (socket: Socket) => void): Attack =>
  ({ script, socket }) => {
    if (script !== 'subscribe') return false;
    socket.write(listens);
    act(socket);
    return true;
  };
const onAsking =
  (head: string, chunk: Buffer): Attack =>
  ({ script, socket }) => {
    if (script === 'beat' || script === 'subscribe') return false;
    // It has begun already.
    if (socket.listenerCount('drain') > 0) return true;
    socket.write(head);
    pour(socket, chunk);
    return true;
  };

describe.skipIf(!hasRedis)('the store of a cluster', () => {
  let world: Awaited<ReturnType<typeof startWorld>>;
  let redis: RedisServer;
  let right = 0;
  beforeAll(async () => {
    world = await startWorld();
    redis = await startRedis();
  });
  afterAll(async () => {
    await world.close();
    await redis.close();
  });

  /** Asks for jobs that were not asked for before, as long as it lasts. */
  async function askOn(victim: Victim): Promise<number> {
    const token = await signToken('reader');
    const endsAt = performance.now() + seconds * 1000;
    let answered = 0;
    for (let serial = 0; performance.now() < endsAt; serial += 1) {
      const { codes } = await ask(victim.url, { query: `{ job(id: "lab:store-${serial}") { status } }`, token });
      expect(codes).toEqual([]);
      answered += 1;
      await wait(20);
    }
    return answered;
  }

  it.each<[string, Attack]>([
    [
      'sends a message of 300 MB',
      onListening((socket) => {
        socket.write(`*3\r\n$7\r\nmessage\r\n${toText(channel)}$300000000\r\n`);
        pour(socket, mega, 300_000_000);
      }),
    ],
    ['sends a reply that never ends', onAsking('$2000000000\r\n', mega)],
    ['sends a reply of 9 MB that never ends', onAsking('$9000000\r\n', mega.subarray(0, 30_000))],
    ['sends texts that never end', onAsking('*9999\r\n', Buffer.from(toText('x'.repeat(60_000))))],
    ['sends numbers that never end', onAsking('*9999\r\n', Buffer.from(':1\r\n'.repeat(10_000)))],
    ['sends lists that never end', onAsking('*9999\r\n', Buffer.from('*0\r\n'.repeat(10_000)))],
    [
      'floods with messages of 3,000 names',
      onListening((socket) => flood(socket, toMessage(channel, `x ${names(3000)}`))),
    ],
    [
      'floods with messages of 100 names',
      onListening((socket) => flood(socket, toMessage(channel, `x ${names(100)}`))),
    ],
    [
      'floods with messages of one name',
      onListening((socket) => flood(socket, toMessage(channel, `x ${names(1)}`).repeat(100))),
    ],
  ])('%s', async (name, attack) => {
    const store: HostileStore = await startHostileStore((asked) => (attack(asked) ? null : undefined));
    const cluster = { namespace: 'lab', valkey: { url: store.url } };
    const victim = await startVictim({ sources: world.sources, cluster });
    try {
      await until(() => /cluster (joined|left)/.test(victim.gateway.output()));

      await expectUnharmed(victim, name, () => askOn(victim));

      await redis.client.flushall();
      store.becomeRight(redis.url);
      const rightAt = performance.now();
      await until(async () => {
        await ask(victim.url, {
          query: `{ job(id: "lab:right-${(right += 1)}") { status } }`,
          token: await signToken('reader'),
        });
        return (await redis.client.keys('lab:1:record:*')).length > 0;
      });
      const took = performance.now() - rightAt;
      print(name, {
        connections: store.asked.filter((script) => script === 'subscribe').length,
        rightAfter: Math.round(took),
      });
      expect(took).toBeLessThan(5000);
      expect(victim.gateway.output()).not.toContain('fault of this program');
    } finally {
      await victim.end();
      await store.close();
    }
  });
});
