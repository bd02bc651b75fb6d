/** The other team's subgraph: a small Apollo Server that knows an owner, a runbook and a remark for some jobs. */
import { readFileSync } from 'node:fs';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import { startStandaloneServer } from '@apollo/server/standalone';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';

export interface Annotation {
  readonly owner: string | null;
  readonly runbookUrl: string | null;
  readonly remark: string | null;
}

export interface AnnotationsOptions {
  /** By the job's id in the graph. */
  readonly annotations: ReadonlyMap<string, Annotation>;
  /** 0 = any free one. */
  readonly port: number;
  /** Called with the `Authorization` header of every request: what a router passes on to a subgraph that needs none. */
  readonly onRequest?: (authorization: string | undefined) => void;
}

export interface RunningServer {
  readonly url: string;
  readonly close: () => Promise<void>;
}

export const annotationsSdl = readFileSync(new URL('annotations.graphql', import.meta.url), 'utf8');

const none: Annotation = { owner: null, runbookUrl: null, remark: null };

/** Listens on loopback. The caller closes it. */
export async function startAnnotations({ annotations, port, onRequest }: AnnotationsOptions): Promise<RunningServer> {
  const resolvers = {
    Job: { __resolveReference: ({ id }: { readonly id: string }) => ({ id, ...(annotations.get(id) ?? none) }) },
    Query: {
      jobsByOwner: (_parent: unknown, { owner }: { readonly owner: string }) =>
        [...annotations].filter(([, job]) => job.owner === owner).map(([id, job]) => ({ id, ...job })),
    },
  };
  const server = new ApolloServer({
    schema: buildSubgraphSchema([{ typeDefs: parse(annotationsSdl), resolvers }]),
    introspection: true,
    stopOnTerminationSignals: false,
    plugins: [ApolloServerPluginInlineTraceDisabled()],
  });
  const { url } = await startStandaloneServer(server, {
    listen: { port, host: '127.0.0.1' },
    context: ({ req }) => {
      onRequest?.(req.headers.authorization);
      return Promise.resolve({});
    },
  });
  return { url, close: () => server.stop() };
}
