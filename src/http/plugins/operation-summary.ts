import type { ApolloServerPlugin } from '@apollo/server';
import { toErrorCodes, toSummaryName, type OperationSummary } from '../../observability/operation-summary.ts';
import type { OperationContext } from '../../graph/operation.ts';

/** Gives a summary of each operation, just before its answer is sent. */
export function createOperationSummary(
  note: (context: OperationContext, summary: OperationSummary) => void,
): ApolloServerPlugin<OperationContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse: ({ contextValue, operation, operationName, response: { body } }) => {
          const errors = body.kind === 'single' ? (body.singleResult.errors ?? []) : [];
          note(contextValue, {
            name: toSummaryName(operationName),
            type: operation?.operation ?? null,
            errorCodes: toErrorCodes(errors),
          });
          return Promise.resolve();
        },
      }),
  };
}
