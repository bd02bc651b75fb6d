import { Agent, request, type IncomingMessage } from 'node:http';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { createClient } from 'graphql-ws';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startProcess, type GatewayProcess } from './gateway-process.ts';
import type { Emulator } from '../../emulators/kit/emulator.ts';
import type { Fault } from '../emulation/faults.ts';
import { startEmulators, wideLimits } from '../providers.ts';
import { until } from '../until.ts';

/** .ci/run asks for ten in a row. */
const stops = Number(process.env['STOPS'] ?? 1);

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

interface Started extends GatewayProcess {
  readonly emulator: Emulator;
}

/** The grace is longer than a test may take: a stop that waits for its end shows. */
async function start(
  fault: Fault = { kind: 'none' },
  server: object = {},
  nodeArguments: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
): Promise<Started> {
  const { emulators, sources, close } = await startEmulators({
    lab: {
      provider: 'panorama',
      jobs: { describe: (id) => ({ JobId: id, Status: 'PENDING' }), list: () => [] },
      fault: () => fault,
      source: { limits: { ...wideLimits, concurrency: 500, queue: 10_000 } },
    },
  });
  open.push(close);
  const gateway = await startProcess(
    {
      server: { drainSeconds: 0.5, shutdownGraceSeconds: 600, ...server },
      auth: { mode: 'none' },
      cache: { runningSeconds: 0 },
      sources,
    },
    nodeArguments,
    environment,
  );
  open.push(() => gateway.process.kill('SIGKILL'));
  return { ...gateway, emulator: emulators.lab };
}

interface Outcome {
  readonly status: number | undefined;
  readonly body: string;
}

/** Connections are kept, as clients and load balancers do. */
function ask(url: string, agent: Agent, id: string): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const asked = request(
      url,
      { method: 'POST', agent, headers: { 'content-type': 'application/json' } },
      (response: IncomingMessage) => {
        let body = '';
        response.on('data', (chunk: Buffer) => (body += String(chunk)));
        response.on('end', () => {
          resolve({ status: response.statusCode, body });
        });
        response.on('error', reject);
      },
    );
    asked.on('error', reject);
    asked.end(JSON.stringify({ query: `{ job(id: "lab:${id}") { status } }` }));
  });
}

/**
 * Asks again and again until the gateway takes no more connections; every other end is an outcome. A connection that has
 * been idle for as long as a stop waits may be closed just as the client uses it again: the gateway knows of no such request.
 */
async function load(url: string, worker: number, outcomes: unknown[]): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  for (let index = 0; ; index += 1) {
    try {
      const { status, body } = await ask(url, agent, `job-${worker}-${index}`);
      outcomes.push(
        status === 200 && body === '{"data":{"job":{"status":"QUEUED"}}}\n' ? 'answered' : `${status} ${body}`,
      );
    } catch (error) {
      agent.destroy();
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'ECONNREFUSED' && !(code === 'ECONNRESET' && index > 0)) outcomes.push(code);
      return;
    }
  }
}

