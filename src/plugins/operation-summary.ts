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

/** With its code, as it goes out. */
export interface CodedError {
  readonly extensions?: Readonly<Record<string, unknown>>;
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
            name: toSummaryName(operationName),
            type: operation?.operation ?? null,
            errorCodes: toErrorCodes(errors),
          });
          return Promise.resolve();
        },
      }),
  };
}

export function toSummaryName(operationName: string | null | undefined): string | null {
  return operationName?.slice(0, longestName) ?? null;
}

/** Each once, in the order of the alphabet. */
export function toErrorCodes(errors: readonly CodedError[]): readonly string[] {
  return [...new Set(errors.map(({ extensions }) => toCode(extensions?.['code'])))].sort();
}

function toCode(code: unknown): string {
  return typeof code === 'string' ? code : 'UNKNOWN';
}
