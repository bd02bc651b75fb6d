import { afterEach, describe, expect, it, vi } from 'vitest';
import { createDemoIssuer } from '../../src/auth/demo-tokens.ts';
import type { GatewaySettings } from '../gateway.ts';
import { askAsRouter, attemptMilliseconds, startCallbackWorld, type CallbackWorld } from './callback-world.ts';
import { until } from '../until.ts';
import { answerWith, hang, startRouterStub, type RouterStub } from './router-stub.ts';

const open: { readonly close: () => Promise<void> }[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const { close } of open.splice(0)) await close();
});

async function start(settings: Partial<GatewaySettings> = {}): Promise<CallbackWorld> {
  const world = await startCallbackWorld(settings);
  open.push(world);
  return world;
}

/** Somewhere that must not be called. */
async function startElsewhere(): Promise<RouterStub> {
  const elsewhere = await startRouterStub();
  open.push(elsewhere);
  return elsewhere;
}

/** The protocol for the check, and this for all that follows. */
function afterCheck(router: RouterStub, answer: NonNullable<RouterStub['answer']>): void {
  router.answer = (message, response) => (message.action === 'check' ? undefined : answer(message, response));
}

function holdTimers(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
}

/** Once the gateway's timers are held: ends each attempt's time once the router has its message: a busy machine ends none sooner. */
async function outlastAttempts({ router }: CallbackWorld, attempts: number, before: number): Promise<void> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    await until(() => router.messages.length === before + attempt, 'the attempt has come');
    await vi.advanceTimersByTimeAsync(attemptMilliseconds);
  }
}

function listFailures({ gateway }: CallbackWorld): readonly unknown[] {
  return gateway.logs
    .map((line) => JSON.parse(line) as { readonly msg: string; readonly callback: unknown })
    .filter(({ msg }) => msg === 'callback failed')
    .map(({ callback }) => callback);
}

const nobodyWatches = ({ gateway }: CallbackWorld) => gateway.server.gateway.watcher.size() === 0;

describe('a request that is not as the protocol has it', () => {
  const url = 'an http or https URL without user, query, fragment and percent-encoding';
  const id = 'text of 1 to 256 visible ASCII characters';
  const verifier = 'text of 1 to 1024 visible ASCII characters';
  const beat = '0 or a whole number from 1000 to 86400000';
  it.each([
    ['no verifier', { verifier: undefined }, `\`verifier\` must be ${verifier}`],
    ['an empty verifier', { verifier: '' }, `\`verifier\` must be ${verifier}`],
    ['a verifier that is a map', { verifier: {} }, `\`verifier\` must be ${verifier}`],
    ['no id', { subscriptionId: undefined }, `\`subscriptionId\` must be ${id}`],
    ['an id with a line break', { subscriptionId: 'a\nb' }, `\`subscriptionId\` must be ${id}`],
    ['no address', { callbackUrl: undefined }, '`callbackUrl` must be a URL'],
    ['an address that is none', { callbackUrl: 'router' }, `\`callbackUrl\` must be ${url}`],
    ['a user in the address', { callbackUrl: 'http://a:b@127.0.0.1/callback' }, `\`callbackUrl\` must be ${url}`],
    ['no interval', { heartbeatIntervalMs: undefined }, `\`heartbeatIntervalMs\` must be ${beat}`],
    ['an interval in text', { heartbeatIntervalMs: '5000' }, `\`heartbeatIntervalMs\` must be ${beat}`],
    ['an interval that is too short', { heartbeatIntervalMs: 999 }, `\`heartbeatIntervalMs\` must be ${beat}`],
    ['an interval below zero', { heartbeatIntervalMs: -1 }, `\`heartbeatIntervalMs\` must be ${beat}`],
    ['an interval beyond timers', { heartbeatIntervalMs: 2 ** 31 }, `\`heartbeatIntervalMs\` must be ${beat}`],
  ])('is refused with %s', async (_name, part, fault) => {
    const world = await start();

    const answer = await askAsRouter(world, { extension: { ...world.router.extension, ...part } });

    expect(answer.status).toBe(400);
    expect(answer.body.errors).toEqual([
      { message: `In \`extensions.subscription\`, ${fault}.`, extensions: { code: 'BAD_REQUEST' } },
    ]);
    expect(world.router.requests).toEqual([]);
  });

  it.each([[null], ['text'], [[]], [{}]])(
    'is refused with %j for the extension, every fault said',
    async (extension) => {
      const world = await start();

      const answer = await askAsRouter(world, { extension });

      expect(answer.status).toBe(400);
      expect(answer.body.errors?.map(({ message }) => message)).toEqual([
        `In \`extensions.subscription\`, \`callbackUrl\` must be a URL; \`subscriptionId\` must be ${id}; ` +
          `\`verifier\` must be ${verifier}; \`heartbeatIntervalMs\` must be ${beat}.`,
      ]);
      expect(world.router.requests).toEqual([]);
    },
  );
});

