import type { ApolloServerPlugin } from '@apollo/server';
import { toErrorCodes, toSummaryName, type OperationSummary } from '../../../observability/operation-summary.ts';
import type { GraphRequest, HttpContext } from '../graph-request.ts';

/** Gives a summary of each operation, just before its answer is sent. */
export function createOperationSummary(
  note: (graph: GraphRequest, summary: OperationSummary) => void,
): ApolloServerPlugin<HttpContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse: ({ contextValue, operation, operationName, response: { body } }) => {
          const errors = body.kind === 'single' ? (body.singleResult.errors ?? []) : [];
          note(contextValue.graph, {
            name: toSummaryName(operationName),
            type: operation?.operation ?? null,
            errorCodes: toErrorCodes(errors),
          });
          return Promise.resolve();
        },
      }),
  };
}
