/**
 * Accepts subscriptions by HTTP callback: through Apollo Server like any operation, so that the same rules apply
 * to them.
 *
 * Apollo's own plugin does not fit. It calls any address it is given, for queries too; runs the subscription in the
 * context of a request that has already been answered, and reports its end to nobody; sends results unchanged, errors
 * unmasked; names the protocol only in checks; and has no maximum, no timeout and no end of a token.
 */
import { HeaderMap, type ApolloServerPlugin, type GraphQLResponse } from '@apollo/server';
import { OperationTypeNode } from 'graphql';
import type { OperationContext } from '../graph/operation.ts';
import { acceptsCallback, readCallbackRequest, type CallbackRequest } from './callback-request.ts';
import type { CallbackSubscriptions } from './callback-subscriptions.ts';
import type { Refusal } from './opening.ts';
import { protocolHeader } from './router-calls.ts';

/**
 * Takes subscriptions that come over HTTP with the media type of the callback protocol.
 * @param allowedUrls `subscriptions.callbackUrls`
 */
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