describe('an address', () => {
  it.each([
    ['of another port', (_router: string, other: string) => `${other}/id`],
    ['of another host', (router: string) => router.replace('127.0.0.1', 'localhost')],
    ['of the same host in IPv6', (router: string) => router.replace('127.0.0.1', '[::ffff:127.0.0.1]')],
    ['beside the path', (router: string) => `${router}-of-others/id`],
    ['above the path', (router: string) => `${router}/../graphql`],
    ['of another scheme', (router: string) => router.replace('http', 'https')],
  ])('%s is refused, and left alone', async (_name, toUrl) => {
    const world = await start();
    const elsewhere = await startElsewhere();

    const callbackUrl = toUrl(world.router.url, elsewhere.url);
    const answer = await askAsRouter(world, { extension: { ...world.router.extension, callbackUrl } });

    expect(answer.status).toBe(400);
    expect(answer.body.errors).toEqual([
      {
        message: 'This gateway calls back addresses of its configuration only, and `callbackUrl` is not one of them.',
        extensions: { code: 'CALLBACK_URL_NOT_ALLOWED' },
      },
    ]);
    expect([...world.router.requests, ...elsewhere.requests]).toEqual([]);
    expect(world.providerCalls()).toBe(0);
  });
});

describe('a check', () => {
  it.each([
    ['404', answerWith(404), 1],
    ['401', answerWith(401), 1],
    ['200', answerWith(200, { 'subscription-protocol': 'callback/1.0' }), 1],
    ['204 of another protocol', answerWith(204, { 'subscription-protocol': 'callback/2.0' }), 1],
    ['500', answerWith(500), 2],
    ['nothing', hang, 2],
  ])('that is answered %s ends in 400', async (_name, answer, attempts) => {
    const world = await start();
    world.router.answer = answer;
    if (answer === hang) holdTimers();

    const asked = askAsRouter(world);
    if (answer === hang) await outlastAttempts(world, attempts, 0);
    const refused = await asked;

    expect(refused.status).toBe(400);
    expect(refused.protocol).toBeNull();
    expect(refused.body.errors).toEqual([
      {
        message: 'The address to call back did not confirm the subscription.',
        extensions: { code: 'CALLBACK_FAILED' },
      },
    ]);
    expect(world.router.actions()).toEqual(Array.from({ length: attempts }, () => 'check'));
    await until(() => nobodyWatches(world), 'the pollers have stopped');
  });

  it('may be answered without the protocol’s name, as Hive Gateway does', async () => {
    const world = await start();
    world.router.answer = ({ action }, response) => {
      if (action !== 'check') return undefined;
      response.writeHead(204).end();
      return 'taken';
    };

    const answer = await askAsRouter(world);

    expect(answer.body).toEqual({ data: null });
  });

  it('follows no redirect', async () => {
    const world = await start();
    const elsewhere = await startElsewhere();
    world.router.answer = answerWith(307, { location: `${elsewhere.url}/${elsewhere.id}` });

    const answer = await askAsRouter(world);

    expect(answer.status).toBe(400);
    expect(world.router.requests).toHaveLength(1);
    expect(elsewhere.requests).toEqual([]);
  });
});

describe('a router', () => {
  it('that knows the subscription no more ends it, by a heartbeat or an event', async () => {
    const world = await start();
    afterCheck(world.router, answerWith(404));

    await askAsRouter(world);
    await until(() => nobodyWatches(world), 'the pollers have stopped');
    const silent = await start();
    await askAsRouter(silent, { extension: { ...silent.router.extension, heartbeatIntervalMs: 1000 } });
    await until(() => silent.router.messages.length === 2, 'the first event has come');
    silent.router.answer = answerWith(404);
    await until(() => nobodyWatches(silent), 'the pollers have stopped');

    expect(world.router.actions()).toEqual(['check', 'next']);
    expect(silent.router.actions()).toEqual(['check', 'next', 'check']);
    expect([...listFailures(world), ...listFailures(silent)]).toEqual([]);
  });

  it('that fails for a moment is sent the event again', async () => {
    const world = await start();
    let failures = 0;
    afterCheck(world.router, (message, response) => {
      failures += 1;
      return failures < 4 ? answerWith(503)(message, response) : undefined;
    });

    await askAsRouter(world);
    await until(() => world.router.messages.length === 5, 'the event is taken');
    world.advance(100);
    await until(() => world.router.actions().includes('complete'), 'the end has come');

    expect(world.router.actions()).toEqual(['check', 'next', 'next', 'next', 'next', 'next', 'complete']);
    expect(listFailures(world)).toEqual([]);
  });

  const endless: NonNullable<RouterStub['answer']> = (_message, response) => {
    const write = (): void => {
      while (!response.destroyed && response.write('x'.repeat(65_536)));
    };
    response.writeHead(200).on('drain', write);
    write();
    return 'taken';
  };
  it.each([
    ['fails', answerWith(500), 5, 'status 500'],
    ['hangs', hang, 5, 'timeout'],
    ['answers without end', endless, 5, 'tooLarge'],
    ['redirects', answerWith(308, { location: 'http://127.0.0.1:1/' }), 1, 'status 308'],
    ['refuses', answerWith(401), 1, 'status 401'],
  ])('that %s is given up, and the log says why', async (_name, answer, attempts, failure) => {
    const world = await start();
    afterCheck(world.router, answer);
    if (answer === hang) holdTimers();

    await askAsRouter(world);
    if (answer === hang) await outlastAttempts(world, attempts, 1);
    await until(() => nobodyWatches(world) && listFailures(world).length > 0, 'it is given up');

    expect(world.router.actions()).toEqual(['check', ...Array.from({ length: attempts }, () => 'next')]);
    expect(listFailures(world)).toEqual([
      { requestId: expect.any(String) as string, callbackUrl: world.router.url, failure },
    ]);
    expect(world.gateway.logs.join('')).not.toContain(world.router.verifier);
  });

  it('that is gone is given up', async () => {
    const world = await start();
    await askAsRouter(world);
    await until(() => world.router.messages.length === 2, 'the first event has come');

    await world.router.close();
    world.advance(50);
    await until(() => nobodyWatches(world), 'it is given up');

    expect(listFailures(world)).toEqual([expect.objectContaining({ failure: 'connection (ECONNREFUSED)' })]);
  });
});

