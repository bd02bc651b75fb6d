/**
 * Accepts subscriptions by HTTP callback: through Apollo Server like any operation, so that the same rules apply
 * to them.
 *
 * Apollo's own plugin does not fit. It calls any address it is given, for queries too; runs the subscription in the
 * context of a request that has already been answered, and does not report its end; sends results unchanged, errors
 * unmasked; names the protocol only in checks; and has no maximum, no timeout and no end of a token.
 */
import { HeaderMap, type ApolloServerPlugin, type GraphQLResponse } from '@apollo/server';
import { OperationTypeNode } from 'graphql';
import type { RefusedCheck } from '../../operation/cost/operation-limits.ts';
import type { CheckedSubscription, Engine } from '../../operation/engine.ts';
import type { OperationContext } from '../../operation/operation.ts';
import type { RefusedOperation } from '../../operation/prepare.ts';
import type { PreparedOperation } from '../../operation/prepared-operation.ts';
import { toHttpHead } from '../../operation/public-errors.ts';
import { acceptsCallback, readCallbackRequest, type CallbackRequest } from './callback-request.ts';
import type { CallbackSubscriptions } from './callback-subscriptions.ts';
import type { Refusal } from './opening.ts';
import { protocolHeader } from './router-calls.ts';

/** Of the request that a subscription comes with. */
interface CallbackContext extends OperationContext {
  readonly graph: { readonly operation: PreparedOperation | RefusedOperation | undefined };
}

/**
 * Takes subscriptions that come over HTTP with the media type of the callback protocol.
 * @param allowedUrls `subscriptions.callbackUrls`
 */
export function createCallbackPlugin(
  subscriptions: Pick<CallbackSubscriptions, 'open'>,
  { check, formatResult }: Pick<Engine, 'check' | 'formatResult'>,
  allowedUrls: readonly string[],
): ApolloServerPlugin<CallbackContext> {
  return {
    requestDidStart: ({ request }) => {
      let asked: { readonly router: CallbackRequest; readonly checked: CheckedSubscription | RefusedCheck } | undefined;
      if (!acceptsCallback(request.http?.headers.get('accept'))) return Promise.resolve();
      return Promise.resolve({
        didResolveOperation: ({ contextValue: { graph, viewer } }) => {
          const { operation } = graph;
          if (operation === undefined || operation.errors !== undefined) return Promise.resolve();
          if (operation.kind !== OperationTypeNode.SUBSCRIPTION) return Promise.resolve();
          const router = readCallbackRequest(request.extensions?.['subscription'], allowedUrls);
          asked = { router, checked: check({ operation, variables: request.variables, viewer }) };
          return Promise.resolve();
        },
        responseForOperation: async ({ contextValue: context }) => {
          if (asked === undefined) return null;
          const { router, checked } = asked;
          if (checked.errors === undefined) return toResponse(await subscriptions.open(router, { checked, context }));
          const { status, headers } = toHttpHead(checked);
          const { errors = [] } = formatResult(checked);
          return {
            http: { status, headers: new HeaderMap(headers) },
            body: { kind: 'single', singleResult: { errors } },
          };
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
