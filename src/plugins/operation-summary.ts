import type { ApolloServerPlugin } from '@apollo/server';
import type { OperationContext } from '../operation.ts';

/** What the operator may know of an operation: its kind, its cost and its failures, and nothing of what was asked or answered. */
export interface OperationSummary {
  /** Null for one without a name, or whose document could not be read. */
  readonly name: string | null;
  readonly type: 'query' | 'mutation' | 'subscription' | null;
  /** Of the answer's errors, each once. */
  readonly errorCodes: readonly string[];
}

const longestName = 100;

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
            name: operationName?.slice(0, longestName) ?? null,
            type: operation?.operation ?? null,
            errorCodes: [...new Set(errors.map(({ extensions }) => toCode(extensions?.['code'])))].sort(),
          });
          return Promise.resolve();
        },
      }),
  };
}

function toCode(code: unknown): string {
  return typeof code === 'string' ? code : 'UNKNOWN';
}
