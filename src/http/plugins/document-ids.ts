import type { ApolloServerPlugin } from '@apollo/server';
import type { OperationContext } from '../../graph/operation.ts';
import { readGraphQLRequest } from '../graphql-request.ts';

/** Lets a `documentId` stand for the digest that Apollo Server knows as `extensions.persistedQuery`. */
export const documentIds: ApolloServerPlugin<OperationContext> = {
  requestDidStart: ({ request }) => {
    if (request.http !== undefined) {
      const { extensions } = readGraphQLRequest(request.http);
      if (extensions !== undefined) request.extensions = extensions;
    }
    return Promise.resolve();
  },
};
