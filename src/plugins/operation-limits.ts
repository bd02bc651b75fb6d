import type { ApolloServerPlugin } from '@apollo/server';
import type { OperationLimits } from '../limits/operation-limits.ts';
import type { OperationContext } from '../operation.ts';

/** Refuses a valid operation that would touch too many jobs or cost too many calls, before it runs. */
export function createLimitsPlugin(limits: OperationLimits): ApolloServerPlugin<OperationContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: ({ document, request, contextValue: { viewer } }) => {
          limits.check({ document, operationName: request.operationName, variables: request.variables, viewer });
          return Promise.resolve();
        },
      }),
  };
}
