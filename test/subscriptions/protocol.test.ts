import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import { createDemoIssuer } from '../../src/auth/demo-tokens.ts';
import { ask, dial, readLines, readMetric, readMetrics, watch, type Session } from './raw-session.ts';
import { start } from './watched-world.ts';
import { until } from '../until.ts';

/** Until the test ends. */
function holdTimers(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
}

/** Lets ten seconds pass at most on timers that are held, as few as it takes until it is so. */
async function outlast(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let waited = 0; !(await isSo()); waited += 100) {
    if (waited >= 10_000) throw new Error('Ten seconds were too few.');
    await vi.advanceTimersByTimeAsync(100);
    // What has become due goes through sockets.
    await wait(2);
  }
}

const complaints = vi.spyOn(console, 'error');
afterEach(() => {
  // Nothing but the log is written to.
  expect(complaints).not.toHaveBeenCalled();
});

describe('a refusal over a WebSocket', () => {
  it('holds as many errors of validation as over HTTP, and the same', async () => {
    const { gateway } = await start(1);
    const fields = Array.from({ length: 100 }, (_value, index) => `unknown${index}`).join(' ');
    const document = `subscription { jobUpdated(ids: ["cos:j0"]) { ${fields} } }`;

    const { type, payload } = await ask(gateway, document);

    expect(type).toBe('error');
    expect(payload).toEqual((await gateway.query(document)).errors);
  });

  it.each<[string, string, object | undefined, string]>([
    ['too many aliases', `subscription { ${'a: __typename '.repeat(31)} }`, undefined, 'OPERATION_LIMIT_EXCEEDED'],
    [
      'too many jobs',
      'subscription { jobUpdated(ids: ["cos:j0", "cos:j1"]) { id } }',
      undefined,
      'OPERATION_LIMIT_EXCEEDED',
    ],
    ['a digest that does not fit', watch, { persistedQuery: { version: 1, sha256Hash: 'x' } }, 'BAD_REQUEST'],
    ['no document', '{', undefined, 'GRAPHQL_PARSE_FAILED'],
  ])('says nothing of HTTP: %s', async (_what, query, extensions, code) => {
    const { gateway } = await start(2, { limits: { jobsPerOperation: 1 } });

    const { payload } = await ask(gateway, query, extensions);

    expect(payload?.map((error) => error.extensions)).toEqual([expect.objectContaining({ code })]);
    expect(payload?.[0]?.extensions).not.toHaveProperty('http');
  });

  it.each<[string, object, string]>([
    [`${watch.replace('{', 'One {')} ${watch.replace('{', 'Two {')}`, {}, 'OPERATION_RESOLUTION_FAILURE'],
    ['subscription($ids: [ID!]!) { jobUpdated(ids: $ids) { id } }', { ids: [null] }, 'BAD_USER_INPUT'],
    ['subscription($ids: [ID!]!) { jobUpdated(ids: $ids) { id } }', {}, 'BAD_USER_INPUT'],
    ['{', {}, 'GRAPHQL_PARSE_FAILED'],
  ])('has the code that it would have over HTTP: %s with %j', async (query, variables, code) => {
    const { gateway } = await start(1);

    const { payload } = await ask(gateway, query, undefined, variables);

    expect(payload?.map(({ extensions }) => extensions.code)).toEqual([code]);
  });

  it('meets what is no persisted operation, where these alone are answered', async () => {
    const operations = new Map([[createHash('sha256').update(watch).digest('hex'), watch]]);
    const { gateway } = await start(1, { persistedOperations: { operations, required: true } });

    const known = await ask(gateway, watch);
    const other = await ask(gateway, `${watch} # other`);

    expect(known.type).toBe('next');
    expect(other).toEqual({
      id: '1',
      type: 'error',
      payload: [
        {
          message: 'This gateway answers persisted operations only.',
          extensions: { code: 'PERSISTED_OPERATION_REQUIRED' },
        },
      ],
    });
  });
});

