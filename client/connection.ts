/** The WebSocket of a subscription: its token, when it is opened again, and why it ends. */
import { CloseCode, createClient } from 'graphql-ws/client';
import type { Sink } from './events.ts';
import { readAnswer, readError, type GraphAnswer } from './http.ts';
import { readToken, toAuthorization, type WatchOptions } from './options.ts';

/** The text of a subscription, and its variables. */
export interface Operation {
  readonly query: string;
  /** A function is called for each connection: what is asked for again need not begin where it began at first. */
  readonly variables?: Record<string, unknown> | (() => Record<string, unknown>) | undefined;
  readonly operationName?: string | undefined;
}

/** With what a command decides by itself. */
interface ConnectionOptions extends WatchOptions {
  /** Called whenever the connection is open. After the first time, the present state follows again. */
  readonly onOpen?: () => void;
  /** Milliseconds before a lost connection is opened again. Default: random, up to 30 s. */
  readonly toPause?: (retries: number) => number;
}

/** How long a gateway gives its clients, and a client a gateway, or the proxy before it. Milliseconds. */
const maxOpening = 10_000;

/**
 * Opens a WebSocket and subscribes; both again with another token where the connection ended with the one before. A subscription that
 * is refused is an answer without data. Other failures are passed on as they came. Returns what ends both.
 */
export function subscribe(operation: Operation, options: ConnectionOptions, sink: Sink<GraphAnswer>): () => void {
  const connection = createConnection(options);
  let stop: (() => void) | undefined;
  const fail = (error: unknown): void => {
    if (Array.isArray(error)) {
      sink.put({ data: null, errors: error.map(readError) });
      sink.end();
      return;
    }
    connection.hasNewToken(error).then((has) => (has ? begin() : sink.fail(error)), sink.fail);
  };
  const begin = (): void => {
    if (connection.isClosed()) return;
    const next = (event: unknown): void => sink.put(readAnswer(event) ?? {});
    stop = connection.client.subscribe(toPayload(operation), { next, error: fail, complete: sink.end });
  };
  begin();
  return () => {
    stop?.();
    connection.close();
  };
}

/** As graphql-ws writes it anew for each connection. */
function toPayload({ variables, ...operation }: Operation) {
  return {
    ...operation,
    get variables() {
      return typeof variables === 'function' ? variables() : variables;
    },
  };
}

/** It opens with its first subscription, and closes with its last. */
function createConnection({ onOpen, toPause = toRandomPause, ...options }: ConnectionOptions) {
  const closing = new AbortController();
  let hasOpened = false;
  let isOpen = false;
  let token: string | undefined;
  let opening: ReturnType<typeof setTimeout> | undefined;
  const client = createClient({
    url: toSocketUrl(options.url),
    webSocketImpl: options.webSocket,
    connectionParams: async () => {
      token = await readToken(options);
      return toAuthorization(token);
    },
    connectionAckWaitTimeout: maxOpening,
    retryAttempts: options.retryAttempts ?? 10,
    retryWait: (retries) => wait(toPause(retries), closing.signal),
    shouldRetry: (event) => hasOpened && mayPass(event),
    on: {
      connecting: () => {
        opening = setTimeout(() => client.terminate(), maxOpening);
      },
      opened: () => clearTimeout(opening),
      connected: () => {
        [hasOpened, isOpen] = [true, true];
        onOpen?.();
      },
      closed: () => {
        clearTimeout(opening);
        isOpen = false;
      },
    },
  });
  return {
    client,
    /** Whether the connection ended with its token, and there is another one by now. */
    hasNewToken: async (error: unknown): Promise<boolean> =>
      hasOpened &&
      typeof options.token === 'function' &&
      isClosing(error) &&
      error.code === unauthorized &&
      token !== (await readToken(options)),
    isClosed: () => closing.signal.aborted,
    /** Waits neither for a further try nor for one that is under way. */
    close: (): void => {
      closing.abort();
      if (!isOpen) client.terminate();
    },
  };
}

function toRandomPause(retries: number): number {
  return Math.random() * Math.min(30, 2 ** retries) * 1000;
}

function toSocketUrl(url: string | URL): string {
  // A page may name the graph by its path alone.
  const { location } = globalThis as { readonly location?: { readonly href: string } };
  return new URL(url, location?.href).href.replace(/^http/, 'ws');
}

const unauthorized: number = CloseCode.Unauthorized;
const forbidden: number = CloseCode.Forbidden;

/** How WebSockets say that they have closed. */
interface Closing {
  readonly code: number;
  readonly reason: string;
}

/** A WebSocket that could not be opened sends an event without a code. */
export function isClosing(event: unknown): event is Closing {
  return typeof (event as Partial<Closing> | null)?.code === 'number';
}

/** The connection broke, or was not open within the time for it. */
const unanswered: readonly number[] = [1006, 4499, CloseCode.ConnectionAcknowledgementTimeout];

/** Whether the gateway itself has closed the WebSocket. */
export function isRefusal(event: unknown): event is Closing {
  return isClosing(event) && !unanswered.includes(event.code);
}

/** graphql-ws itself gives up after codes such as 4401. */
function mayPass(event: unknown): boolean {
  return isClosing(event) ? event.code !== forbidden : !(event instanceof Error);
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
