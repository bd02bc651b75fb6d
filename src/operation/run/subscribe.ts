/** Subscriptions: opens the source of the events, and executes the operation for each of them. */
import {
  GraphQLError,
  locatedError,
  responsePathAsArray,
  type ExecutionResult,
  type FormattedExecutionResult,
  type GraphQLSchema,
} from 'graphql';
import { createGraphError } from '../../errors/graph-error.ts';
import type { Executor, OperationToExecute } from './executor.ts';
import { toInfo, toPath } from './run.ts';
import { toArguments } from './plan.ts';
import type { AnswerQuota } from './memory-quota.ts';

/** Quota and root value are given for each event. */
type SubscriptionToExecute = Pick<OperationToExecute, 'plan' | 'variables' | 'contextValue'>;

/** A result as its client may see it. Several subscriptions may share it. */
export class PublicResult {
  readonly result: FormattedExecutionResult;
  #text: string | undefined;

  constructor(result: FormattedExecutionResult) {
    this.result = result;
  }

  /** As JSON. */
  text(): string {
    return (this.#text ??= JSON.stringify(this.result));
  }
}

/** The answer to one event. Undefined once the next one is requested: it may hold a secret, and that may take hours. */
export interface AnsweredEvent {
  answer: PublicResult | undefined;
}

/** One answer for each event. */
export type Answers = AsyncGenerator<AnsweredEvent, void, void>;

/** What an event is about. Subscriptions that are given the same object with the same kind see the same event. */
interface SharedEvent {
  readonly change: object;
  readonly kind: string;
}

/** An answer that equal subscriptions share, with the memory that it takes for each of them. */
export interface SharedAnswer {
  readonly answer: PublicResult;
  readonly bytes: number;
}

/** A subscription and its equals. */
export interface EventGroup {
  /** The answer of another member to the same event. Each member may ask once. */
  readonly find: (event: SharedEvent) => SharedAnswer | undefined;
  readonly keep: (event: SharedEvent, answer: SharedAnswer) => void;
  /** Call once. */
  readonly leave: () => void;
}

const end: IteratorReturnResult<undefined> = { value: undefined, done: true };

/** What all events of a subscription are executed with. */
interface SubscribeOptions {
  readonly schema: GraphQLSchema;
  readonly execute: Executor;
  /** Called for each event. Its answer takes memory until the next one is requested. */
  readonly openQuota: () => AnswerQuota;
  /** Called before each event. Returns a promise only where other work comes first. */
  readonly takeTurn: () => Promise<void> | undefined;
  /** Called for each result. Returns a promise only if it has disclosures. */
  readonly publish: (result: ExecutionResult) => FormattedExecutionResult | Promise<FormattedExecutionResult>;
  /** Called when the events have begun. Undefined if no other subscription may get its answers. */
  readonly joinGroup: () => EventGroup | undefined;
}

/** The answers to the events, or the errors that prevent the subscription. */
export async function subscribe(
  subscription: SubscriptionToExecute,
  options: SubscribeOptions,
): Promise<FormattedExecutionResult | Answers> {
  const source = await openSource(options.schema, subscription);
  if (source instanceof GraphQLError) return options.publish({ errors: [source] });
  const events = source[Symbol.asyncIterator]();
  const group = options.joinGroup();
  let quota: AnswerQuota | undefined;
  let last: AnsweredEvent | undefined;
  let isOver = false;

  function leaveGroup(): void {
    if (!isOver) group?.leave();
    isOver = true;
  }

  async function finish(): Promise<void> {
    quota?.release();
    leaveGroup();
    await events.return?.();
  }

  const answers: Answers = {
    next: async () => {
      quota?.release();
      if (last !== undefined) last.answer = undefined;
      const turn = options.takeTurn();
      if (turn !== undefined) await turn;
      const next: IteratorResult<unknown, unknown> = await events.next();
      if (next.done === true) {
        leaveGroup();
        return end;
      }
      quota = options.openQuota();
      const answer = answerEvent(next.value, { ...subscription, rootValue: next.value, quota }, group, options);
      last = { answer: answer instanceof Promise ? await answer : answer };
      return { value: last, done: false };
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

/** Takes the answer of an equal subscription where there is one; it takes the same memory here. */
function answerEvent(
  event: unknown,
  operation: OperationToExecute & { readonly quota: AnswerQuota },
  group: EventGroup | undefined,
  { execute, publish }: SubscribeOptions,
): PublicResult | Promise<PublicResult> {
  const shared = group === undefined ? undefined : readShared(event);
  const known = shared && group?.find(shared);
  if (known !== undefined && mayReserve(operation.quota, known.bytes)) return known.answer;
  const result = execute(operation);
  const published = result instanceof Promise ? result.then(publish) : publish(result);
  if (published instanceof Promise) return published.then((ready) => new PublicResult(ready));
  const answer = new PublicResult(published);
  // A read or an error may concern this subscription alone.
  if (shared !== undefined && published.errors === undefined)
    group?.keep(shared, { answer, bytes: operation.quota.reserved() });
  return answer;
}

/** Undefined for events of one subscriber alone. */
function readShared(event: unknown): SharedEvent | undefined {
  const { shared } = event as { readonly shared?: SharedEvent };
  return shared;
}

/** If it is refused, the operation is refused too, and its error says why. */
function mayReserve(quota: AnswerQuota, bytes: number): boolean {
  try {
    quota.reserve(bytes);
    return true;
  } catch {
    return false;
  }
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
