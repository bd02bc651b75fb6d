import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, OperationTypeNode } from 'graphql';
import type { OperationContext } from '../operation.ts';

const refusals: Readonly<Partial<Record<OperationTypeNode, string>>> = {
  // Over plain HTTP it would be answered once, with null and no error.
  [OperationTypeNode.SUBSCRIPTION]:
    'Subscriptions are served over a WebSocket at this path, with the subprotocol graphql-transport-ws; not over plain HTTP.',
  [OperationTypeNode.MUTATION]: 'The graph has no mutations: it reads jobs and changes none.',
};

/** Plain HTTP serves queries; says of the other operations where they belong. */
export const servedOperations: ApolloServerPlugin<OperationContext> = {
  requestDidStart: () =>
    Promise.resolve({
      didResolveOperation: ({ operation }) => {
        const refusal = operation && refusals[operation.operation];
        if (refusal === undefined) return Promise.resolve();
        throw new GraphQLError(refusal, { extensions: { code: 'BAD_REQUEST', http: { status: 400 } } });
      },
    }),
};
