/** Subscriptions: opens the source of the events, and executes the operation for each of them. */
import { GraphQLError, locatedError, responsePathAsArray, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { createGraphError } from '../../errors/graph-error.ts';
import type { Executor, OperationToExecute } from './executor.ts';
import { toInfo, toPath } from './run.ts';
import { toArguments } from './plan.ts';
import type { AnswerQuota } from './memory-quota.ts';

/** Room and root value are given for each event. */
type SubscriptionToExecute = Pick<OperationToExecute, 'plan' | 'variables' | 'contextValue'>;

/** One result per event. */
export type Answers = AsyncGenerator<ExecutionResult, void, void>;

const end: IteratorReturnResult<undefined> = { value: undefined, done: true };

/** What all events of a subscription are executed with. */
interface SubscribeOptions {
  readonly schema: GraphQLSchema;
  readonly execute: Executor;
  /** Called for each event. Its answer takes memory until the next one is requested. */
  readonly openQuota: () => AnswerQuota;
  /** Called before each event. Returns a promise only where other work comes first. */
  readonly takeTurn: () => Promise<void> | undefined;
}

/** The results of the events, or the errors that prevent the subscription. */
export async function subscribe(
  subscription: SubscriptionToExecute,
  { schema, execute, openQuota, takeTurn }: SubscribeOptions,
): Promise<ExecutionResult | Answers> {
  const source = await openSource(schema, subscription);
  if (source instanceof GraphQLError) return { errors: [source] };
  const events = source[Symbol.asyncIterator]();
  let quota: AnswerQuota | undefined;

  async function answer(result: IteratorResult<unknown>): Promise<IteratorResult<ExecutionResult, void>> {
    if (result.done === true) return end;
    quota = openQuota();
    return { value: await execute({ ...subscription, rootValue: result.value, quota }), done: false };
  }

  async function finish(): Promise<void> {
    quota?.release();
    await events.return?.();
  }

  const answers: Answers = {
    next: async () => {
      quota?.release();
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

/** Asks the operation's only field for its events: the specification's CreateSourceEventStream. */
async function openSource(
  schema: GraphQLSchema,
  { plan, variables, contextValue }: SubscriptionToExecute,
): Promise<AsyncIterable<unknown> | GraphQLError> {
  const [field] = plan.rootSelection().fields;
  if (field?.definition.subscribe === undefined) return noSource();
  const path = toPath(field, undefined);
  const info = toInfo({ schema, plan, variables, rootValue: undefined }, field, path);
  try {
    const args = toArguments(field, variables);
    return (await field.definition.subscribe(undefined, args, contextValue, info)) as AsyncIterable<unknown>;
  } catch (error) {
    return locatedError(error, field.nodes, responsePathAsArray(path));
  }
}

/** The error of a subscription whose field a directive leaves out. */
function noSource(): GraphQLError {
  return createGraphError('BAD_USER_INPUT', 'A subscription must select a field.');
}
