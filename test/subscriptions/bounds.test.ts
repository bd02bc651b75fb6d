import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { createDemoIssuer } from '../../src/auth/demo-tokens.ts';
import { createSessionSlots } from '../../src/transports/web-socket/session-slots.ts';
import type { GatewayUnderTest } from '../gateway.ts';
import { dial, readLines, readMetric, watch, type Session } from './raw-session.ts';
import { connect, start, subscribe } from './watched-world.ts';
import { until } from '../until.ts';

async function dialSilently(gateway: GatewayUnderTest): Promise<WebSocket> {
  const socket = new WebSocket(gateway.url.replace('http', 'ws'), 'graphql-transport-ws');
  onTestFinished(() => {
    socket.terminate();
  });
  await once(socket, 'open');
  return socket;
}

async function closeOf(socket: WebSocket): Promise<number> {
  const [code] = (await once(socket, 'close')) as [number];
  return code;
}

async function dialAdmitted(gateway: GatewayUnderTest, authorization?: string): Promise<Session> {
  const session = await dial(gateway, authorization);
  await until(() => session.answers.length === 1, 'it is let in');
  return session;
}

async function startClosed() {
  const issuer = createDemoIssuer({ now: () => new Date() });
  const world = await start(1, {
    auth: { ...issuer.settings, anonymousScopes: [] } as never,
    subscriptions: { maxConnections: 1 },
  });
  return { ...world, issuer };
}

describe('a client that is not known yet', () => {
  it('can send no great handshake', async () => {
    const { gateway } = await start(1);
    const socket = await dialSilently(gateway);

    socket.send(JSON.stringify({ type: 'connection_init', payload: { filler: 'x'.repeat(40_000) } }));

    expect(await closeOf(socket)).toBe(1009);
  });

  it('can send no great message that never ends', async () => {
    const { gateway } = await start(1);
    const socket = await dialSilently(gateway);

    socket.send('x'.repeat(40_000), { fin: false });

    expect(await closeOf(socket)).toBe(1009);
  });

  it('can send no endless row of small messages', async () => {
    const { gateway } = await start(1);
    const socket = await dialSilently(gateway);

    for (let count = 0; count < 500; count += 1)
      socket.send(`{"type":"ping","payload":{"filler":"${'x'.repeat(100)}"}}`);

    expect(await closeOf(socket)).toBe(1009);
  });

  it('can send nothing that nests without end, and no fault is written', async () => {
    const { gateway } = await start(1);
    const socket = await dialSilently(gateway);

    socket.send(`{"type":"ping","payload":{"deep":${'['.repeat(12_000)}${']'.repeat(12_000)}}}`);

    expect(await closeOf(socket)).toBe(4400);
    expect(readLines(gateway, 'fault')).toEqual([]);
  });

  it('has no place of a subscriber, and is cut off for those who come after it', async () => {
    const { gateway } = await start(1, { subscriptions: { maxConnections: 1 } });
    const first = await dialSilently(gateway);
    const firstClosed = closeOf(first);
    for (let count = 0; count < 99; count += 1) await dialSilently(gateway);

    const session = await dialAdmitted(gateway);

    expect([1013, 1006]).toContain(await firstClosed);
    expect(session.answers).toEqual([{ type: 'connection_ack' }]);
    await expect.poll(() => readMetric(gateway, 'jobgraph_websocket_ends_total{reason="crowded"}')).toBe(1);
  });
});

describe('a viewer who may not subscribe', () => {
  it.each<[string, 'nobody' | 'powerless', string, readonly [number, string]]>([
    ['without a token', 'nobody', 'UNAUTHENTICATED', [4401, 'Unauthorized']],
    ['with a token that holds no scope for it', 'powerless', 'UNAUTHORIZED_FIELD_OR_TYPE', [4403, 'Forbidden']],
  ])('is let in, refused by the graph, and then closed: %s', async (_what, who, code, end) => {
    const { gateway, issuer, emulator } = await startClosed();
    const token = await issuer.sign({ scopes: ['job:credentials'] });
    const session = await dialAdmitted(gateway, who === 'nobody' ? undefined : `Bearer ${token}`);

    session.send({ id: '1', type: 'subscribe', payload: { query: watch } });
    session.send({ id: '2', type: 'subscribe', payload: { query: watch } });

    expect(await session.closed).toEqual(end);
    expect(session.answers).toMatchObject([
      { type: 'connection_ack' },
      { id: '1', type: 'next', payload: { errors: [{ extensions: { code } }] } },
      { id: '1', type: 'complete' },
    ]);
    expect(emulator.calls).toEqual([]);
  });

  it('has no place of a subscriber, and is cut off for those who come after it', async () => {
    const { gateway, issuer, world } = await startClosed();
    const first = await dialAdmitted(gateway);
    for (let count = 0; count < 99; count += 1) await dialAdmitted(gateway);

    const seen = subscribe(connect(gateway, await issuer.sign({ scopes: ['job:read'] })), world.ids, 'id');
    await until(() => seen.results.length === 1, 'a subscriber is served');

    expect([1013, 1006]).toContain((await first.closed)[0]);
  });

  it('can send no more than before it was let in', async () => {
    const { gateway } = await startClosed();
    const { socket, closed } = await dialAdmitted(gateway);

    socket.send('x'.repeat(40_000), { fin: false });

    expect((await closed)[0]).toBe(1009);
  });
});

