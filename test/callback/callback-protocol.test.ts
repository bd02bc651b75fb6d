import { afterEach, describe, expect, it, vi } from 'vitest';
import { createDemoIssuer } from '../../src/auth/demo-tokens.ts';
import { createCallbackSubscriptions } from '../../src/transports/callback/callback-subscriptions.ts';
import { readCallbackRequest } from '../../src/transports/callback/callback-request.ts';
import { toDigest } from '../../src/config/persisted-operations.ts';
import type { AuthSettings } from '../../src/auth/settings.ts';
import type { GatewaySettings } from '../gateway.ts';
import { askAsRouter, defaultQuery, startCallbackWorld, type CallbackWorld } from './callback-world.ts';
import { until } from '../until.ts';

const open: CallbackWorld[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const world of open.splice(0)) await world.close();
});

async function start(settings: Partial<GatewaySettings> = {}): Promise<CallbackWorld> {
  const world = await startCallbackWorld(settings);
  open.push(world);
  return world;
}

async function readGauge({ gateway }: CallbackWorld): Promise<string | undefined> {
  const text = await (await fetch(gateway.url.replace('/graphql', '/metrics'))).text();
  return /^jobgraph_callback_subscriptions (\d+)$/m.exec(text)?.[1];
}

const jobAt = (succeeded: string, status: string) => ({
  action: 'next',
  payload: { data: { jobUpdated: { id: 'cos:j0', status, progress: { succeeded } } } },
});

const secretQuery = 'subscription { jobUpdated(ids: ["cos:j0"]) { id ... on CosBatchJob { clientRequestToken } } }';

describe('a subscription by HTTP callback', () => {
  it('is checked, answered, sent each event, and completed', async () => {
    const world = await start();
    const { router, gateway } = world;

    const answer = await askAsRouter(world);
    await until(() => router.messages.length === 2, 'the first event has come');
    const gauge = await readGauge(world);
    world.advance(50);
    await until(() => router.messages.length === 3, 'the second event has come');
    world.advance(100);
    await until(() => router.actions().includes('complete'), 'the end has come');

    expect(answer).toEqual({
      status: 200,
      protocol: 'callback/1.0',
      contentType: 'application/json; charset=utf-8',
      body: { data: null },
    });
    expect(router.messages).toEqual([
      { action: 'check' },
      jobAt('0', 'RUNNING'),
      jobAt('50', 'RUNNING'),
      jobAt('100', 'SUCCEEDED'),
      { action: 'complete' },
    ]);
    expect(router.complaints).toEqual([]);
    expect(gauge).toBe('1');
    await until(() => gateway.server.gateway.watcher.size() === 0, 'the pollers have stopped');
    await expect.poll(() => readGauge(world)).toBe('0');
  });

  it('sends no event before its request is answered, and ends its operation with itself', async () => {
    const { router, gateway } = await start();
    const answered = new AbortController();
    let ended = 0;
    const { subscribe, createLiveOperation } = gateway.server.gateway;
    const subscriptions = createCallbackSubscriptions({
      gateway: {
        subscribe,
        createLiveOperation: (request) => {
          const operation = createLiveOperation(request);
          const end = (): void => {
            ended += 1;
            operation.end();
          };
          return { ...operation, end };
        },
      },
      maxCallbacks: 1,
      now: Date.now,
      random: () => 0,
      onFailure: () => {},
      onFault: () => {},
    });
    const viewer = { kind: 'open', subject: null, scopes: new Set(['job:read']), expiresAt: null } as const;
    const context = {
      viewer,
      requestId: 'one',
      readContext: { requester: 'router', operation: {}, signal: answered.signal },
    };

    const { prepare, check } = gateway.server.gateway;
    const operation = prepare({ query: defaultQuery, operationName: undefined, extensions: undefined });
    if (operation.errors !== undefined) throw new Error(JSON.stringify(operation.errors));
    const checked = check({ operation, variables: undefined, viewer });
    if (checked.errors !== undefined) throw new Error(JSON.stringify(checked.errors));
    const asked = { checked, context };
    await subscriptions.open(readCallbackRequest(router.extension, [router.url]), asked);
    await until(() => gateway.server.gateway.watcher.size() === 1, 'the job is polled');
    await new Promise((resolve) => setTimeout(resolve, 100));
    const before = router.actions();
    answered.abort();
    await until(() => router.messages.length > 1, 'the first event has come');
    await subscriptions.close();

    expect(before).toEqual(['check']);
    expect(router.actions()).toEqual(['check', 'next', 'complete']);
    expect(ended).toBe(1);
  });

  it('is checked again within each interval, and not at all where the router wants no heartbeat', async () => {
    const [world, silent] = [await start(), await start()];
    const heartbeatIntervalMs = 600_000;
    const countChecks = (): number => world.router.actions().filter((action) => action === 'check').length;
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });

    await askAsRouter(world, { extension: { ...world.router.extension, heartbeatIntervalMs } });
    await askAsRouter(silent);
    await until(
      () => [world, silent].every(({ router }) => router.messages.length === 2),
      'the first events have come',
    );
    const checks = [countChecks()];
    for (const beat of [1, 2]) {
      vi.advanceTimersByTime(heartbeatIntervalMs / 2);
      checks.push(countChecks());
      vi.advanceTimersByTime(heartbeatIntervalMs / 2);
      await until(() => countChecks() === 1 + beat, 'a heartbeat has come');
      // The gateway reads the router's answer before the next one: it checks once at a time.
      for (const pause of [25, 25]) await new Promise((resolve) => setTimeout(resolve, pause));
    }

    expect(checks).toEqual([1, 1, 2]);
    expect(world.router.complaints).toEqual([]);
    expect(silent.router.actions()).toEqual(['check', 'next']);
  });

  it('shows secrets to those who may see them alone, audited, and keeps them and the verifier out of the log', async () => {
    const world = await start();
    const other = await start();

    const token = await world.gateway.token('job:read', 'job:sensitive');
    await askAsRouter(world, { query: secretQuery, token });
    await askAsRouter(other, { query: secretQuery });
    await until(() => world.router.messages.length > 1 && other.router.messages.length > 1, 'both are answered');

    expect(world.router.messages[1]?.payload).toEqual({
      data: { jobUpdated: { id: 'cos:j0', clientRequestToken: 'token-of-j0' } },
    });
    expect(other.router.messages[1]?.payload?.data).toEqual({ jobUpdated: { id: 'cos:j0', clientRequestToken: null } });
    expect(other.router.messages[1]?.payload?.errors).toEqual([
      expect.objectContaining({
        path: ['jobUpdated', 'clientRequestToken'],
        extensions: { code: 'UNAUTHENTICATED', requiredScopes: [['job:sensitive']] },
      }),
    ]);
    const log = world.gateway.logs.join('');
    expect(log).toContain('"audit"');
    expect(log).not.toContain('token-of-j0');
    expect(log).not.toContain(world.router.verifier);
  });

  it('replaces the one that ran for the same router’s subscription, so that no event comes twice', async () => {
    const world = await start();
    const { router } = world;

    await askAsRouter(world);
    await until(() => router.messages.length === 2, 'the first event has come');
    await askAsRouter(world);
    await until(() => router.messages.length === 4, 'the first event has come again');
    const gauge = await readGauge(world);
    world.advance(100);
    await until(() => router.actions().includes('complete'), 'the end has come');
    await new Promise((resolve) => setTimeout(resolve, 50));

    expect(gauge).toBe('1');
    expect(router.actions()).toEqual(['check', 'next', 'check', 'next', 'next', 'complete']);
  });
});

