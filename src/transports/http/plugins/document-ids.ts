import type { ApolloServerPlugin } from '@apollo/server';
import type { HttpContext } from '../graph-request.ts';

/** Lets a `documentId` stand for the digest that Apollo Server knows as `extensions.persistedQuery`. */
export const documentIds: ApolloServerPlugin<HttpContext> = {
  requestDidStart: ({ request, contextValue: { graph } }) => {
    if (graph.extensions !== undefined) request.extensions = graph.extensions;
    return Promise.resolve();
  },
};
