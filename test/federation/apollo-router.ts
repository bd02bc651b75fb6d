/** @apollo/gateway on Apollo Server, as a platform team would write it down. */
import { ApolloGateway, IntrospectAndCompose, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import type { RunningServer } from '../../examples/supergraph/annotations.ts';
import type { Subgraph } from '../../examples/supergraph/router.ts';

interface RouterContext {
  readonly authorization?: string | undefined;
}

/** The client's token goes to jobgraph alone. */
class JobgraphDataSource extends RemoteGraphQLDataSource<RouterContext> {
  override willSendRequest({
    request,
    context,
  }: Parameters<NonNullable<RemoteGraphQLDataSource<RouterContext>['willSendRequest']>>[0]): void {
    if (context.authorization !== undefined) request.http?.headers.set('authorization', context.authorization);
  }
}

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** Reads every subgraph's SDL from `_service` and composes by itself. Throws where it cannot serve what comes out. */
export async function startApolloRouter(subgraphs: readonly Subgraph[]): Promise<RunningServer> {
  const server = new ApolloServer<RouterContext>({
    gateway: new ApolloGateway({
      supergraphSdl: new IntrospectAndCompose({ subgraphs: [...subgraphs] }),
      buildService: ({ name, url }) =>
        name === 'jobgraph'
          ? new JobgraphDataSource({ url: url ?? '' })
          : new RemoteGraphQLDataSource({ url: url ?? '' }),
      logger: silent,
    }),
    stopOnTerminationSignals: false,
    logger: silent,
  });
  const { url } = await startStandaloneServer(server, {
    listen: { port: 0, host: '127.0.0.1' },
    context: ({ req }) => Promise.resolve({ authorization: req.headers.authorization }),
  });
  return { url, close: () => server.stop() };
}
