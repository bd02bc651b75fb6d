/** The WebSocket of a watch: its token, when it is opened again, and why it ends. */
import { CloseCode, createClient } from 'graphql-ws/client';
import type { ErrorCode } from './error-codes.generated.ts';
import type { Sink } from './events.ts';
import { GraphError, toEntries } from './graph-error.ts';
import { readToken, toAuthorization, type WatchOptions } from './options.ts';

/** What is subscribed to. */
export interface Operation {
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

/** An answer as it came. */
export interface Result {
  readonly data?: unknown;
  readonly errors?: unknown;
}

/** One WebSocket, for one watch. */
export interface Connection {
  /** Returns what ends the subscription; the last one to end closes the WebSocket. */
  readonly subscribe: (operation: Operation, sink: Sink<Result>) => () => void;
  /** Whether the connection ended with its token, and there is another one by now. */
  readonly hasNewToken: (error: unknown) => Promise<boolean>;
  readonly isClosed: () => boolean;
  /** Waits for no further try. */
  readonly close: () => void;
}

/** It opens with the first subscription. */
export function createConnection(options: WatchOptions): Connection {
  const closing = new AbortController();
  let hasOpened = false;
  let token: string | undefined;
  const client = createClient({
    url: toSocketUrl(options.url),
    webSocketImpl: options.webSocket,
    connectionParams: async () => {
      token = await readToken(options);
      return toAuthorization(token);
    },
    // As long as the gateway gives its clients.
    connectionAckWaitTimeout: 10_000,
    retryAttempts: options.retryAttempts ?? 10,
    retryWait: (retries) => wait(Math.random() * Math.min(30, 2 ** retries) * 1000, closing.signal),
    shouldRetry: (event) => hasOpened && mayPass(event),
    on: {
      connected: () => {
        hasOpened = true;
      },
    },
  });
  return {
    subscribe: (operation, { put, fail, end }) =>
      client.subscribe(operation, { next: (result) => put(result as Result), error: fail, complete: end }),
    hasNewToken: async (error) =>
      hasOpened &&
      typeof options.token === 'function' &&
      isClosing(error) &&
      error.code === unauthorized &&
      token !== (await readToken(options)),
    isClosed: () => closing.signal.aborted,
    close: () => closing.abort(),
  };
}

function toSocketUrl(url: string | URL): string {
  // A page may name the graph by its path alone.
  const { location } = globalThis as { readonly location?: { readonly href: string } };
  return new URL(url, location?.href).href.replace(/^http/, 'ws');
}

/** How WebSockets say that they have closed. */
interface Closing {
  readonly code: number;
  readonly reason: string;
}

function isClosing(event: unknown): event is Closing {
  return typeof (event as Partial<Closing> | null)?.code === 'number';
}

/** graphql-ws itself gives up after codes such as 4401. A WebSocket that could not be opened sends an event without a code. */
function mayPass(event: unknown): boolean {
  return isClosing(event) ? event.code !== forbidden : !(event instanceof Error);
}

const unauthorized: number = CloseCode.Unauthorized;
const forbidden: number = CloseCode.Forbidden;

const refusals: Readonly<Record<number, ErrorCode>> = {
  [unauthorized]: 'UNAUTHENTICATED',
  [forbidden]: 'UNAUTHORIZED_FIELD_OR_TYPE',
};

/** @param error errors of the graph, an event of the WebSocket, or what the caller's own functions threw */
export function toGraphError(error: unknown): unknown {
  if (Array.isArray(error)) return new GraphError('The gateway refuses the subscription.', toEntries(error));
  if (error instanceof Error && !isClosing(error)) return error;
  if (!isClosing(error) || error.code === 1006)
    return new GraphError('No gateway answers over a WebSocket at the given address.', []);
  const message = `The gateway closed the WebSocket: ${String(error.code)} ${error.reason}`.trim();
  const code = refusals[error.code];
  return new GraphError(message, code === undefined ? [] : [{ message, extensions: { code } }]);
}

async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
