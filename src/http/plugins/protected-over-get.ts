import type { ApolloServerPlugin } from '@apollo/server';
import { TypeInfo, visit, visitWithTypeInfo, type DocumentNode, type GraphQLSchema } from 'graphql';
import { requiredScopesOf } from '../../auth/required-scopes.ts';
import { publicScope } from '../../auth/viewer.ts';
import type { OperationContext } from '../../operation.ts';
import { createGraphError } from '../../graph-error.ts';

/** Refuses a GET whose document names a protected field: addresses and their answers are kept by browsers, proxies and logs. */
export const protectedOverGet: ApolloServerPlugin<OperationContext> = {
  requestDidStart: () =>
    Promise.resolve({
      didResolveOperation: ({ request, schema, document }) => {
        if (request.http?.method === 'GET' && holdsProtectedField(schema, document)) {
          throw createGraphError('BAD_REQUEST', 'Protected fields are answered over POST only.', {
            status: 405,
            headers: { allow: 'POST' },
          });
        }
        return Promise.resolve();
      },
    }),
};

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
