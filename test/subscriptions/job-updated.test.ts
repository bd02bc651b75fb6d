import { afterEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { createDemoIssuer } from '../../src/auth/demo-tokens.ts';
import type { GatewayUnderTest } from '../gateway.ts';
import { connect, start, subscribe } from './watched-world.ts';
import { until } from '../until.ts';

afterEach(() => {
  vi.useRealTimers();
});

describe('jobUpdated', () => {
  it('gives each job’s present state at once, then every change, and completes when all have ended', async () => {
    const { world, gateway } = await start(2);
    const seen = subscribe(connect(gateway), world.ids, 'id status progress { succeeded }');
    await until(() => seen.results.length === 2, 'both jobs are seen');

    world.advance(50);
    await until(() => seen.results.length === 4, 'both changes are seen');
    world.advance(50);
    const end = await seen.ended;

    expect(end).toBe('complete');
    const states = seen.results.map(({ data }) => JSON.stringify(data?.jobUpdated));
    expect(states.slice(0, 2).sort()).toEqual([
      '{"id":"cos:j0","status":"RUNNING","progress":{"succeeded":"0"}}',
      '{"id":"cos:j1","status":"RUNNING","progress":{"succeeded":"1"}}',
    ]);
    expect(states.slice(-2).sort()).toEqual([
      '{"id":"cos:j0","status":"SUCCEEDED","progress":{"succeeded":"100"}}',
      '{"id":"cos:j1","status":"SUCCEEDED","progress":{"succeeded":"100"}}',
    ]);
    expect(states).toHaveLength(6);
  });

  it('says of an unknown job that it is not there, and goes on with the others', async () => {
    const { world, gateway } = await start(1);
    const seen = subscribe(connect(gateway), ['cos:nobody', ...world.ids], 'id status');
    await until(() => seen.results.length === 2, 'both are answered');

    world.advance(100);
    await seen.ended;

    expect(seen.results.flatMap(({ errors }) => errors ?? []).map(({ extensions }) => extensions.code)).toEqual([
      'JOB_NOT_FOUND',
    ]);
    expect(seen.results.at(-1)?.data).toEqual({ jobUpdated: { id: 'cos:j0', status: 'SUCCEEDED' } });
  });

  it('reads a job once per interval, however many watch it, and each of them sees every end once and in order', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const jobs = 25;
    const { world, emulator, gateway } = await start(jobs);
    const watchers = Array.from({ length: 8 }, () =>
      subscribe(connect(gateway), world.ids, 'id status progress { succeeded }'),
    );
    await until(() => watchers.every(({ results }) => results.length >= jobs), 'all see all');
    emulator.reset();

    for (let step = 1; step <= 10; step += 1) {
      world.advance(10);
      await vi.advanceTimersByTimeAsync(30);
      await until(() => emulator.calls.length === jobs * step && emulator.inFlight === 0, 'every job has been read');
      await until(() => watchers.every(({ results }) => results.length >= jobs * (step + 1)), 'all see all');
    }
    await Promise.all(watchers.map(({ ended }) => ended));

    expect(emulator.calls.filter(({ operation }) => operation !== 'DescribeJob')).toEqual([]);
    expect(emulator.calls.length).toBe(jobs * 10);
    for (const { results } of watchers) {
      const counts = new Map<string, number[]>();
      for (const { data } of results) {
        const { id, progress } = data?.jobUpdated as unknown as { id: string; progress: { succeeded: string } };
        counts.set(id, [...(counts.get(id) ?? []), Number(progress.succeeded)]);
      }
      expect(counts.size).toBe(jobs);
      for (const seen of counts.values()) {
        expect(seen.every((count, index) => index === 0 || count > (seen[index - 1] ?? 0))).toBe(true);
        expect(seen.at(-1)).toBe(100);
      }
    }
    expect(gateway.server.gateway.watcher.size()).toBe(0);
  });

  it('stops reading when nobody watches', async () => {
    const { world, emulator, gateway } = await start(3);
    const seen = subscribe(connect(gateway), world.ids, 'id');
    await until(() => seen.results.length === 3, 'all are seen');

    seen.stop();
    await until(() => gateway.server.gateway.watcher.size() === 0, 'the pollers have stopped');
    emulator.reset();
    await new Promise((resolve) => setTimeout(resolve, 100));

    expect(emulator.calls).toEqual([]);
  });

  it('forgets clients that vanish', async () => {
    const { world, gateway } = await start(5);
    const sockets = await Promise.all(
      Array.from({ length: 30 }, async () => {
        const socket = new WebSocket(gateway.url.replace('http', 'ws'), 'graphql-transport-ws');
        await new Promise((resolve) => socket.once('open', resolve));
        socket.send(JSON.stringify({ type: 'connection_init' }));
        await new Promise((resolve) => socket.once('message', resolve));
        socket.send(
          JSON.stringify({
            id: '1',
            type: 'subscribe',
            payload: { query: `subscription { jobUpdated(ids: ${JSON.stringify(world.ids)}) { id } }` },
          }),
        );
        return socket;
      }),
    );
    await until(() => gateway.server.gateway.watcher.size() === 5, 'the jobs are polled');

    for (const socket of sockets) socket.terminate();

    await until(() => gateway.server.gateway.watcher.size() === 0, 'the pollers have stopped');
  });

  it('gives a slow client the newest state, not all that it missed', async () => {
    const { createUpdates } = await import('../../src/resolvers/job-updates.ts');
    let notify: () => void = () => undefined;
    let version = 1;
    const watcher = {
      watch: (_source: unknown, _key: unknown, onChange: () => void) => {
        notify = onChange;
        return { state: () => ({ version, isFinal: version === 9, record: { version } }), stop: () => undefined };
      },
    };
    const updates = createUpdates([{ source: {}, key: 'a' }] as never, watcher as never, () => undefined);
    const first = await updates.next();
    for (version = 2; version <= 8; version += 1) notify();
    version = 8;

    const second = await updates.next();
    version = 9;
    notify();
    const last = await updates.next();
    const end = await updates.next();

    expect([first, second, last].map(({ value }) => (value as { state: { version: number } }).state.version)).toEqual([
      1, 8, 9,
    ]);
    expect(end).toEqual({ value: undefined, done: true });
  });

  it('shows secrets to those who may see them alone, read for each event', async () => {
    const { world, gateway } = await start(1);
    const allowed = subscribe(
      connect(gateway, await gateway.token('job:read', 'job:sensitive')),
      world.ids,
      'id ... on CosBatchJob { clientRequestToken }',
    );
    const denied = subscribe(connect(gateway), world.ids, 'id ... on CosBatchJob { clientRequestToken }');
    await until(() => allowed.results.length > 0 && denied.results.length > 0, 'both are answered');

    expect(allowed.results[0]?.data?.jobUpdated).toEqual({ id: 'cos:j0', clientRequestToken: 'token-of-j0' });
    expect(denied.results[0]?.data?.jobUpdated).toEqual({ id: 'cos:j0', clientRequestToken: null });
    expect(denied.results[0]?.errors?.map(({ extensions }) => extensions.code)).toEqual(['UNAUTHENTICATED']);
    expect(gateway.logs.filter((line) => line.includes('"audit"')).length).toBeGreaterThan(0);
    expect(gateway.logs.join('')).not.toContain('token-of-j0');
  });

  it('needs job:read', async () => {
    const issuer = createDemoIssuer({ now: () => new Date() });
    const { world, emulator, gateway } = await start(1, { auth: { ...issuer.settings, anonymousScopes: [] } as never });

    const seen = subscribe(connect(gateway), world.ids, 'id');
    await until(() => seen.results.length > 0, 'it is answered');

    expect(seen.results[0]?.errors?.map(({ extensions }) => extensions.code)).toEqual(['UNAUTHENTICATED']);
    expect(emulator.calls).toEqual([]);
  });

  it('closes the connection when its token ends', async () => {
    const issuer = createDemoIssuer({ now: () => new Date() });
    let later = 0;
    const { world, gateway } = await start(1, { auth: issuer.settings, now: () => Date.now() + later });
    const token = await issuer.sign({ scopes: ['job:read'], ttlSeconds: 30 });

    const seen = subscribe(connect(gateway, token), world.ids, 'id');
    await until(() => seen.results.length === 1, 'the job is seen');
    later = 40_000;

    expect(await seen.ended).toMatchObject({ code: 4401, reason: 'Token expired' });
    await until(() => gateway.server.gateway.watcher.size() === 0, 'the pollers have stopped');
  });

  it.each([
    [[], '`ids` must hold 1 to 100 ids, but got 0.'],
    [Array.from({ length: 101 }, (_value, index) => `cos:j${index}`), '`ids` must hold 1 to 100 ids, but got 101.'],
    [['nonsense'], 'A job id must be "<source name>:<key>", but got "nonsense".'],
  ])('refuses %j', async (ids, message) => {
    const { gateway } = await start(1);

    const seen = subscribe(connect(gateway), ids, 'id');
    await until(() => seen.results.length > 0, 'it is answered');

    expect(seen.results[0]?.errors).toEqual([
      expect.objectContaining({
        message,
        extensions: { code: 'BAD_USER_INPUT', argument: 'ids', ...(ids[0] === 'nonsense' ? { jobId: ids[0] } : {}) },
      }),
    ]);
  });
});

