/** What stands behind a router: the gateway on the demo's emulators, and another team's subgraph. */
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { startAnnotations } from '../../examples/supergraph/annotations.ts';
import { sampleAnnotations } from '../../examples/supergraph/sample-annotations.ts';
import { startDemo } from '../../emulators/demo/start.ts';
import { startGateway, type GatewayUnderTest, type GraphQLAnswer, type GraphQLRequest } from '../gateway.ts';

export interface SupergraphWorld {
  readonly gateway: GatewayUnderTest;
  readonly subgraphs: readonly { readonly name: string; readonly url: string }[];
  /** The `Authorization` headers that the other subgraph was sent. */
  readonly strayTokens: ReadonlySet<string | undefined>;
  /** Moves the clock of the gateway and of the providers. */
  readonly advance: (milliseconds: number) => void;
  readonly close: () => Promise<void>;
}

/** A job that the other subgraph knows and no provider does. */
export const unknownJob = 'panorama-lab:import-unknown';

/** The caller closes it. */
export async function startSupergraphWorld({
  authDirectives,
}: {
  readonly authDirectives: boolean;
}): Promise<SupergraphWorld> {
  let ahead = 0;
  const now = (): number => Date.now() + ahead;
  const strayTokens = new Set<string | undefined>();
  const demo = await startDemo({ now: () => new Date(now()) });
  const gateway = await startGateway({
    sources: demo.sources,
    now,
    random: () => 0,
    pollMilliseconds: 30,
    cache: { runningSeconds: 0 },
    server: { introspection: true },
    federation: { authDirectives },
  });
  const annotations = await startAnnotations({
    annotations: new Map([...sampleAnnotations, [unknownJob, { owner: 'team-ghost', runbookUrl: null, remark: null }]]),
    port: 0,
    onRequest: (authorization) => void strayTokens.add(authorization),
  });
  return {
    gateway,
    subgraphs: [
      { name: 'jobgraph', url: gateway.url },
      { name: 'annotations', url: annotations.url },
    ],
    strayTokens,
    advance: (milliseconds) => {
      ahead += milliseconds;
    },
    close: async () => {
      await annotations.close();
      await gateway.close();
      await demo.close();
    },
  };
}

export interface RouterAnswer {
  readonly data: GraphQLAnswer['data'];
  /** What a client must be able to lean on; routers add more, each its own. */
  readonly errors: readonly {
    readonly message: string;
    readonly path: readonly (string | number)[];
    readonly code: string;
  }[];
}

/** Asks a router. */
export async function askRouter(
  url: string,
  query: string,
  { variables = {}, token }: Pick<GraphQLRequest, 'variables' | 'token'> = {},
): Promise<RouterAnswer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors = [] } = (await response.json()) as Pick<GraphQLAnswer, 'data'> &
    Partial<Pick<GraphQLAnswer, 'errors'>>;
  return {
    data,
    errors: errors.map(({ message, path = [], extensions }) => ({ message, path, code: extensions.code })),
  };
}

export interface WatchOptions {
  readonly token?: string;
  /** Called after each result but the last. */
  readonly onResult?: () => void;
}

/** Takes so many results of a subscription over a WebSocket. */
export async function watchRouter(
  url: string,
  query: string,
  count: number,
  { token, onResult }: WatchOptions = {},
): Promise<readonly unknown[]> {
  const client = createClient({
    url: url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    ...(token === undefined ? {} : { connectionParams: { authorization: `Bearer ${token}` } }),
  });
  const results: unknown[] = [];
  for await (const result of client.iterate({ query })) {
    results.push(result);
    if (results.length === count) break;
    onResult?.();
  }
  await client.dispose();
  return results;
}
