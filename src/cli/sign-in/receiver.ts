/** The loopback address that an issuer sends its user back to. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CommandFault, exits } from '../exit.ts';

/** A port of 127.0.0.1 that takes one answer. */
export interface Receiver {
  readonly redirectUri: string;
  /** The address that the user came back by, with the answer in its query. Rejects with the signal's reason. */
  readonly receive: (signal: AbortSignal) => Promise<URL>;
  readonly close: () => Promise<void>;
}

const path = '/callback';

/** @param state what an answer must repeat; others are refused, and change nothing. Throws `CommandFault`. */
export async function openReceiver(port: number, state: string): Promise<Receiver> {
  const { promise, resolve, reject } = Promise.withResolvers<URL>();
  // Nobody may wait for it any more.
  promise.catch(() => undefined);
  const server = createServer((request, response) => {
    const url = URL.parse(request.url ?? '', 'http://127.0.0.1');
    const isAnswer = request.method === 'GET' && url?.pathname === path && url.searchParams.get('state') === state;
    response.writeHead(isAnswer ? 200 : 404, {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'",
      'referrer-policy': 'no-referrer',
      connection: 'close',
    });
    response.end(isAnswer ? 'This page can be closed: the terminal says how it went.\n' : 'Not here.\n');
    if (isAnswer) resolve(url);
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed).listen(port, '127.0.0.1', listening);
  }).catch((cause: unknown) => {
    throw new CommandFault(exits.unavailable, `Port ${port} of 127.0.0.1 must be free to come back to, but is not.`, {
      cause,
    });
  });
  return {
    redirectUri: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
    receive: (signal) => {
      const stop = (): void => reject(signal.reason as Error);
      if (signal.aborted) stop();
      signal.addEventListener('abort', stop, { once: true });
      return promise.finally(() => signal.removeEventListener('abort', stop));
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeIdleConnections();
      }),
  };
}