describe('a connection', () => {
  it('is asked to come back where the issuer’s keys cannot be had, and the operator is told as over HTTP', async () => {
    const issuer = createDemoIssuer({ now: () => new Date() });
    const { publicKey: _publicKey, ...settings } = issuer.settings as never as Record<string, unknown>;
    const { gateway } = await start(1, { auth: { ...settings, jwksUri: 'http://127.0.0.1:1/keys' } as never });
    const token = await issuer.sign({ scopes: ['job:read'] });

    const { closed } = await dial(gateway, `Bearer ${token}`);
    const end = await closed;
    const posted = await gateway.query('{ __typename }', { token });

    expect(end).toEqual([1013, 'Try again later']);
    expect(posted.status).toBe(503);
    expect(readLines(gateway, 'token keys unavailable')).toMatchObject([
      { level: 50, fault: 'network' },
      { level: 50, fault: 'network' },
    ]);
  });

  it('ends by a token that is refused, whose reason is logged and counted', async () => {
    const issuer = createDemoIssuer({ now: () => new Date() });
    const { gateway } = await start(1, { auth: issuer.settings });
    const others = createDemoIssuer({ now: () => new Date() });
    const scopes = ['job:read'] as const;
    const tokens = ['x.y.z', await others.sign({ scopes }), await issuer.sign({ scopes, ttlSeconds: -3600 })];

    const ends = [];
    for (const token of tokens) ends.push(await (await dial(gateway, `Bearer ${token}`)).closed);

    expect(ends).toEqual(tokens.map(() => [4401, 'Unauthorized']));
    const refusals = readLines(gateway, 'token refused').map(({ level, tokenRefusal }) => [level, tokenRefusal]);
    expect(refusals).toEqual([
      [30, 'malformed'],
      [30, 'signature'],
      [30, 'expired'],
    ]);
    const metrics = await readMetrics(gateway);
    for (const [, reason] of refusals)
      expect(metrics[`jobgraph_token_refusals_total{reason="${String(reason)}"}`]).toBe(1);
    for (const token of tokens) expect(gateway.logs.join('')).not.toContain(token);
    expect(readLines(gateway, 'fault')).toEqual([]);
  });

  it('ends by a fault of ours, which is written', async () => {
    let isBroken = false;
    const now = (): number => {
      if (isBroken) throw new Error('a text that must not be written');
      return Date.now();
    };
    const { gateway } = await start(1, { now });
    const token = await gateway.token('job:read');
    // Known from now on, so that nothing but its time is looked at.
    await gateway.query('{ __typename }', { token });

    isBroken = true;
    const end = await (await dial(gateway, `Bearer ${token}`)).closed;
    isBroken = false;

    expect(end).toEqual([4500, 'Internal server error']);
    expect(readLines(gateway, 'fault')).toMatchObject([{ level: 50, fault: { name: 'Error' } }]);
    expect(gateway.logs.join('')).not.toContain('must not be written');
  });

  it('takes nothing more from a client whose token has ended, also where it does not leave', async () => {
    const issuer = createDemoIssuer({ now: () => new Date() });
    let later = 0;
    const { gateway, emulator } = await start(1, { auth: issuer.settings, now: () => Date.now() + later });
    const closed = vi.spyOn(WebSocket.prototype, 'close');
    onTestFinished(() => closed.mockRestore());
    holdTimers();
    const session = await dial(gateway, `Bearer ${await issuer.sign({ scopes: ['job:read'], ttlSeconds: 30 })}`);
    await until(() => session.answers.length === 1, 'it is let in');
    // What the gateway says is not read, so it is not answered.
    session.socket.pause();
    later = 40_000;
    await outlast(() => closed.mock.calls.some(([code]) => code === 4401));

    session.send({ id: '1', type: 'subscribe', payload: { query: watch } });
    const name = 'jobgraph_websocket_ends_total{reason="expired"}';
    await outlast(async () => (await readMetric(gateway, name)) === 1);

    expect(emulator.calls).toEqual([]);
    expect(readLines(gateway, 'subscription')).toEqual([]);
  });

  it('is closed in time by a stop, also where its client says nothing', async () => {
    const { gateway } = await start(1);
    const session = await dial(gateway);
    await until(() => session.answers.length === 1, 'it is let in');
    session.socket.pause();
    holdTimers();
    const stopped = vi.fn();
    void gateway.close().then(stopped);

    await outlast(() => stopped.mock.calls.length === 1);

    vi.useRealTimers();
    await expect(gateway.query('{ __typename }')).rejects.toThrow('fetch failed');
  });

  it.each<[string, (session: Session) => void, number]>([
    [
      'a message that servers send',
      ({ send }) => {
        send({ id: '1', type: 'complete_', payload: {} });
      },
      4400,
    ],
    [
      'a message in the wrong direction',
      ({ send }) => {
        send({ type: 'connection_ack' });
      },
      4400,
    ],
    [
      'no JSON',
      ({ socket }) => {
        socket.send('{');
      },
      4400,
    ],
    [
      'bytes',
      ({ socket }) => {
        socket.send(randomBytes(64));
      },
      4400,
    ],
    [
      'a second handshake',
      ({ send }) => {
        send({ type: 'connection_init' });
      },
      4429,
    ],
    [
      'too large a message',
      ({ socket }) => {
        socket.send('x'.repeat(10_000));
      },
      1009,
    ],
    [
      'an id twice, and a long one',
      ({ send }) => {
        const message = { id: 'i'.repeat(500), type: 'subscribe', payload: { query: watch } };
        for (let count = 0; count < 2; count += 1) send(message);
      },
      4409,
    ],
    [
      'frames that are none',
      ({ socket }) => {
        (socket as unknown as { _socket: { write: (bytes: Buffer) => void } })._socket.write(Buffer.alloc(64, 0xff));
      },
      1002,
    ],
  ])('is closed for what its client breaks, which is no fault of ours: %s', async (_what, breakIt, code) => {
    const { gateway } = await start(1, { limits: { requestBytes: 9000 } });
    const session = await dial(gateway);
    await until(() => session.answers.length === 1, 'it is let in');

    breakIt(session);

    expect((await session.closed)[0]).toBe(code);
    expect(readLines(gateway, 'fault')).toEqual([]);
    await expect.poll(() => readMetric(gateway, 'jobgraph_websocket_ends_total{reason="protocol"}')).toBe(1);
  });

  it('takes an id again whose operation has just been completed', async () => {
    const { gateway } = await start(1);
    const session = await dial(gateway);
    await until(() => session.answers.length === 1, 'it is let in');
    const message = { id: '1', type: 'subscribe', payload: { query: watch } };

    session.send(message);
    session.send({ id: '1', type: 'complete' });
    session.send(message);
    await until(() => session.answers.length >= 2, 'the second is answered');

    expect(gateway.server.gateway.watcher.size()).toBe(1);
    session.socket.terminate();
    await until(() => gateway.server.gateway.watcher.size() === 0, 'the pollers have stopped');
    await expect.poll(() => readLines(gateway, 'subscription').length).toBe(2);
  });
});
