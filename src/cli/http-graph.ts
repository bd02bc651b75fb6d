/** A running gateway or router, over HTTP. */
import { CommandFault, exits, toErrorStatus } from './exit.ts';
import { toAuthorization, unreachable, type Gateway } from './gateway.ts';
import { codeOf, toFault, type Graph, type GraphAnswer, type GraphFault, type GraphRequest } from './graph.ts';

/** A graph whose operations are sent to a gateway, each with the token that is good then. */
export function createHttpGraph({ url, token }: Gateway): Graph {
  return {
    execute: async (request, signal) => toAnswer(url, await send(url, toAuthorization(await token()), request, signal)),
    subscribe: async function* (request, signal, onRestart = () => undefined) {
      const { listen } = await import('./socket.ts');
      yield* listen({ url, token }, { request, signal, onRestart });
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
      redirect: 'manual',
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

/** The statuses that say more than an answer's errors do, where these have no code that is known. */
const byStatus: Readonly<Record<number, number>> = {
  404: exits.unavailable,
  429: exits.temporary,
  502: exits.temporary,
  503: exits.temporary,
  504: exits.temporary,
};

async function toAnswer(url: URL, response: Response): Promise<GraphAnswer> {
  const { status } = response;
  const answer = readAnswer(await response.json().catch(() => undefined));
  if (answer === undefined) throw toStranger(url, response);
  const errors = answer.errors ?? [];
  // A router says less in its codes than in its status.
  if (status === 401 || status === 403)
    throw new CommandFault(
      exits.denied,
      `The gateway refuses the token (HTTP ${status}). ${errors[0]?.message ?? ''}`.trim(),
    );
  const exit = byStatus[status];
  if (exit === undefined || answer.data != null || toErrorStatus(errors.map(codeOf)) !== exits.refused) return answer;
  throw new CommandFault(exit, `${toFault(errors).message} (HTTP ${status} from ${url.origin}${url.pathname})`);
}

/** Undefined for what is no answer of a graph. */
function readAnswer(body: unknown): GraphAnswer | undefined {
  if (typeof body !== 'object' || body === null || !('data' in body || 'errors' in body)) return undefined;
  const { data, errors, ...rest } = body as { readonly data?: unknown; readonly errors?: unknown };
  if (typeof data !== 'object' && data !== undefined) return undefined;
  if (errors === undefined || errors === null) return { data, ...rest } as GraphAnswer;
  return Array.isArray(errors) ? ({ ...body, errors: errors.map(readError) } as GraphAnswer) : undefined;
}

/** Others than gateways answer entries of any shape. */
function readError(entry: unknown): GraphFault {
  const fields: Readonly<Record<string, unknown>> = typeof entry === 'object' && entry !== null ? { ...entry } : {};
  const text = typeof entry === 'string' ? entry : fields['message'];
  const message = typeof text === 'string' ? text : 'There is an error without a message.';
  const path = Array.isArray(fields['path']) ? (fields['path'] as readonly (string | number)[]) : undefined;
  return { ...fields, message, ...('path' in fields ? { path } : {}) } as GraphFault;
}

/** For what is no answer of a graph. */
function toStranger(url: URL, { status, headers }: Response): CommandFault {
  const came = `HTTP ${status} came from ${url.origin}${url.pathname}`;
  if (status === 401 || status === 403)
    return new CommandFault(exits.denied, `A token is needed, or a better one: ${came}.`);
  const isTemporary = status === 429 || status >= 500;
  return new CommandFault(
    isTemporary ? exits.temporary : exits.unavailable,
    `There must be a GraphQL endpoint, but ${came}${describeRedirect(url, status, headers.get('location'))}.`,
  );
}

function describeRedirect(url: URL, status: number, location: string | null): string {
  const target = status >= 300 && status < 400 && location !== null ? URL.parse(location, url.href) : null;
  return target === null ? '' : `, which leads to ${target.origin}${target.pathname}: name the graph itself with --url`;
}
