/** Subscriptions over a WebSocket (`graphql-transport-ws`). */
import { CommandFault, exits } from './exit.ts';
import { toAuthorization, unreachable, type Gateway } from './gateway.ts';
import { SocketBlocked, type GraphAnswer, type GraphRequest } from './graph.ts';

/** A proxy may let the request for a WebSocket wait for ever. Milliseconds. */
const maxOpening = 10_000;

/** One answer per event; ends when the signal aborts. A token that has ended is replaced where it can be. Throws `CommandFault`. */
export async function* listen(
  { url, token }: Gateway,
  request: GraphRequest,
  signal: AbortSignal,
): AsyncGenerator<GraphAnswer> {
  for (;;) {
    const used = await token();
    try {
      yield* listenOnce(url, used, request, signal);
      return;
    } catch (error) {
      if (signal.aborted) return;
      const isRenewed = isClosing(error) && error.code === 4401 && (await token()) !== used;
      if (!isRenewed) throw toSocketFault(url, error);
    }
  }
}

async function* listenOnce(
  url: URL,
  token: string | undefined,
  { query, variables, operationName }: GraphRequest,
  signal: AbortSignal,
): AsyncGenerator<GraphAnswer> {
  const { createClient } = await import('graphql-ws');
  let wasOpen = false as boolean;
  const client = createClient({
    url: url.href.replace(/^http/, 'ws'),
    connectionParams: toAuthorization(token),
    retryAttempts: 5,
    // A gateway that is not there at the first try is not waited for.
    shouldRetry: (event) => wasOpen && isClosing(event),
    on: {
      connected: () => {
        wasOpen = true;
        clearTimeout(opening);
      },
    },
  });
  const opening = setTimeout(() => client.terminate(), maxOpening);
  const events = client.iterate({
    query,
    ...(variables === undefined ? {} : { variables }),
    ...(operationName === undefined ? {} : { operationName }),
  });
  const end = (): void => void events.return?.();
  if (signal.aborted) end();
  signal.addEventListener('abort', end, { once: true });
  try {
    for await (const event of events) yield event as GraphAnswer;
  } catch (error) {
    if (Array.isArray(error)) yield { data: null, errors: error as GraphAnswer['errors'] & object };
    else throw wasOpen || isRefusal(error) ? error : new SocketBlocked(url, error);
  } finally {
    clearTimeout(opening);
    signal.removeEventListener('abort', end);
    await client.dispose();
  }
}

/** As WebSockets say that they have closed. */
interface Closing {
  readonly code: number;
  readonly reason: string;
}

function isClosing(event: unknown): event is Closing {
  return typeof (event as Partial<Closing> | null)?.code === 'number';
}

/** No word came, or no connection within the time for it. */
const silent = [1006, 4499];

/** Whether a gateway has closed the connection by a word of its own. */
function isRefusal(error: unknown): boolean {
  return isClosing(error) && !silent.includes(error.code);
}

const byCode: Readonly<Record<number, number>> = {
  1001: exits.temporary,
  1013: exits.temporary,
  4401: exits.denied,
  4403: exits.denied,
};

function toSocketFault(url: URL, error: unknown): CommandFault {
  if (error instanceof CommandFault) return error;
  if (!isClosing(error) || error.code === 1006) return unreachable(url, error);
  const status = byCode[error.code] ?? exits.unavailable;
  return new CommandFault(status, `The gateway closed the connection: ${error.code} ${error.reason}`.trim(), {
    cause: error,
  });
}