/** Lines of the log whose `msg` fits, without what is of the machine. */
function listLines(gateway: GatewayProcess, pattern: RegExp): readonly object[] {
  const lines = gateway
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{'));
  return lines.flatMap((line) => {
    const { time: _time, pid: _pid, hostname: _hostname, ...rest } = JSON.parse(line) as Record<string, unknown>;
    return pattern.test(String(rest['msg'])) ? [rest] : [];
  });
}

async function readStatus(url: string): Promise<number> {
  const response = await fetch(url.replace('/graphql', '/readyz'));
  await response.text();
  return response.status;
}

it('SIGUSR1 opens no debugger', async () => {
  const gateway = await start();

  gateway.process.kill('SIGUSR1');
  expect(await ask(gateway.url, new Agent(), 'next')).toMatchObject({ status: 200 });
  gateway.process.kill('SIGTERM');

  expect(await gateway.exited).toBe(0);
  expect(gateway.output()).not.toContain('Debugger');
});

describe('SIGTERM', () => {
  it.each(Array.from({ length: stops }, (_value, index) => index + 1))(
    'under load loses no answer, time %i',
    async () => {
      const gateway = await start({ kind: 'none', delayMilliseconds: 60 });
      const outcomes: unknown[] = [];
      const loads = Array.from({ length: 40 }, (_value, worker) => load(gateway.url, worker, outcomes));
      await until(() => outcomes.length > 100 && gateway.emulator.inFlight > 0);

      gateway.process.kill('SIGTERM');
      await Promise.all(loads);

      expect([...new Set(outcomes)]).toEqual(['answered']);
      expect(await gateway.exited).toBe(0);
      // Every request that it began has reached its client.
      expect(listLines(gateway, /^request/)).toHaveLength(outcomes.length);
    },
  );

  it('turns readiness off first, while requests are still taken', async () => {
    const gateway = await start(undefined, { drainSeconds: 600 });
    expect(await readStatus(gateway.url)).toBe(200);

    gateway.process.kill('SIGTERM');

    await expect.poll(() => readStatus(gateway.url)).toBe(503);
    expect(await ask(gateway.url, new Agent(), 'late')).toMatchObject({ status: 200 });
  });

  it('waits for an answer that takes long, and for no client that never ends its request', async () => {
    const gateway = await start({ kind: 'none', delayMilliseconds: 1000 });
    const answer = ask(gateway.url, new Agent(), 'slow');
    const head = 'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
    for (const beginning of ['', head, `${head}Content-Length: 100\r\n\r\n{"query"`]) {
      const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
      socket.on('error', () => undefined).write(beginning);
      open.push(() => socket.destroy());
    }
    await until(() => gateway.emulator.inFlight === 1);

    gateway.process.kill('SIGTERM');

    expect(await answer).toMatchObject({ status: 200 });
    expect(await gateway.exited).toBe(0);
  });

  it('answers what its provider keeps waiting before the grace ends, as at a deadline', async () => {
    const gateway = await start({ kind: 'hang' }, { shutdownGraceSeconds: 2, operationSeconds: 30 });
    const answers = ['one', 'two'].map((id) => ask(gateway.url, new Agent(), id));
    await until(() => gateway.emulator.inFlight === 2);

    gateway.process.kill('SIGTERM');

    for (const answer of answers)
      expect(await answer).toEqual({ status: 200, body: expect.stringContaining('"PROVIDER_TIMEOUT"') as string });
    expect(await gateway.exited).toBe(0);
    expect(listLines(gateway, /grace over/)).toEqual([]);
  });

  it('says when it begins and when it is done', async () => {
    const gateway = await start();

    gateway.process.kill('SIGTERM');
    await gateway.exited;

    expect(listLines(gateway, /^stop/)).toEqual([
      { level: 30, signal: 'SIGTERM', graceSeconds: 600, msg: 'stopping' },
      { level: 30, milliseconds: expect.any(Number) as number, msg: 'stopped' },
    ]);
  });

  it.each<[string, (socket: Socket) => unknown]>([
    ['closes every connection', (socket) => socket.destroy()],
    ['never answers', () => undefined],
  ])('does not wait for a collector of traces that %s', async (_what, answer) => {
    const collector = createServer((socket) => answer(socket.on('error', () => undefined)));
    await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
    open.push(() => collector.close());
    const { port } = collector.address() as AddressInfo;
    const gateway = await start(undefined, {}, [], {
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
    });
    await ask(gateway.url, new Agent(), 'traced');

    gateway.process.kill('SIGTERM');

    expect(await gateway.exited).toBe(0);
    expect(listLines(gateway, /traces/)).toEqual([{ level: 40, failure: 'not sent in time', msg: 'traces not sent' }]);
  });

  it.each(['SIGHUP', 'SIGQUIT', 'SIGUSR2'] as const)('does the same as %s', async (signal) => {
    const gateway = await start({ kind: 'none', delayMilliseconds: 300 });
    const answer = ask(gateway.url, new Agent(), 'slow');
    await until(() => gateway.emulator.inFlight === 1);

    gateway.process.kill(signal);

    expect(await answer).toMatchObject({ status: 200 });
    expect(await gateway.exited).toBe(0);
    expect(listLines(gateway, /^stopping/)).toMatchObject([{ signal }]);
  });

  it('ends with status 1 at a second signal, and says so', async () => {
    const gateway = await start({ kind: 'hang' });
    const answer = ask(gateway.url, new Agent(), 'slow').catch(() => undefined);
    await until(() => gateway.emulator.inFlight === 1);

    gateway.process.kill('SIGTERM');
    await until(() => gateway.output().includes('"stopping"'));
    gateway.process.kill('SIGINT');

    expect(await gateway.exited).toBe(1);
    expect(listLines(gateway, /at once/)).toEqual([{ level: 40, signal: 'SIGINT', msg: 'stopped at once' }]);
    await answer;
  });

  it('ends with status 1 where there is no grace, and says so', async () => {
    const gateway = await start({ kind: 'hang' }, { shutdownGraceSeconds: 0 });
    const answer = ask(gateway.url, new Agent(), 'slow').catch(
      (error: unknown) => (error as NodeJS.ErrnoException).code,
    );
    await until(() => gateway.emulator.inFlight === 1);

    gateway.process.kill('SIGTERM');

    expect(await gateway.exited).toBe(1);
    expect(await answer).toBe('ECONNRESET');
    expect(listLines(gateway, /grace/)).toEqual([{ level: 50, graceSeconds: 0, msg: 'grace over' }]);
  });

  it('closes subscriptions with 1001, going away', async () => {
    const gateway = await start();
    const closed = Promise.withResolvers<unknown>();
    const seen = Promise.withResolvers<void>();
    const client = createClient({
      url: gateway.url.replace('http', 'ws'),
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      on: { closed: closed.resolve },
    });
    client.subscribe(
      { query: 'subscription { jobUpdated(ids: ["lab:job"]) { status } }' },
      { next: () => seen.resolve(), error: () => undefined, complete: () => undefined },
    );
    await seen.promise;

    gateway.process.kill('SIGTERM');

    expect(await closed.promise).toMatchObject({ code: 1001 });
    expect(await gateway.exited).toBe(0);
  });
});

describe('a fault that nothing catches', () => {
  it.each([
    ['an exception', 'process.on("SIGWINCH", () => { throw new Error("holds " + "a-" + "secret"); })'],
    ['a rejection', 'process.on("SIGWINCH", () => Promise.reject(new Error("holds " + "a-" + "secret")))'],
  ])('is logged without its message and ends the process: %s', async (_what, code) => {
    const gateway = await start(undefined, {}, ['--import', `data:text/javascript,${encodeURIComponent(code)}`]);

    gateway.process.kill('SIGWINCH');
    const status = await gateway.exited;

    expect(status).toBe(70);
    expect(gateway.output()).toMatch(/"level":60.*"fault":\{"name":"Error"/);
    expect(gateway.output()).not.toContain('a-secret');
  });
});
