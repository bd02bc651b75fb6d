/** Watches through `jobgraph/client`, over WebSockets. */
import { connect as dial, createServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket as OtherWebSocket } from 'ws';
import { GraphError, watchJobs, type JobUpdate, type TypedDocument, type WatchOptions } from '../../client/index.ts';
import { createDemoIssuer } from '../../src/auth/demo-tokens.ts';
import type { GatewayUnderTest } from '../gateway.ts';
import { start } from '../subscriptions/watched-world.ts';
import { startLists, toJob } from '../subscriptions/watched-lists.ts';
import { readMetric } from '../subscriptions/raw-session.ts';
import { until } from '../until.ts';
import { collect } from './collect.ts';
import { startDemoUnderTest } from './demo.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/** `id status`, and the code of what failed. */
function toText({ job, error }: JobUpdate): string {
  return [job?.id, job?.status, error?.codes.join()].filter(Boolean).join(' ');
}

function hasWatchers(gateway: GatewayUnderTest): boolean {
  return gateway.server.gateway.watcher.size() > 0;
}

async function failureOf(options: WatchOptions, ids: readonly string[]): Promise<GraphError> {
  const failure = await collect(watchJobs({ ids }, options)).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(GraphError);
  return failure as GraphError;
}

describe('watchJobs of ids', () => {
  it('tells how each job stands, then its changes, and ends when all have ended', async () => {
    const { world, gateway } = await start(2);
    const seen: string[] = [];

    for await (const update of watchJobs({ ids: world.ids }, { url: gateway.url })) {
      seen.push(toText(update));
      if (seen.length === 2) world.advance(100);
    }

    expect(seen.slice(0, 2).sort()).toEqual(['cos:j0 RUNNING', 'cos:j1 RUNNING']);
    expect(seen.slice(-2).sort()).toEqual(['cos:j0 SUCCEEDED', 'cos:j1 SUCCEEDED']);
  });

  it('tells of a job that cannot be read, and goes on with the others', async () => {
    const { world, gateway } = await start(1);
    world.advance(100);

    const updates = await collect(watchJobs({ ids: ['cos:nobody', 'cos:j0'] }, { url: gateway.url }));

    expect(updates.map(toText).sort()).toEqual(['JOB_NOT_FOUND', 'cos:j0 SUCCEEDED']);
    expect(updates.flatMap(({ error }) => error?.errors ?? [])).toMatchObject([
      { extensions: { jobId: 'cos:nobody' } },
    ]);
  });

  it('takes a document with other fields, and another WebSocket', async () => {
    const { world, gateway } = await start(1);
    world.advance(100);
    const document: TypedDocument<{ readonly jobUpdated: { readonly rawStatus: string } | null }, object> =
      'subscription ($ids: [ID!]!) { jobUpdated(ids: $ids) { rawStatus } }';

    const [update] = await collect(
      watchJobs({ ids: world.ids, document }, { url: gateway.url, webSocket: OtherWebSocket }),
    );

    expect(update).toEqual({ job: { rawStatus: 'Complete' }, error: null });
  });

  it.each([
    ['none', []],
    ['101', Array.from({ length: 101 }, (_value, index) => `cos:j${index}`)],
  ])('throws that the gateway refuses %s of them', async (_count, ids) => {
    const { gateway } = await start(1);

    const failure = await failureOf({ url: gateway.url }, ids);

    expect(failure.codes).toEqual(['BAD_USER_INPUT']);
    expect(failure.message).toContain('100');
  });

  it('throws at once that nothing answers', async () => {
    const failure = await failureOf({ url: 'http://127.0.0.1:1/graphql' }, ['cos:j0']);

    expect(failure).toMatchObject({ message: 'No gateway answers over a WebSocket at the given address.', codes: [] });
  });

  it('opens nothing before the first event is asked for', async () => {
    const { world, gateway } = await start(1);

    const updates = watchJobs({ ids: world.ids }, { url: gateway.url });
    await updates.return?.();

    await expect(updates.next()).resolves.toEqual({ done: true, value: undefined });
    expect(gateway.logs.filter((line) => line.includes('subscri'))).toEqual([]);
  });

  it('closes the WebSocket when its reader stops, also while it waits', async () => {
    const { world, gateway } = await start(1);
    const updates = watchJobs({ ids: world.ids }, { url: gateway.url });
    await updates.next();
    const waiting = updates.next();
    expect(hasWatchers(gateway)).toBe(true);

    await updates.return?.();

    await expect(waiting).resolves.toEqual({ done: true, value: undefined });
    await expect.poll(() => hasWatchers(gateway)).toBe(false);
  });

  it('is aborted', async () => {
    const { world, gateway } = await start(1);
    const abortion = new AbortController();
    const updates = watchJobs({ ids: world.ids }, { url: gateway.url, signal: abortion.signal });
    await updates.next();
    const waiting = updates.next();

    abortion.abort(new Error('enough'));

    await expect(waiting).rejects.toThrow('enough');
    await expect.poll(() => hasWatchers(gateway)).toBe(false);
    await expect(watchJobs({ ids: world.ids }, { url: gateway.url, signal: abortion.signal }).next()).rejects.toThrow(
      'enough',
    );
  });
});

