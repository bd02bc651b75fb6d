/** Closes the server: it first accepts no new connections, then no new requests, and loses no answer. */
import type { FastifyInstance } from 'fastify';
import { Server } from 'node:net';
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import type { OpenRequests } from './connections.ts';

/** Time for the operating system to send the bytes that it has been handed. In milliseconds. */
const flushMilliseconds = 20;

/**
 * Resolves when every request that has begun is answered and all connections are closed. Does not wait for a request
 * that its client has sent only in part.
 * @param lingerMilliseconds how long open connections may still bring requests; each answer closes its connection
 */
export async function closeListeners(
  app: FastifyInstance,
  requests: OpenRequests,
  lingerMilliseconds: number,
): Promise<void> {
  const { allLeft } = await closeEntrance(app.server);
  // Not before: a client that is sent away opens a new connection.
  requests.reject();
  if (lingerMilliseconds > 0) await waitFor(allLeft, lingerMilliseconds);
  // A server that was busy until now has not read what arrived in the meantime. The system resets connections with unread data.
  await passTurns();
  const closed = app.close();
  await requests.whenNone();
  await wait(flushMilliseconds);
  app.server.closeAllConnections();
  await closed;
}

/** Stops accepting connections. `allLeft` resolves when the open ones have closed. */
async function closeEntrance(server: FastifyInstance['server']): Promise<{ readonly allLeft: Promise<void> }> {
  const allLeft = Promise.withResolvers<void>();
  await acceptAll(server);
  // HTTP's own close also closes idle connections, on which a request may be on its way.
  Server.prototype.close.call(server, () => {
    allLeft.resolve();
  });
  return { allLeft: allLeft.promise };
}

async function waitFor(what: Promise<void>, maxMilliseconds: number): Promise<void> {
  const timeIsUp = new AbortController();
  await Promise.race([what, wait(maxMilliseconds, undefined, { signal: timeIsUp.signal }).catch(() => undefined)]);
  timeIsUp.abort();
}

/** Turns of the event loop in which arrived data is read. In the first, the system may not have been asked yet. */
const quietTurns = 3;
const maxRounds = 500;

async function passTurns(): Promise<void> {
  for (let passed = 0; passed < quietTurns; passed += 1) await turn();
}

/** Connections still waiting to be accepted are reset when the listener closes. Each turn of the loop accepts one. */
async function acceptAll(server: FastifyInstance['server']): Promise<void> {
  let accepted = 0;
  const count = (): void => {
    accepted += 1;
  };
  server.on('connection', count);
  for (let round = 0, before = -1; before !== accepted && round < maxRounds; round += 1) {
    before = accepted;
    await passTurns();
  }
  server.off('connection', count);
}
