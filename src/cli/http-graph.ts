/** A running gateway or router, over HTTP; its subscriptions over a WebSocket (`graphql-transport-ws`). */
import { CommandFault, exits } from './exit.ts';
import type { Graph, GraphAnswer, GraphRequest } from './graph.ts';

export interface HttpGraphOptions {
  readonly url: URL;
  /** A bearer token; undefined: none is sent. */
  readonly token: string | undefined;
}

export function createHttpGraph({ url, token }: HttpGraphOptions): Graph {
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return {
    execute: async (request, signal) => toAnswer(url, await send(url, authorization, request, signal)),
    subscribe: (request, signal) => listen(url, authorization, request, signal),
    close: () => Promise.resolve(),
  };
}

async function send(
  url: URL,
  authorization: Readonly<Record<string, string>>,
  { query, variables, operationName, explains }: GraphRequest,
  signal: AbortSignal,
): Promise<Response> {
  try {
    return await fetch(url, {
      method: 'POST',
      // A token goes where the user has sent it, and nowhere else.
      redirect: 'error',
      headers: {
        accept: 'application/graphql-response+json, application/json;q=0.9',
        'content-type': 'application/json',
        ...authorization,
        ...(explains === true ? { 'jobgraph-explain': '1' } : {}),
      },
      body: JSON.stringify({ query, variables, operationName }),
      signal,
    });
  } catch (cause) {
    signal.throwIfAborted();
    throw unreachable(url, cause);
  }
}

function unreachable(url: URL, cause: unknown): CommandFault {
  const advice = 'start one with "jobgraph serve", or say with --url where one is';
  return new CommandFault(exits.unavailable, `No gateway answers at ${url.origin}${url.pathname}: ${advice}.`, {
    cause,
  });
}

async function toAnswer(url: URL, response: Response): Promise<GraphAnswer> {
  const body: unknown = await response.json().catch(() => undefined);
  if (typeof body === 'object' && body !== null && ('data' in body || 'errors' in body)) {
    const answer = body as GraphAnswer;
    // A router says less in its codes than in its status.
    if (response.status !== 401 && response.status !== 403) return answer;
    const reason = answer.errors?.[0]?.message ?? '';
    throw new CommandFault(exits.denied, `The gateway refuses the token (HTTP ${response.status}). ${reason}`.trim());
  }
  const came = `HTTP ${response.status} came from ${url.origin}${url.pathname}`;
  if (response.status === 401 || response.status === 403)
    throw new CommandFault(exits.denied, `A token is needed, or a better one: ${came}.`);
  const isTemporary = response.status === 429 || response.status >= 500;
  throw new CommandFault(
    isTemporary ? exits.temporary : exits.unavailable,
    `There must be a GraphQL endpoint, but ${came}.`,
  );
}

async function* listen(
  url: URL,
  authorization: Readonly<Record<string, string>>,
  { query, variables, operationName }: GraphRequest,
  signal: AbortSignal,
): AsyncGenerator<GraphAnswer> {
  const { createClient } = await import('graphql-ws');
  let wasOpen = false;
  const client = createClient({
    url: url.href.replace(/^http/, 'ws'),
    connectionParams: authorization,
    retryAttempts: 5,
    // A gateway that is not there at the first try is not waited for.
    shouldRetry: (event) => wasOpen && isClosing(event),
    on: {
      connected: () => {
        wasOpen = true;
      },
    },
  });
  const events = client.iterate({
    query,
    ...(variables === undefined ? {} : { variables }),
    ...(operationName === undefined ? {} : { operationName }),
  });
  const end = (): void => void events.return?.();
  signal.addEventListener('abort', end, { once: true });
  try {
    for await (const event of events) yield event as GraphAnswer;
  } catch (error) {
    if (Array.isArray(error)) yield { data: null, errors: error as GraphAnswer['errors'] & object };
    else throw toSocketFault(url, error);
  } finally {
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

function toSocketFault(url: URL, error: unknown): CommandFault {
  if (!isClosing(error) || error.code === 1006) return unreachable(url, error);
  const status = error.code === 4401 || error.code === 4403 ? exits.denied : exits.unavailable;
  return new CommandFault(status, `The gateway closed the connection: ${error.code} ${error.reason}`.trim(), {
    cause: error,
  });
}