/** Forwards to the gateway; `breakAll` cuts every connection, `close` takes no further ones. */
async function startProxy(gateway: GatewayUnderTest) {
  const sockets = new Set<Socket>();
  const { port: target } = new URL(gateway.url);
  const proxy = createServer((incoming) => {
    const outgoing = dial(Number(target), '127.0.0.1');
    for (const [from, to] of [
      [incoming, outgoing],
      [outgoing, incoming],
    ] as const) {
      sockets.add(from);
      from.on('error', () => {}).on('close', () => to.destroy());
      from.pipe(to);
    }
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const breakAll = (): void => sockets.forEach((socket) => socket.destroy());
  const close = (): void => void proxy.close();
  onTestFinished(() => {
    breakAll();
    close();
  });
  return { url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}/graphql`, breakAll, close };
}

describe('a connection that is lost', () => {
  it('is opened again, and what happened meanwhile is told', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    const { world, gateway } = await start(1);
    const proxy = await startProxy(gateway);
    const seen: string[] = [];

    for await (const update of watchJobs({ ids: world.ids }, { url: proxy.url })) {
      seen.push(toText(update));
      if (seen.length > 1) continue;
      proxy.breakAll();
      world.advance(100);
    }

    expect(seen).toEqual(['cos:j0 RUNNING', 'cos:j0 SUCCEEDED']);
  });

  it('and cannot be opened again is given up after the tries that are allowed', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    const { world, gateway } = await start(1);
    const proxy = await startProxy(gateway);
    const updates = watchJobs({ ids: world.ids }, { url: proxy.url, retryAttempts: 3 });
    await updates.next();

    proxy.close();
    proxy.breakAll();

    await expect(updates.next()).rejects.toThrow('No gateway answers over a WebSocket at the given address.');
    await expect(updates.next()).resolves.toEqual({ done: true, value: undefined });
  });

  it('is not waited for once its reader stops', async () => {
    // The next try would be a second away.
    vi.spyOn(Math, 'random').mockReturnValue(1);
    const { world, gateway } = await start(1);
    const proxy = await startProxy(gateway);
    const updates = watchJobs({ ids: world.ids }, { url: proxy.url });
    await updates.next();
    const waits = vi.spyOn(globalThis, 'setTimeout');
    const ends = vi.spyOn(globalThis, 'clearTimeout');
    proxy.close();
    proxy.breakAll();
    const isWait = ([, milliseconds]: readonly unknown[]): boolean => milliseconds === 1000;
    await expect.poll(() => waits.mock.calls.some(isWait)).toBe(true);
    const timer: unknown = waits.mock.results[waits.mock.calls.findIndex(isWait)]?.value;

    await updates.return?.();

    expect(ends).toHaveBeenCalledWith(timer);
    await expect(updates.next()).resolves.toEqual({ done: true, value: undefined });
  });
});

describe('a proxy that never answers the request for a WebSocket', () => {
  async function startSilence(): Promise<{ readonly url: string; readonly sockets: Set<Socket> }> {
    const sockets = new Set<Socket>();
    const proxy = createServer((socket) => {
      sockets.add(socket.on('error', () => {}).on('close', () => sockets.delete(socket)));
      socket.resume();
    }).listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    onTestFinished(() => {
      sockets.forEach((socket) => socket.destroy());
      proxy.close();
    });
    return { url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}/graphql`, sockets };
  }

  it('is not waited for beyond ten seconds', async () => {
    const { setTimeout: begin } = globalThis;
    const { url, sockets } = await startSilence();
    vi.spyOn(globalThis, 'setTimeout').mockImplementation(((act: () => void, milliseconds: number) =>
      begin(act, milliseconds === 10_000 ? 100 : milliseconds)) as typeof setTimeout);

    const failure = await failureOf({ url }, ['cos:j0']);

    expect(failure).toMatchObject({ message: 'No gateway answers over a WebSocket at the given address.', codes: [] });
    await expect.poll(() => sockets.size).toBe(0);
  });

  it('is left at once when the reader stops', async () => {
    const { url, sockets } = await startSilence();
    const updates = watchJobs({ ids: ['cos:j0'] }, { url });
    const waiting = updates.next();
    await expect.poll(() => sockets.size).toBe(1);

    await updates.return?.();

    await expect(waiting).resolves.toEqual({ done: true, value: undefined });
    await expect.poll(() => sockets.size).toBe(0);
  });
});