describe('what holds for every operation', () => {
  it('leaves queries as they are, and refuses what does not ask in the protocol’s media type', async () => {
    const world = await start();

    const query = await askAsRouter(world, { query: '{ job(id: "cos:j0") { id } }' });
    const plain = await askAsRouter(world, { headers: { accept: 'application/json' } });

    expect(query.body).toEqual({ data: { job: { id: 'cos:j0' } } });
    expect(plain.status).toBe(400);
    expect(plain.body.errors?.[0]?.message).toContain('WebSocket');
    expect(world.router.requests).toEqual([]);
  });

  const issuer = createDemoIssuer({ now: () => new Date() });
  const closed = { auth: { ...issuer.settings, anonymousScopes: [] } as AuthSettings };
  const required = { persistedOperations: { operations: new Map<string, string>(), required: true } };
  it.each([
    ['a viewer without job:read', closed, {}, 400, 'UNAUTHENTICATED'],
    ['a token that is none', {}, { token: 'nonsense' }, 401, 'UNAUTHENTICATED'],
    ['a limit', { limits: { depth: 2 } }, {}, 400, 'OPERATION_LIMIT_EXCEEDED'],
    ['an unknown operation where known ones are required', required, {}, 400, 'PERSISTED_OPERATION_REQUIRED'],
    ['an invalid one', {}, { query: 'subscription { nothing }' }, 400, 'GRAPHQL_VALIDATION_FAILED'],
    ['an id that cannot be', {}, { query: 'subscription { jobUpdated(ids: ["x"]) { id } }' }, 400, 'BAD_USER_INPUT'],
  ])('refuses %s, and calls nobody', async (_name, settings, asked, status, code) => {
    const world = await start(settings);

    const answer = await askAsRouter(world, asked);

    expect(answer.status).toBe(status);
    expect(answer.protocol).toBeNull();
    expect(answer.body.errors?.map(({ extensions }) => extensions.code)).toEqual([code]);
    expect(world.router.requests).toEqual([]);
    expect(world.providerCalls()).toBe(0);
  });

  it('serves a known operation where known ones are required', async () => {
    const operations = new Map([[toDigest(defaultQuery), defaultQuery]]);
    const world = await start({ persistedOperations: { operations, required: true } });

    const answer = await askAsRouter(world);

    expect(answer.body).toEqual({ data: null });
  });
});
