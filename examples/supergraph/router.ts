/** A router in front of the subgraphs: Hive Gateway as a library, over HTTP for queries and over a WebSocket for subscriptions. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGatewayRuntime, getGraphQLWSOptions, type PlanGraph } from '@graphql-hive/gateway-runtime';
import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import type { RunningServer } from './annotations.ts';

export interface Subgraph {
  readonly name: string;
  readonly url: string;
}

/** Asks every subgraph for its SDL and composes them. Throws where one does not answer, or they do not fit together. */
export async function composeSupergraph(subgraphs: readonly Subgraph[]): Promise<string> {
  const services = await Promise.all(
    subgraphs.map(async ({ name, url }) => ({ name, url, typeDefs: parse(await readServiceSdl(url)) })),
  );
  const { supergraphSdl, errors } = composeServices(services);
  if (supergraphSdl !== undefined) return supergraphSdl;
  throw new Error(`the subgraphs do not compose: ${errors.map(({ message }) => message).join('; ')}`);
}

/** The SDL that the subgraph shows to routers. Throws where it does not. */
export async function readServiceSdl(url: string): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ _service { sdl } }' }),
  });
  const answer = (await response.json()) as { readonly data?: { readonly _service: { readonly sdl: string } } | null };
  if (answer.data == null) throw new Error(`${url} does not show its SDL: is introspection on there?`);
  return answer.data._service.sdl;
}

export interface RouterOptions {
  readonly supergraphSdl: string;
  /** 0 = any free one. */
  readonly port: number;
  /** The planner of Hive Router in place of the runtime's own: `unifiedGraphHandler` of `@graphql-hive/router-runtime`. */
  readonly planner?: PlanGraph;
}

/** Listens on loopback. The caller closes it. */
export async function startRouter({ supergraphSdl, port, planner }: RouterOptions): Promise<RunningServer> {
  const runtime = createGatewayRuntime({
    supergraph: supergraphSdl,
    logging: 'error',
    ...(planner === undefined ? {} : { unifiedGraphHandler: planner }),
    // The client's token goes to jobgraph, which judges it: the router itself checks none. No other subgraph sees it.
    propagateHeaders: {
      fromClientToSubgraphs: ({ request, subgraphName }) =>
        subgraphName === 'jobgraph' ? { authorization: request.headers.get('authorization') } : {},
    },
    transportEntries: {
      jobgraph: {
        options: {
          subscriptions: {
            kind: 'ws',
            location: '/graphql',
            // On a WebSocket the token travels in the connection's parameters; `headers` holds the client's as well.
            options: { connectionParams: { authorization: '{context.headers.authorization}' } },
          },
        },
      },
    },
  });
  // The listener is a promise where the request is answered later; nobody waits for it.
  const http = createServer((request, response) => void runtime(request, response));
  const sockets = new WebSocketServer({ server: http, path: '/graphql' });
  const webSocket = useServer(
    // What the context needs is the upgrade's request, from which nothing but headers is read.
    getGraphQLWSOptions(runtime, ({ extra }) => ({ request: toRequest((extra as UpgradeExtra).request) })),
    sockets,
  );
  await new Promise<void>((resolve, reject) => http.once('error', reject).listen(port, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${String((http.address() as AddressInfo).port)}/graphql`,
    close: async () => {
      await webSocket.dispose();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
      await runtime[Symbol.asyncDispose]();
    },
  };
}

interface UpgradeExtra {
  readonly request: { readonly headers: Readonly<Record<string, string | readonly string[] | undefined>> };
}

function toRequest({ headers }: UpgradeExtra['request']): Request {
  const { authorization } = headers;
  return new Request('http://router/graphql', typeof authorization === 'string' ? { headers: { authorization } } : {});
}
