import type { ApolloServerPlugin } from '@apollo/server';
import { OperationTypeNode } from 'graphql';
import { acceptsCallback } from '../callback/callback-request.ts';
import type { OperationContext } from '../operation.ts';
import { createRequestRefusal } from '../graph-error.ts';

const refusals: Readonly<Partial<Record<OperationTypeNode, string>>> = {
  // Over plain HTTP it would be answered once, with null and no error.
  [OperationTypeNode.SUBSCRIPTION]:
    'Subscriptions are served over a WebSocket at this path, with the subprotocol graphql-transport-ws; not over plain HTTP.',
  [OperationTypeNode.MUTATION]: 'The graph has no mutations: it reads jobs and changes none.',
};

/**
 * Plain HTTP serves queries; says of the other operations where they belong. A subscription may pass that asks for HTTP
 * callbacks, where there are any.
 */
export function createServedOperations(hasCallbacks: boolean): ApolloServerPlugin<OperationContext> {
  return {
    requestDidStart: ({ request }) =>
      Promise.resolve({
        didResolveOperation: ({ operation }) => {
          const refusal = operation && refusals[operation.operation];
          const isCallback = hasCallbacks && acceptsCallback(request.http?.headers.get('accept'));
          const isServed = operation?.operation === OperationTypeNode.SUBSCRIPTION && isCallback;
          if (refusal === undefined || isServed) return Promise.resolve();
          throw createRequestRefusal(refusal, 'BAD_REQUEST');
        },
      }),
  };
}
