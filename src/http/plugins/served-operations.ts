/** What plain HTTP serves: queries, and over GET those that name no protected field. */
import type { ApolloServerPlugin } from '@apollo/server';
import { OperationTypeNode, TypeInfo, visit, visitWithTypeInfo, type DocumentNode, type GraphQLSchema } from 'graphql';
import { requiredScopesOf } from '../../auth/required-scopes.ts';
import { publicScope } from '../../auth/viewer.ts';
import { createGraphError, createRequestRefusal } from '../../errors/graph-error.ts';
import type { OperationContext } from '../../graph/operation.ts';

/** Where the other operations belong. */
const refusals: Readonly<Partial<Record<OperationTypeNode, string>>> = {
  // Over plain HTTP it would be answered once, with null and no error.
  [OperationTypeNode.SUBSCRIPTION]:
    'Subscriptions are served over a WebSocket at this path, with the subprotocol graphql-transport-ws; not over plain HTTP.',
  [OperationTypeNode.MUTATION]: 'The graph has no mutations: it reads jobs and changes none.',
};

/** @param servesSubscription whether a subscription is served whose request accepts this */
export function createServedOperations(
  servesSubscription: (accept: string | undefined) => boolean,
): ApolloServerPlugin<OperationContext> {
  return {
    requestDidStart: ({ request: { http } }) =>
      Promise.resolve({
        didResolveOperation: ({ operation, schema, document }) => {
          const refusal = operation && refusals[operation.operation];
          const isServed =
            operation?.operation === OperationTypeNode.SUBSCRIPTION && servesSubscription(http?.headers.get('accept'));
          if (refusal !== undefined && !isServed) throw createRequestRefusal(refusal, 'BAD_REQUEST');
          // Addresses and their answers are kept by browsers, proxies and logs.
          if (http?.method === 'GET' && holdsProtectedField(schema, document)) {
            const message = 'Protected fields are answered over POST only.';
            throw createGraphError('BAD_REQUEST', message, { status: 405, headers: { allow: 'POST' } });
          }
          return Promise.resolve();
        },
      }),
  };
}

function holdsProtectedField(schema: GraphQLSchema, document: DocumentNode): boolean {
  const typeInfo = new TypeInfo(schema);
  let found = false;
  visit(
    document,
    visitWithTypeInfo(typeInfo, {
      Field: () => {
        const field = typeInfo.getFieldDef();
        const scopes = field ? requiredScopesOf(field) : undefined;
        if (scopes?.some((all) => all.some((scope) => scope !== publicScope)) === true) found = true;
      },
    }),
  );
  return found;
}
