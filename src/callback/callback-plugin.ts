/**
 * Where subscriptions by HTTP callback come in: through Apollo Server like any operation, so that all that holds for
 * operations holds for them.
 *
 * Apollo's own plugin would not do. It calls whatever address it is given, for queries too; runs the subscription in the
 * context of a request that is answered by then, and tells nobody when it ends; sends results as they are, errors
 * unmasked; names the protocol in checks alone; and knows no cap, no timeout and no end of a token.
 */
import { HeaderMap, type ApolloServerPlugin, type GraphQLResponse } from '@apollo/server';
import { OperationTypeNode } from 'graphql';
import type { OperationContext } from '../graph/operation.ts';
import { acceptsCallback, readCallbackRequest, type CallbackRequest } from './callback-request.ts';
import type { CallbackSubscriptions } from './callback-subscriptions.ts';
import type { Refusal } from './opening.ts';
import { protocolHeader } from './router-calls.ts';

export function createCallbackPlugin(
  subscriptions: Pick<CallbackSubscriptions, 'open'>,
  allowedUrls: readonly string[],
): ApolloServerPlugin<OperationContext> {
  return {
    requestDidStart: ({ request }) => {
      let router: CallbackRequest | undefined;
      if (!acceptsCallback(request.http?.headers.get('accept'))) return Promise.resolve();
      return Promise.resolve({
        didResolveOperation: ({ operation }) => {
          if (operation?.operation === OperationTypeNode.SUBSCRIPTION)
            router = readCallbackRequest(request.extensions?.['subscription'], allowedUrls);
          return Promise.resolve();
        },
        responseForOperation: async ({ document, contextValue: context }) => {
          if (router === undefined) return null;
          const { operationName, variables } = request;
          return toResponse(await subscriptions.open(router, { document, operationName, variables, context }));
        },
      });
    },
  };
}

function toResponse(refusal: Refusal | undefined): GraphQLResponse {
  const headers = new HeaderMap([['content-type', 'application/json; charset=utf-8']]);
  if (refusal !== undefined) {
    const { status, errors } = refusal;
    return { http: { status, headers }, body: { kind: 'single', singleResult: { errors } } };
  }
  headers.set(...protocolHeader);
  return { http: { status: 200, headers }, body: { kind: 'single', singleResult: { data: null } } };
}
