/** Subscriptions over a WebSocket (`graphql-transport-ws`). */
import { setTimeout as pause } from 'node:timers/promises';
import { CommandFault, exits } from './exit.ts';
import { toAuthorization, unreachable, type Gateway } from './gateway.ts';
import { SocketBlocked, type GraphAnswer, type GraphRequest } from './graph.ts';

/** A proxy may let the request for a WebSocket wait for ever. Milliseconds. */
const maxOpening = 10_000;

interface Listening {
  readonly request: GraphRequest;
  readonly signal: AbortSignal;
  /** Called when a connection that was lost is open again. */
  readonly onRestart: () => void;
}

/** One answer per event; ends when the signal aborts. A token that has ended is replaced where it can be. Throws `CommandFault`. */
export async function* listen({ url, token }: Gateway, listening: Listening): AsyncGenerator<GraphAnswer> {
  for (;;) {
    const used = await token();
    try {
      yield* listenOnce(url, used, listening);
      return;
    } catch (error) {
      if (listening.signal.aborted) return;
      const isRenewed = isClosing(error) && error.code === 4401 && (await token()) !== used;
      if (!isRenewed) throw toSocketFault(url, error);
      listening.onRestart();
    }
  }
}

async function* listenOnce(
  url: URL,
  token: string | undefined,
  { request: { query, variables, operationName }, signal, onRestart }: Listening,
): AsyncGenerator<GraphAnswer> {
  const { createClient } = await import('graphql-ws');
  let wasOpen = false as boolean;
  let isOpen = false;
  const client = createClient({
    url: url.href.replace(/^http/, 'ws'),
    connectionParams: toAuthorization(token),
    retryAttempts: 5,
    retryWait: (retries) => waitForNext(retries, signal),
    // A gateway that is not there at the first try is not waited for.
    shouldRetry: (event) => wasOpen && mayPass(event),
    on: {
      connected: () => {
        if (wasOpen) onRestart();
        [wasOpen, isOpen] = [true, true];
        clearTimeout(opening);
      },
      closed: () => {
        isOpen = false;
      },
    },
  });
  const opening = setTimeout(() => client.terminate(), maxOpening);
  const events = client.iterate({
    query,
    ...(variables === undefined ? {} : { variables }),
    ...(operationName === undefined ? {} : { operationName }),
  });
  const end = (): void => {
    void events.return?.();
    // It would be waited for until it is open.
    if (!isOpen) client.terminate();
  };
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

/** Longer after each try, and different for each of many clients. Ends when the signal aborts. */
async function waitForNext(retries: number, signal: AbortSignal): Promise<void> {
  await pause((2 ** retries + Math.random() * 3) * 1000, undefined, { signal }).catch(() => undefined);
}

/** As WebSockets say that they have closed. */
interface Closing {
  readonly code: number;
  readonly reason: string;
}

function isClosing(event: unknown): event is Closing {
  return typeof (event as Partial<Closing> | null)?.code === 'number';
}

/** A connection that breaks says so by an event without a code, which is no `Error`. */
function mayPass(event: unknown): boolean {
  return isClosing(event) ? event.code !== 4403 : !(event instanceof Error);
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
