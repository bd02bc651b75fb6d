/** Checks the `Host` header: exactly one, valid, and a loopback name if the gateway serves only its own machine. */
import type { FastifyInstance } from 'fastify';
import type { IncomingMessage } from 'node:http';
import { isLoopbackAddress, isLoopbackHost } from '../../platform/loopback.ts';
import type { Config } from '../../config/load.ts';

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
 * Whether the gateway serves only its own machine, without tokens. A page whose host name is pointed at this machine could
 * then read jobs through the browser (DNS rebinding).
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
  app.addHook('onRequest', (request, _reply, done) => {
    const { raw } = request;
    if (raw.httpVersion === '1.0' && raw.headers.host === undefined) {
      // HTTP/1.0 has no Host. Load balancers still use it for health checks; no browser uses it.
      raw.headers.host = 'unknown.invalid';
      done();
      return;
    }
    const host = readHost(raw);
    if (host === undefined) done(new BadHost('no sound Host'));
    else if (loopbackOnly && !host.isLoopback && !probes.has(request.route))
      done(new ForeignHost('a name of another machine'));
    else done();
  });
}

/** RFC 3986 section 3.2.2, with a port: names and addresses without user, path or query. The URL parser then checks the name. */
const hostAndPort = /^(?:\[[\da-f:.]+\]|(?:[\w.~!$&'()*+,;=-]|%[\da-f]{2})+)(?::\d*)?$/i;

interface Host {
  readonly text: string;
  readonly isLoopback: boolean;
}

/** The last valid header: most requests have the same one. */
let lastHost: Host | undefined;

/** RFC 9112 section 3.2: exactly one. Undefined if it is missing, given twice, or not valid. */
function readHost({ headers: { host: text = '' }, rawHeaders }: IncomingMessage): Host | undefined {
  if (namesSeveralHosts(rawHeaders)) return undefined;
  if (text === lastHost?.text) return lastHost;
  if (!hostAndPort.test(text) || !URL.canParse(`http://${text}/`)) return undefined;
  lastHost = { text, isLoopback: isLoopbackHost(text) };
  return lastHost;
}

/** If several headers have this name, `headers` has only the first. */
function namesSeveralHosts(rawHeaders: readonly string[]): boolean {
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) if (isHost(rawHeaders[at])) hosts += 1;
  return hosts > 1;
}

function isHost(name: string | undefined): boolean {
  return name?.length === 4 && name.toLowerCase() === 'host';
}