describe('the WebSocket', () => {
  function upgrade(gateway: GatewayUnderTest, options: object): Promise<number | 'open'> {
    return new Promise((resolve) => {
      const socket = new WebSocket(gateway.url.replace('http', 'ws'), 'graphql-transport-ws', options);
      socket.once('open', () => {
        socket.terminate();
        resolve('open');
      });
      socket.once('unexpected-response', (_request, response) => {
        socket.on('error', () => undefined);
        socket.terminate();
        resolve(response.statusCode ?? 0);
      });
    });
  }

  it('is refused to pages of other origins', async () => {
    const { gateway } = await start(1, { server: { corsOrigins: ['https://app.example'] } });

    const answers = await Promise.all([
      upgrade(gateway, {}),
      upgrade(gateway, { origin: 'https://app.example' }),
      upgrade(gateway, { origin: new URL(gateway.url).origin }),
      upgrade(gateway, { origin: 'https://evil.example' }),
      upgrade(gateway, { origin: 'null' }),
    ]);

    expect(answers).toEqual(['open', 'open', 'open', 403, 403]);
  });

  it('holds no more connections, and no more subscriptions on one, than configured', async () => {
    const { world, gateway } = await start(1, { subscriptions: { maxConnections: 1, maxPerConnection: 2 } });
    const client = connect(gateway);
    const first = [subscribe(client, world.ids, 'id'), subscribe(client, world.ids, 'id')];
    await until(() => first.every(({ results }) => results.length > 0), 'both are answered');

    const third = await subscribe(client, world.ids, 'id').ended;
    const other = await upgrade(gateway, {});

    expect(third).toEqual([expect.objectContaining({ extensions: { code: 'TOO_MANY_SUBSCRIPTIONS' } })]);
    expect(other).toBe(503);
  });

  it('serves no queries, and plain HTTP no subscriptions', async () => {
    const { gateway } = await start(1);

    const query = await new Promise((resolve) => {
      connect(gateway).subscribe(
        { query: '{ jobSources { name } }' },
        { next: resolve, error: resolve, complete: () => resolve(undefined) },
      );
    });
    const posted = await gateway.query('subscription { jobUpdated(ids: ["cos:j0"]) { id } }');

    expect(query).toEqual([expect.objectContaining({ extensions: { code: 'BAD_REQUEST' } })]);
    expect(posted.status).toBe(400);
    expect(posted.errors[0]?.message).toContain('WebSocket');
  });
});
