import type { ApolloServerPlugin } from '@apollo/server';
import { OperationTypeNode } from 'graphql';
import type { OperationContext } from '../../operation.ts';
import { createRequestRefusal } from '../../graph-error.ts';

const refusals: Readonly<Partial<Record<OperationTypeNode, string>>> = {
  // Over plain HTTP it would be answered once, with null and no error.
  [OperationTypeNode.SUBSCRIPTION]:
    'Subscriptions are served over a WebSocket at this path, with the subprotocol graphql-transport-ws; not over plain HTTP.',
  [OperationTypeNode.MUTATION]: 'The graph has no mutations: it reads jobs and changes none.',
};

/**
 * Plain HTTP serves queries; says of the other operations where they belong.
 * @param servesSubscription whether a subscription is served whose request accepts this
 */
export function createServedOperations(
  servesSubscription: (accept: string | undefined) => boolean,
): ApolloServerPlugin<OperationContext> {
  return {
    requestDidStart: ({ request }) =>
      Promise.resolve({
        didResolveOperation: ({ operation }) => {
          const refusal = operation && refusals[operation.operation];
          const isServed =
            operation?.operation === OperationTypeNode.SUBSCRIPTION &&
            servesSubscription(request.http?.headers.get('accept'));
          if (refusal === undefined || isServed) return Promise.resolve();
          throw createRequestRefusal(refusal, 'BAD_REQUEST');
        },
      }),
  };
}
