/** The loopback address that leads a browser to an issuer, and that the issuer sends its user back to. */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CommandFault, exits } from '../exit.ts';

/** A port of 127.0.0.1 that takes one answer. */
interface Receiver {
  readonly redirectUri: string;
  /**
   * An address here that leads to `target` once. Others can list the arguments of the program that opens it: the state of `target`
   * is not among them, and who comes second gets nothing and ends the sign-in.
   */
  readonly leadTo: (target: URL) => URL;
  /** The address that the user came back by, with the answer in its query. Rejects with the signal's reason. Throws `CommandFault`. */
  readonly receive: (signal: AbortSignal) => Promise<URL>;
  /** Throws `CommandFault` if somebody came second since, and may be the user. */
  readonly refuseSecond: () => void;
  readonly close: () => Promise<void>;
}

/** Issuers compare the path with the one that is registered, so it is not random; the state is. */
const path = '/callback';

interface Reply {
  readonly status: number;
  readonly text: string;
  readonly location?: string;
}

/** @param state what an answer must repeat; others are refused, and change nothing. Throws `CommandFault`. */
export async function openReceiver(port: number, state: string): Promise<Receiver> {
  const trip = createTrip(state);
  const server = createServer((request, response) => {
    const { status, text, location } = trip.reply(request);
    response.writeHead(status, {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'",
      'referrer-policy': 'no-referrer',
      connection: 'close',
      ...(location === undefined ? {} : { location }),
    });
    response.end(`${text}\n`);
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed).listen(port, '127.0.0.1', listening);
  }).catch((cause: unknown) => {
    throw new CommandFault(exits.unavailable, `Port ${port} of 127.0.0.1 must be free to come back to, but is not.`, {
      cause,
    });
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    redirectUri: `${origin}${path}`,
    leadTo: (target) => new URL(trip.leadTo(target), origin),
    receive: (signal) => {
      const stop = (): void => trip.end(signal.reason as Error);
      if (signal.aborted) stop();
      signal.addEventListener('abort', stop, { once: true });
      return trip.answer.finally(() => signal.removeEventListener('abort', stop));
    },
    refuseSecond: trip.refuseSecond,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeIdleConnections();
      }),
  };
}

/** The way of one browser, to the issuer and back. */
function createTrip(state: string) {
  const { promise: answer, resolve, reject } = Promise.withResolvers<URL>();
  // A sign-in that has failed does not wait for it.
  answer.catch(() => undefined);
  const once = `/${randomBytes(16).toString('base64url')}`;
  let target: URL | undefined;
  let fault: CommandFault | undefined;

  function lead(): Reply {
    if (target !== undefined) {
      const { href: location } = target;
      target = undefined;
      return { status: 302, text: 'To the issuer.', location };
    }
    fault = new CommandFault(
      exits.denied,
      'The page that leads to the issuer must be opened once, but was opened twice, perhaps by another user of this machine: sign in again.',
    );
    reject(fault);
    return { status: 410, text: 'This page was opened before: the terminal says what to do.' };
  }

  return {
    answer,
    end: reject,
    leadTo: (address: URL): string => {
      target = address;
      return once;
    },
    reply: ({ method, url: address = '' }: IncomingMessage): Reply => {
      const url = method === 'GET' ? URL.parse(address, 'http://127.0.0.1') : null;
      if (url?.pathname === once) return lead();
      if (url?.pathname !== path || url.searchParams.get('state') !== state) return { status: 404, text: 'Not here.' };
      resolve(url);
      return { status: 200, text: 'This page can be closed: the terminal says how it went.' };
    },
    refuseSecond: (): void => {
      if (fault !== undefined) throw fault;
    },
  };
}
