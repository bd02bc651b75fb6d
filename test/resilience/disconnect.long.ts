import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SourceHealth } from '../../src/calls/health.ts';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';
import { startFiveSources, toId, type FiveSources } from './five-sources.ts';
import { until } from '../until.ts';

const query = 'query ($id: ID!) { job(id: $id) { createdAt } }';

let world: FiveSources;
let gateway: GatewayUnderTest;

beforeEach(async () => {
  world = await startFiveSources();
  world.fault('panorama', { kind: 'hang' });
});
afterEach(async () => {
  await gateway.close();
  await world.close();
});

function readHealth(): SourceHealth | undefined {
  return gateway.server.gateway.sources.get('panorama')?.health();
}

function isIdle(): boolean {
  const health = readHealth();
  return world.emulators.panorama.inFlight === 0 && health?.requestsInFlight === 0 && health.requestsQueued === 0;
}

function toRequest(number: number, headers: readonly string[] = []): string {
  // One document, so that no cache of documents grows.
  const body = JSON.stringify({ query, variables: { id: toId('panorama', number) } });
  const head = ['POST /graphql HTTP/1.1', 'host: localhost', 'content-type: application/json'];
  return [...head, `content-length: ${body.length}`, ...headers, '', body].join('\r\n');
}

/** A client that asks, each request on one connection, and says nothing more. */
async function startClient(requests: readonly string[]): Promise<Socket> {
  const { port } = new URL(gateway.url);
  const socket = connect(Number(port), '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(requests.join(''));
  return socket;
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function forgetWhatTestsKeep(): void {
  world.emulators.panorama.reset();
  (gateway.logs as string[]).length = 0;
}

async function measureHeap(): Promise<number> {
  for (let round = 0; round < 3; round += 1) {
    collectGarbage();
    await new Promise((resolve) => setImmediate(resolve));
  }
  return process.memoryUsage().heapUsed;
}

describe('clients that hang up', () => {
  it('cancel their calls, a thousand of them too, and leave nothing behind', async () => {
    // No call ends by itself while the test waits.
    gateway = await startGateway({
      sources: world.toSources({ timeoutSeconds: 300, deadlineSeconds: 300 }, ['panorama']),
      server: { operationSeconds: 300 },
    });
    const { panorama } = world.emulators;
    let next = 0;
    const hangUp = async (): Promise<void> => {
      const clients = await Promise.all(Array.from({ length: 1000 }, () => startClient([toRequest(next++)])));
      await until(() => readHealth()?.requestsQueued === 984 && panorama.inFlight === 16);
      const closed = clients.map((client) => once(client, 'close'));
      for (const client of clients) client.destroy();
      await Promise.all(closed);
      await until(isIdle);
    };
    await hangUp();
    forgetWhatTestsKeep();
    const base = await measureHeap();

    await hangUp();
    forgetWhatTestsKeep();
    const grown = (await measureHeap()) - base;

    expect(panorama.openSockets).toBeLessThanOrEqual(16);
    expect(grown).toBeLessThan(3_000_000);
    // The source is still there for those who stay.
    world.fault('panorama', undefined);
    const { errors } = await gateway.query(`{ job(id: "${toId('panorama', 1)}") { createdAt } }`);
    expect(errors).toEqual([]);
  });

  it('cancel their calls, and cause none by requests that were sent one behind the other', async () => {
    gateway = await startGateway({ sources: world.toSources({}, ['panorama']) });
    const client = await startClient([1, 2, 3].map((number) => toRequest(number)));
    await until(() => world.emulators.panorama.inFlight === 1);

    client.destroy();

    await until(isIdle);
    // Answered by the same process, so whatever the others began is seen by then.
    expect((await gateway.query('{ __typename }')).errors).toEqual([]);
    expect(world.emulators.panorama.calls).toMatchObject([{ id: 'job-1', aborted: true }]);
    const listStatuses = () =>
      gateway.logs
        .map((line) => JSON.parse(line) as { msg: string; status?: number })
        .flatMap(({ msg, status }) => (msg === 'request' ? [status] : []));
    await expect.poll(listStatuses).toEqual([499, 200]);
  });

  it('take nothing from those who ask for the same', async () => {
    gateway = await startGateway({ sources: world.toSources({}, ['panorama']) });
    world.fault('panorama', { kind: 'none', delayMilliseconds: 300 });
    const client = await startClient([toRequest(1)]);
    await until(() => world.emulators.panorama.inFlight === 1);
    const staying = gateway.query(`{ job(id: "${toId('panorama', 1)}") { createdAt } }`);
    // Until the gateway has read it.
    await wait(50);

    client.destroy();

    expect((await staying).errors).toEqual([]);
    expect(world.emulators.panorama.calls).toHaveLength(1);
  });

  it('cause no call when they have gone before their token was checked', async () => {
    const asked = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<void>();
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    const keys = createServer((_request, response) => {
      asked.resolve();
      void Promise.all([answer.promise, exportJWK(publicKey)]).then(([, key]) => {
        response.end(JSON.stringify({ keys: [{ ...key, kid: 'a', alg: 'ES256' }] }));
      });
    });
    keys.listen(0, '127.0.0.1');
    await once(keys, 'listening');
    const issuer = `http://127.0.0.1:${(keys.address() as AddressInfo).port}`;
    gateway = await startGateway({
      sources: world.toSources({}, ['panorama']),
      auth: {
        mode: 'jwt',
        issuer,
        audience: 'jobgraph',
        algorithms: ['ES256'],
        jwksUri: issuer,
        scopeClaims: ['scope'],
        anonymousScopes: [],
      },
    });
    const token = await new SignJWT({ scope: 'job:read' })
      .setProtectedHeader({ alg: 'ES256', kid: 'a' })
      .setIssuer(issuer)
      .setAudience('jobgraph')
      .setExpirationTime('1h')
      .sign(privateKey);
    const authorization = `authorization: Bearer ${token}`;
    const leaving = await startClient([toRequest(1, [authorization])]);
    await asked.promise;

    leaving.destroy();
    // Until the gateway has seen it.
    await wait(50);
    answer.resolve();
    // Whoever stays is answered: the keys have come.
    const staying = await startClient([toRequest(2, [authorization])]);
    await until(() => world.emulators.panorama.inFlight === 1);
    staying.destroy();
    keys.close();

    expect(world.emulators.panorama.calls.map(({ id }) => id)).toEqual(['job-2']);
  });
});
