import type { ApolloServerPlugin } from '@apollo/server';
import type { OperationLimits } from '../limits/operation-limits.ts';
import type { OperationContext } from '../operation.ts';

/** Refuses a valid operation that would touch too many jobs or cost too many calls, before it runs. */
export function createLimitsPlugin(limits: OperationLimits): ApolloServerPlugin<OperationContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: ({ document, request, contextValue: { viewer, listAllowances } }) => {
          const { operationName, variables } = request;
          for (const [name, allowance] of limits.check({ document, operationName, variables, viewer }))
            listAllowances.set(name, allowance);
          return Promise.resolve();
        },
      }),
  };
}
