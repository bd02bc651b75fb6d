/** Subscriptions: executes the operation for each event of the stream that graphql-js opens. */
import {
  createSourceEventStream,
  getOperationAST,
  getVariableValues,
  type ExecutionResult,
  type GraphQLSchema,
} from 'graphql';
import type { Executor, OperationToExecute } from './executor.ts';
import type { Variables } from './prepared-document.ts';
import type { OperationRoom } from './room.ts';

/** Room and root value are given for each event. */
export type SubscriptionToExecute = Pick<
  OperationToExecute,
  'document' | 'operationName' | 'variables' | 'contextValue'
>;

/** One result per event. */
export type Answers = AsyncGenerator<ExecutionResult, void, void>;

const end: IteratorReturnResult<undefined> = { value: undefined, done: true };

export interface SubscribeOptions {
  readonly schema: GraphQLSchema;
  readonly execute: Executor;
  /** Called for each event. Its answer takes room until the next one is requested. */
  readonly openRoom: () => OperationRoom;
  /** Called before each event. Returns a promise only where other work comes first. */
  readonly takeTurn: () => Promise<void> | undefined;
}

/** The results of the events, or the errors that prevent the subscription. */
export async function subscribe(
  subscription: SubscriptionToExecute,
  { schema, execute, openRoom, takeTurn }: SubscribeOptions,
): Promise<ExecutionResult | Answers> {
  const { document, operationName, variables, contextValue } = subscription;
  const source = await createSourceEventStream({
    schema,
    document,
    contextValue,
    operationName,
    variableValues: variables,
  });
  if (!(Symbol.asyncIterator in source)) return source;
  const events = source[Symbol.asyncIterator]();
  const coerced = coerce(schema, subscription);
  let room: OperationRoom | undefined;

  async function answer(result: IteratorResult<unknown>): Promise<IteratorResult<ExecutionResult, void>> {
    if (result.done === true) return end;
    room = openRoom();
    return { value: await execute({ ...subscription, coerced, rootValue: result.value, room }), done: false };
  }

  async function finish(): Promise<void> {
    room?.leave();
    await events.return?.();
  }

  const answers: Answers = {
    next: async () => {
      room?.leave();
      const turn = takeTurn();
      if (turn !== undefined) await turn;
      return answer(await events.next());
    },
    return: async () => {
      await finish();
      return end;
    },
    throw: async (error) => {
      await finish();
      throw error;
    },
    [Symbol.asyncIterator]: () => answers,
    [Symbol.asyncDispose]: finish,
  };
  return answers;
}

/** Of an operation whose event stream could be opened with them: they have no errors. */
function coerce(
  schema: GraphQLSchema,
  { document, operationName, variables }: SubscriptionToExecute,
): Variables | undefined {
  const definitions = getOperationAST(document, operationName)?.variableDefinitions ?? [];
  return getVariableValues(schema, definitions, variables ?? {}).coerced;
}