describe('a subscriber', () => {
  it('can break no message into many pieces', async () => {
    const { gateway } = await start(1);
    const { socket, closed } = await dialAdmitted(gateway);

    for (let count = 0; count < 65; count += 1) socket.send('x', { fin: false });

    expect((await closed)[0]).toBe(1008);
  });

  it('shares the room for unfinished messages with the others of the same viewer, and with nobody else', async () => {
    // One viewer has 16 MB.
    const issuer = createDemoIssuer({ now: () => new Date() });
    const { gateway } = await start(1, { auth: issuer.settings, limits: { requestBytes: 12_000_000 } });
    const ada = `Bearer ${await issuer.sign({ scopes: ['job:read'], subject: 'ada' })}`;
    const bob = `Bearer ${await issuer.sign({ scopes: ['job:read'], subject: 'bob' })}`;
    const [first, second, other] = await Promise.all([ada, ada, bob].map((token) => dialAdmitted(gateway, token)));
    const begun = 'x'.repeat(9_000_000);

    first!.socket.send(begun, { fin: false });
    second!.socket.send(begun, { fin: false });
    const ended = await Promise.race([first!.closed, second!.closed]);
    other!.socket.send(begun, { fin: false });
    other!.socket.send('"', { fin: true });

    expect([1013, 1006]).toContain(ended[0]);
    expect(await other!.closed).toEqual([4400, 'Invalid message received']);
    expect(await readMetric(gateway, 'jobgraph_websocket_ends_total{reason="crowded"}')).toBe(1);
  });

  it('is asked to come back where all places are taken meanwhile', async () => {
    const { gateway } = await start(1, { subscriptions: { maxConnections: 1 } });
    const early = await dialSilently(gateway);
    await dialAdmitted(gateway);

    early.send(JSON.stringify({ type: 'connection_init' }));

    expect(await closeOf(early)).toBe(1013);
  });

  it('gets nothing of the subscription whose id it takes again, and leaves none behind', async () => {
    const { gateway, world } = await start(2);
    const session = await dialAdmitted(gateway);
    const ask = (id: string) => ({ id: 'a', type: 'subscribe', payload: { query: watch.replace('cos:j0', id) } });

    for (let round = 0; round < 10; round += 1) {
      session.send(ask('cos:j0'));
      session.send({ id: 'a', type: 'complete' });
    }
    session.send(ask('cos:j1'));
    await until(() => session.answers.length === 2, 'the last one is answered');
    expect(gateway.server.gateway.watcher.size()).toBe(1);
    world.advance(100);
    await until(() => session.answers.some(({ type }) => type === 'complete'), 'it has ended');

    const events = session.answers.filter(({ type }) => type === 'next').map(({ payload }) => payload);
    expect(events).toEqual([{ data: { jobUpdated: { id: 'cos:j1' } } }, { data: { jobUpdated: { id: 'cos:j1' } } }]);
    expect(session.answers.filter(({ type }) => type === 'complete')).toHaveLength(1);
    expect(gateway.server.gateway.watcher.size()).toBe(0);
  });
});

describe('places', () => {
  it('are given back, and as many as configured', () => {
    const places = createSessionSlots(2);
    const [one, two, three] = Array.from({ length: 3 }, () => ({ cutOff: () => undefined }) as never);

    for (const connection of [one!, two!, three!]) places.enter(connection);
    const admitted = [one!, two!, three!].map((connection) => places.admit(connection));
    places.leave(one!);

    expect(admitted).toEqual([undefined, undefined, 'crowded']);
    expect(places.isFull()).toBe(false);
    expect(places.admit(three!)).toBeUndefined();
  });
});
