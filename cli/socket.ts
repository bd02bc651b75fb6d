/** Subscriptions over a WebSocket, by the client of the graph. */
import { isRefusal, subscribe } from '../client/connection.ts';
import { readEvents } from '../client/events.ts';
import { CommandFault, exits } from './exit.ts';
import { unreachable, type Gateway } from './gateway.ts';
import { SocketBlocked, type GraphAnswer, type GraphRequest } from './graph.ts';

interface Subscription {
  readonly request: GraphRequest;
  readonly signal: AbortSignal;
  /** Called when a connection that was lost is open again. */
  readonly onRestart: () => void;
}

/** One answer per event; ends when the signal aborts. A token that has ended is replaced where it can be. Throws `CommandFault`. */
export async function* listen(
  { url, token }: Gateway,
  { request: { query, variables, toVariables, operationName }, signal, onRestart }: Subscription,
): AsyncGenerator<GraphAnswer> {
  let hasOpened = false as boolean;
  const options = {
    url,
    token,
    retryAttempts: 5,
    // A gateway that starts again needs some seconds; each of many clients comes at another time.
    toPause: (retries: number) => (2 ** retries + Math.random() * 3) * 1000,
    onOpen: () => {
      if (hasOpened) onRestart();
      hasOpened = true;
    },
  };
  // What has to be renewed is renewed now: a gateway waits ten seconds for the token of an open connection.
  await token();
  try {
    const operation = { query, variables: toVariables ?? variables, operationName };
    yield* readEvents<GraphAnswer>((sink) => subscribe(operation, options, sink), signal);
  } catch (error) {
    if (signal.aborted) return;
    if (error instanceof CommandFault) throw error;
    if (!isRefusal(error)) throw hasOpened ? unreachable(url, error) : new SocketBlocked(url, error);
    const status = byCode[error.code] ?? exits.unavailable;
    throw new CommandFault(status, `The gateway closed the connection: ${error.code} ${error.reason}`.trim(), {
      cause: error,
    });
  }
}

const byCode: Readonly<Record<number, number>> = {
  1001: exits.temporary,
  1013: exits.temporary,
  4401: exits.denied,
  4403: exits.denied,
};