describe('the end', () => {
  it('comes with the token’s', async () => {
    let later = 0;
    const issuer = createDemoIssuer({ now: () => new Date() });
    const world = await start({ auth: issuer.settings, now: () => Date.now() + later });

    await askAsRouter(world, { token: await issuer.sign({ scopes: ['job:read'], ttlSeconds: 30 }) });
    later = 40_000;
    await until(() => world.router.actions().includes('complete'), 'the end has come');

    expect(world.router.messages.at(-1)).toEqual({
      action: 'complete',
      errors: [{ message: 'The token has expired.', extensions: { code: 'UNAUTHENTICATED' } }],
    });
    await until(() => nobodyWatches(world), 'the pollers have stopped');
  });

  it('comes with the server’s, and each router is told', async () => {
    const world = await start();
    await askAsRouter(world);
    await until(() => world.router.messages.length === 2, 'the first event has come');

    await world.stop();

    expect(world.router.messages.at(-1)).toEqual({
      action: 'complete',
      errors: [{ message: 'The gateway is stopping.', extensions: { code: 'SERVER_STOPPING' } }],
    });
    expect(world.router.complaints).toEqual([]);
  });

  it('does not hang on a router that does', async () => {
    const world = await start({ callbackTimings: { timeout: 600_000 } });
    afterCheck(world.router, hang);
    await askAsRouter(world);
    await until(() => world.router.messages.length === 2, 'the first event has come');
    holdTimers();
    const stopped = vi.fn();
    void world.stop().then(stopped);

    await until(() => world.router.messages.length === 3, 'the end is told');
    for (let waited = 0; waited < 3000 && stopped.mock.calls.length === 0; waited += 100)
      await vi.advanceTimersByTimeAsync(100);
    await until(() => stopped.mock.calls.length === 1, 'it has stopped');

    expect(world.router.actions()).toEqual(['check', 'next', 'complete']);
  });

  it('does not hang on a router that hangs before its subscription begins', async () => {
    const world = await start({ callbackTimings: { timeout: 600_000 } });
    world.router.answer = hang;
    const asked = askAsRouter(world);
    await until(() => world.router.messages.length === 1, 'the check has come');

    await world.stop();

    expect(await asked).toMatchObject({
      status: 503,
      body: { errors: [{ message: 'The gateway is stopping.', extensions: { code: 'SERVER_STOPPING' } }] },
    });
    expect(listFailures(world)).toEqual([]);
  });

  it('makes room: no more run at once than configured, and a refused one takes no place', async () => {
    const world = await start({ subscriptions: { maxCallbacks: 1 } });
    const { router } = world;
    router.answer = answerWith(404);
    await askAsRouter(world);
    router.answer = undefined;

    const first = await askAsRouter(world);
    const second = await askAsRouter(world);
    world.advance(100);
    await until(() => router.actions().includes('complete'), 'the first has ended');
    await expect.poll(async () => (await askAsRouter(world)).status).toBe(200);

    expect(first.status).toBe(200);
    expect(second).toMatchObject({
      status: 503,
      body: {
        errors: [
          {
            message: 'At most 1 subscriptions by HTTP callback run at once.',
            extensions: { code: 'TOO_MANY_SUBSCRIPTIONS' },
          },
        ],
      },
    });
  });
});
