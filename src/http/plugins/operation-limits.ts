import type { ApolloServerPlugin } from '@apollo/server';
import { setImmediate } from 'node:timers/promises';
import type { OperationLimits } from '../../limits/operation-limits.ts';
import type { OperationContext } from '../../graph/operation.ts';

/** In fields: some ten milliseconds of work. */
const largeAnswer = 10_000;

/** Whether an answer of so many fields takes turns with other work. */
export function isLargeAnswer(fields: number): boolean {
  return fields > largeAnswer;
}

/**
 * Refuses a valid operation that would touch too many jobs, cost too many calls or answer too much, before it runs. Those
 * with large answers begin one after the other, and continue one after the other when their jobs have been read. Other requests are
 * served between them.
 */
export function createLimitsPlugin(check: OperationLimits['check']): ApolloServerPlugin<OperationContext> {
  let turn = Promise.resolve();
  const waitForTurn = (): Promise<void> => (turn = turn.then(() => setImmediate()));

  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: async ({ document, request, contextValue }) => {
          const { viewer, listAllowances, pace, made, recording } = contextValue;
          // Checked before it was run.
          if (made.result !== undefined) return;
          const { operationName, variables } = request;
          const { lists, answerFields } = check({
            document,
            operationName,
            variables,
            viewer,
            spending: recording?.spending,
          });
          for (const [name, allowance] of lists) listAllowances.set(name, allowance);
          if (!isLargeAnswer(answerFields)) return;
          pace.waitForTurn = waitForTurn;
          await waitForTurn();
        },
      }),
  };
}
