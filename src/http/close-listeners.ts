/** How the server goes: first no new connections, then no new requests, and no answer lost on the way. */
import type { FastifyInstance } from 'fastify';
import { Server } from 'node:net';
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import type { OpenRequests } from './open-requests.ts';

/** What is handed to the operating system is on its way. */
const flushMilliseconds = 20;

/**
 * Resolves when every request that has begun is answered and all connections are closed. What a client has begun to
 * send and not ended is not waited for.
 * @param lingerMilliseconds how long open connections may still bring requests; each is told to be its last
 */
export async function closeListeners(
  app: FastifyInstance,
  requests: OpenRequests,
  lingerMilliseconds: number,
): Promise<void> {
  if (lingerMilliseconds > 0) await closeEntrance(app.server, requests, lingerMilliseconds);
  requests.reject();
  const closed = app.close();
  await requests.whenNone();
  await wait(flushMilliseconds);
  app.server.closeAllConnections();
  await closed;
}

/** Resolves when all connections have left, or the time is over. */
async function closeEntrance(
  server: FastifyInstance['server'],
  requests: OpenRequests,
  lingerMilliseconds: number,
): Promise<void> {
  const allLeft = Promise.withResolvers<void>();
  await acceptAll(server);
  // HTTP's own close also closes idle connections, on which a request may be on its way.
  Server.prototype.close.call(server, () => {
    allLeft.resolve();
  });
  // Not before: a client that is sent away opens a new connection.
  requests.reject();
  const timeIsUp = new AbortController();
  await Promise.race([
    allLeft.promise,
    wait(lingerMilliseconds, undefined, { signal: timeIsUp.signal }).catch(() => undefined),
  ]);
  timeIsUp.abort();
}

const quietTurns = 3;
const maxRounds = 500;

/** The system resets what still waits to be accepted when the entrance is closed; one is accepted in a turn of the loop. */
async function acceptAll(server: FastifyInstance['server']): Promise<void> {
  let accepted = 0;
  const count = (): void => {
    accepted += 1;
  };
  server.on('connection', count);
  for (let round = 0, before = -1; before !== accepted && round < maxRounds; round += 1) {
    before = accepted;
    for (let quiet = 0; quiet < quietTurns; quiet += 1) await turn();
  }
  server.off('connection', count);
}
