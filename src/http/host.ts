/** The name that a request is sent to: one and a sound one, and where the gateway is for its own machine, a name of it. */
import type { FastifyInstance } from 'fastify';
import type { IncomingMessage } from 'node:http';
import { isLoopbackAddress, isLoopbackHost } from '../loopback.ts';
import type { Config } from '../config/load.ts';

class BadHost extends Error {
  override readonly name = 'BadHost';
  readonly statusCode = 400;
}

class ForeignHost extends Error {
  override readonly name = 'ForeignHost';
  readonly statusCode = 403;
}

/** Probes hold no data, and orchestrators ask them under any name. */
const probes: ReadonlySet<string | undefined> = new Set(['/healthz', '/readyz']);

/**
 * Whether the gateway is for its own machine, and asks for no token there: a page of any name that is made to point at
 * it could read jobs in a browser's place (DNS rebinding).
 */
export function isForThisMachine(
  { server: { host }, auth }: Pick<Config, 'server' | 'auth'>,
  isDemo: boolean,
): boolean {
  return (auth.mode === 'none' || isDemo) && (host.toLowerCase() === 'localhost' || isLoopbackAddress(host));
}

/**
 * Refuses requests without a valid `Host` header, and with `loopbackOnly` those for any other name than this machine's.
 */
export function checkHosts(app: FastifyInstance, loopbackOnly: boolean): void {
  app.addHook('onRequest', ({ raw, routeOptions }, _reply, done) => {
    if (raw.httpVersion === '1.0' && raw.headersDistinct['host'] === undefined) {
      // HTTP/1.0 has no Host. Load balancers still use it for health checks; no browser uses it.
      raw.headers.host = 'unknown.invalid';
      done();
    } else if (!isSound(raw)) done(new BadHost('no sound Host'));
    else if (loopbackOnly && !probes.has(routeOptions.url) && !isLoopbackHost(raw.headers.host))
      done(new ForeignHost('a name of another machine'));
    else done();
  });
}

/** RFC 3986 section 3.2.2, with a port: names and addresses without user, path or query. What a name may come to is then the URL parser's to say. */
const hostAndPort = /^(?:\[[\da-f:.]+\]|(?:[\w.~!$&'()*+,;=-]|%[\da-f]{2})+)(?::\d*)?$/i;

/** The last one that was: most requests name the same. */
let lastSound: string | undefined;

/** RFC 9112 section 3.2: exactly one. */
function isSound({ headersDistinct }: IncomingMessage): boolean {
  const hosts = headersDistinct['host'];
  const host = hosts?.[0] ?? '';
  if (hosts !== undefined && hosts.length > 1) return false;
  if (host === lastSound) return true;
  const isNowSound = hostAndPort.test(host) && URL.canParse(`http://${host}/`);
  if (isNowSound) lastSound = host;
  return isNowSound;
}
