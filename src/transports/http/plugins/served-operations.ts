/** Plain HTTP serves queries; over GET, only queries that name no protected field. */
import type { ApolloServerPlugin } from '@apollo/server';
import { OperationTypeNode } from 'graphql';
import { createGraphError } from '../../../errors/graph-error.ts';
import { refuseUnserved } from '../both-doors.ts';
import type { HttpContext } from '../graph-request.ts';

/** @param servesSubscription whether a subscription is served whose request accepts this */
export function createServedOperations(
  servesSubscription: (accept: string | undefined) => boolean,
): ApolloServerPlugin<HttpContext> {
  return {
    requestDidStart: ({ request: { http } }) =>
      Promise.resolve({
        didResolveOperation: ({ contextValue: { graph } }) => {
          const { operation } = graph;
          if (operation === undefined || operation.errors !== undefined) return Promise.resolve();
          const refusal = refuseUnserved(operation);
          const isServed =
            operation.kind === OperationTypeNode.SUBSCRIPTION && servesSubscription(http?.headers.get('accept'));
          if (refusal !== undefined && !isServed) throw refusal;
          // Addresses and their answers are kept by browsers, proxies and logs.
          if (http?.method === 'GET' && operation.traits().holdsProtectedField) {
            const message = 'Protected fields are answered over POST only.';
            throw createGraphError('BAD_REQUEST', message, { status: 405, headers: { allow: 'POST' } });
          }
          return Promise.resolve();
        },
      }),
  };
}
