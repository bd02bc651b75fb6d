/** A running gateway or router, over HTTP. */
import { CommandFault, exits } from './exit.ts';
import { toAuthorization, unreachable, type Gateway } from './gateway.ts';
import type { Graph, GraphAnswer, GraphRequest } from './graph.ts';

export function createHttpGraph({ url, token }: Gateway): Graph {
  return {
    execute: async (request, signal) => toAnswer(url, await send(url, toAuthorization(await token()), request, signal)),
    subscribe: async function* (request, signal) {
      const { listen } = await import('./socket.ts');
      yield* listen({ url, token }, request, signal);
    },
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
