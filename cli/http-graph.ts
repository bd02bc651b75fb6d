/** A running gateway or router, over HTTP, by the client of the graph. */
import { post, readAnswer, type Reply } from '../client/http.ts';
import type { Fetch } from '../client/options.ts';
import { CommandFault, exits, toErrorStatus } from './exit.ts';
import { unreachable, type Gateway } from './gateway.ts';
import { codeOf, toFault, type Graph, type GraphAnswer } from './graph.ts';

/** A graph whose operations are sent to a gateway, each with the token that is good then. */
export function createHttpGraph({ url, token }: Gateway): Graph {
  const fetch = createFetch(url);
  return {
    execute: async ({ explains, operates: _operates, ...operation }, signal) => {
      const headers: Readonly<Record<string, string>> = explains === true ? { 'jobgraph-explain': '1' } : {};
      return toAnswer(url, await post(operation, { url, token, headers, fetch, signal }));
    },
    subscribe: async function* (request, signal, onRestart = () => undefined) {
      const { listen } = await import('./socket.ts');
      yield* listen({ url, token }, { request, signal, onRestart });
    },
    close: () => Promise.resolve(),
  };
}

/** The client's `fetch`. A redirect is not followed: the user hears where it leads. */
function createFetch(url: URL): Fetch {
  return async (address, init) => {
    try {
      const response = await fetch(address, { ...init, redirect: 'manual' });
      // A body that breaks off is no answer.
      return { status: response.status, headers: response.headers, text: () => response.text().catch(() => '') };
    } catch (cause) {
      init.signal?.throwIfAborted();
      throw unreachable(url, cause);
    }
  };
}

/** The statuses that say more than an answer's errors do, where these have no code that is known. */
const byStatus: Readonly<Record<number, number>> = {
  404: exits.unavailable,
  429: exits.temporary,
  502: exits.temporary,
  503: exits.temporary,
  504: exits.temporary,
};

function toAnswer(url: URL, reply: Reply): GraphAnswer {
  const { status } = reply;
  const answer = readAnswer(reply.body);
  if (answer === undefined) throw toStranger(url, reply);
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

/** For an answer that is not of a graph. */
function toStranger(url: URL, { status, headers }: Reply): CommandFault {
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
