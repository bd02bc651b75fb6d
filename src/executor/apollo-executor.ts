import type { ApolloServerOptionsWithGateway, BaseContext } from '@apollo/server';
import type { ExecutionResult, GraphQLSchema } from 'graphql';
import type { Executor } from './executor.ts';
import type { AnswerRoom } from './room.ts';

interface Roomy extends BaseContext {
  readonly room?: AnswerRoom;
}

type ApolloGateway = ApolloServerOptionsWithGateway<BaseContext>['gateway'];

/**
 * Apollo Server's hook for gateways, which is its only one for an executor of one's own.
 * @param settle has the last word on each result
 */
export function createApolloExecutor(
  schema: GraphQLSchema,
  execute: Executor,
  settle: (context: unknown, result: ExecutionResult) => ExecutionResult | Promise<ExecutionResult>,
): ApolloGateway {
  const notify: Parameters<ApolloGateway['onSchemaLoadOrUpdate']>[0][] = [];
  return {
    onSchemaLoadOrUpdate: (callback) => {
      notify.push(callback);
      return () => undefined;
    },
    load: () => {
      for (const callback of notify) callback({ apiSchema: schema, coreSupergraphSdl: '' });
      return Promise.resolve({
        executor: async ({ document, request: { operationName, variables }, context }) => {
          const { room } = context as Roomy;
          return settle(context, await execute({ document, operationName, variables, contextValue: context, room }));
        },
      });
    },
    stop: () => Promise.resolve(),
  };
}