describe('watchJobs of a list', () => {
  it('tells which jobs stand in it, then what changes, and names what is not covered', async () => {
    const { jobs, gateway } = await startLists(2);
    const words: string[] = [];

    for await (const { event } of watchJobs({ first: 2, filter: { isTerminal: false } }, { url: gateway.url })) {
      words.push(`${event?.kind ?? ''} ${event?.job?.id ?? ''}`);
      if (words.length === 2) jobs.set('j2', toJob(2));
      if (words.length === 4) break;
    }

    expect(words).toEqual(['PRESENT cos:j1', 'PRESENT cos:j0', 'LEFT cos:j0', 'APPEARED cos:j2']);
    await expect.poll(() => hasWatchers(gateway)).toBe(false);
  });

  it('of the demo names the source that lists none', async () => {
    const demo = await startDemoUnderTest();
    onTestFinished(demo.close);

    for await (const { event, error } of watchJobs({ first: 1 }, { url: demo.gateway.url })) {
      expect(error).toBeNull();
      expect(event?.issues.map(({ source, code }) => `${source.name} ${code}`)).toContain(
        'pipelines LIST_NOT_SUPPORTED',
      );
      break;
    }
  });

  it('throws that the gateway refuses its filter', async () => {
    const { gateway } = await startLists(1);

    await expect(watchJobs({ first: 101 }, { url: gateway.url }).next()).rejects.toMatchObject({
      codes: ['BAD_USER_INPUT'],
    });
  });
});

describe('the token of a watch', () => {
  it('that is refused is an error with a code', async () => {
    const { world, gateway } = await start(1);

    for (const token of ['not-a-token', () => 'not-a-token']) {
      const failure = await failureOf({ url: gateway.url, token }, world.ids);

      expect(failure.codes).toEqual(['UNAUTHENTICATED']);
      expect(failure.message).not.toContain('not-a-token');
    }
  });

  it('that has no scope is an error with a code', async () => {
    const { world, gateway } = await start(1);
    const token = await gateway.token();

    const failure = await failureOf({ url: gateway.url, token }, world.ids);

    expect(failure.codes).toEqual(['UNAUTHORIZED_FIELD_OR_TYPE']);
  });

  it('that ends is replaced by the next that its function gives; without another the watch ends', async () => {
    const issuer = createDemoIssuer({ now: () => new Date() });
    let later = 0;
    const { world, gateway } = await start(1, { auth: issuer.settings, now: () => Date.now() + later });
    const first = await issuer.sign({ scopes: ['job:read'], ttlSeconds: 30 });
    const second = await issuer.sign({ scopes: ['job:read'] });
    const tokens = [first];
    const { url } = gateway;
    const failures = Promise.all([
      failureOf({ url, token: first }, world.ids),
      failureOf({ url, token: () => first }, world.ids),
    ]);
    const seen: string[] = [];

    for await (const update of watchJobs({ ids: world.ids }, { url, token: () => tokens.pop() ?? second })) {
      seen.push(toText(update));
      if (seen.length === 1)
        await until(async () => (await readMetric(gateway, 'jobgraph_websocket_subscriptions')) === 3);
      later = 40_000;
      if (seen.length < 2) continue;
      await failures;
      world.advance(100);
    }

    expect(seen).toEqual(['cos:j0 RUNNING', 'cos:j0 RUNNING', 'cos:j0 SUCCEEDED']);
    expect((await failures).map(({ codes, message }) => [codes, message])).toEqual(
      Array(2).fill([['UNAUTHENTICATED'], 'The gateway closed the WebSocket: 4401 Token expired']),
    );
  });
});
