/** The steps of every operation, over any transport: prepare → check → run or subscribe → make public. */
import {
  type ExecutionResult,
  type FormattedExecutionResult,
  type GraphQLSchema,
  specifiedRules,
  validate,
  type ValidationRule,
} from 'graphql';
import { type RecordDisclosure, settleDisclosures, settleEvent } from './audit.ts';
import { createYielder } from '../calls/yielder.ts';
import type { Config } from '../config/load.ts';
import { createExecutor, type Executor } from './run/executor.ts';
import { type Answers, subscribe } from './run/subscribe.ts';
import { formatAudience } from './answers/answer-cache.ts';
import { createEventGroups } from './answers/event-groups.ts';
import type { AnswerQuotas } from './cost/answer-quotas.ts';
import type { JobBudget } from './cost/budget.ts';
import {
  type CheckedOperation,
  type CheckOperation,
  createOperationCheck,
  type OperationToCheck,
  type RefusedCheck,
} from './cost/operation-limits.ts';
import { parseWithin } from './cost/parse-within.ts';
import { toLimits } from './cost/settings.ts';
import { isKnownNode } from '../resolvers/nodes.ts';
import type { OperationContext } from './operation.ts';
import type { Source } from '../jobs/source.ts';
import { createOperationMemory, type PreparedOperation } from './prepared-operation.ts';
import { noIntrospection } from './introspection-rules.ts';
import { divideBytes } from './stores.ts';
import { checkOperations, createPersistedOperations, type PersistedOperations } from './persisted-operations.ts';
import { createPublicErrors, type PublicErrors } from './public-errors.ts';
import { createPrepare, maxInputErrors, type Prepare } from './prepare.ts';
import { setImmediate } from 'node:timers/promises';
import type { Pace } from '../jobs/reading/loader.ts';

/** Runs an operation from its text to its answer, in the same way for every transport. */
export interface Engine extends PublicErrors {
  readonly schema: GraphQLSchema;
  readonly prepare: Prepare;
  /** Whether the subscription may run. Takes from the viewer's budget. */
  readonly check: (
    asked: OperationToCheck & { readonly operation: PreparedOperation },
  ) => CheckedSubscription | RefusedCheck;
  /**
   * Checks and runs a query. The answer's disclosures are logged, or withheld. Returns a promise only if a part of the answer
   * does not come at once. A result without data is that of an operation that was refused; throws for faults of the program.
   */
  readonly run: (
    operation: Pick<OperationToCheck, 'operation' | 'variables'>,
    context: OperationContext,
  ) => ExecutionResult | Promise<ExecutionResult>;
  /**
   * The answers to the events of a subscription, their disclosures logged or withheld; or the errors that prevent it. Answers
   * are held to the limits, each by itself.
   */
  readonly subscribe: (
    checked: CheckedSubscription,
    context: OperationContext,
  ) => Promise<FormattedExecutionResult | Answers>;
  readonly persisted: PersistedOperations;
  /** The rules that are not the specification's own, for a library that validates by itself. */
  readonly validationRules: readonly ValidationRule[];
}

/** A subscription that may run. */
export interface CheckedSubscription extends CheckedOperation {
  readonly prepared: PreparedOperation;
  readonly errors?: undefined;
}

/** Everything that an `Engine` is created from. */
export interface EngineOptions {
  readonly schema: GraphQLSchema;
  readonly sources: ReadonlyMap<string, Source>;
  readonly quotas: AnswerQuotas;
  readonly budget: JobBudget;
  readonly recordDisclosure: RecordDisclosure;
  /** Called with a fault of this program: an error that is not one of the graph's. */
  readonly onFault: (error: unknown) => void;
}

/** Throws `ConfigError` for persisted operations that would always be refused. */
export function createEngine(config: Config, options: EngineOptions): Engine {
  const { schema, sources, budget, recordDisclosure, onFault } = options;
  const { introspection } = config.server;
  const validationRules = introspection ? [] : [noIntrospection];
  const rules = [...specifiedRules, ...validationRules];
  const publicErrors = createPublicErrors(introspection, onFault);
  const memory = createOperationMemory();
  const limits = toLimits(config.limits);
  const execute = createExecutor(schema, { isLasting: isKnownNode, maxBytes: divideBytes(config.cache).parts });
  const maxPages = config.list.maxPagesPerSource;
  const check = createOperationCheck({
    ...{ limits, schema, sources, budget, maxErrors: maxInputErrors, maxPagesPerSource: maxPages },
  });
  const persisted = createPersistedOperations(config.persistedOperations, memory.registered);
  checkOperations(config.persistedOperations.operations, (text) => {
    for (const error of validate(schema, parseWithin(text, limits).document, rules)) throw error;
  });

  return {
    ...publicErrors,
    schema,
    prepare: createPrepare({ schema, rules, limits, memory, persisted }),
    check: (asked) => {
      const checked = check(asked);
      return checked.errors === undefined ? { ...checked, prepared: asked.operation } : checked;
    },
    run: createRun(check, execute, recordDisclosure),
    subscribe: createSubscribe(execute, publicErrors, options),
    persisted,
    validationRules,
  };
}

function createRun(check: CheckOperation, execute: Executor, record: RecordDisclosure): Engine['run'] {
  const beginInTurn = createTurnsOfLargeAnswers();

  return (asked, context) => {
    const { viewer, tracker, pace, quota, disclosures } = context;
    const checked = check({ ...asked, viewer, spending: tracker?.spending });
    if (checked.errors !== undefined) return checked;
    const { plan, variables, answerFields } = checked;
    admit(context, checked);
    const settle = (result: ExecutionResult): ExecutionResult | Promise<ExecutionResult> =>
      disclosures.size === 0 ? result : settleDisclosures(context, result, record);
    const begin = (): ExecutionResult | Promise<ExecutionResult> => {
      const result = execute({ plan, variables, contextValue: context, quota });
      return result instanceof Promise ? result.then(settle) : settle(result);
    };
    return beginInTurn(answerFields, pace)?.then(begin) ?? begin();
  };
}

/** Puts the checked root fields and the allowances of the lists into the context, for the resolvers. */
function admit(context: OperationContext, { roots, lists }: CheckedOperation): void {
  for (const [name, root] of roots) context.roots.set(name, root);
  for (const [name, allowance] of lists) context.listAllowances.set(name, allowance);
}

/**
 * Events of all subscriptions that one turn of the event loop makes, some milliseconds of work. Without a limit, clients that
 * read as fast as events are made would let nothing else run until thousands were sent.
 */
const eventsAtOnce = 100;

function createSubscribe(
  execute: Executor,
  { formatResult }: PublicErrors,
  { schema, quotas, recordDisclosure }: EngineOptions,
): Engine['subscribe'] {
  const yielder = createYielder(eventsAtOnce);
  const groups = createEventGroups();
  return (checked, context) => {
    const { plan, variables, prepared } = checked;
    admit(context, checked);
    return subscribe(
      { plan, variables, contextValue: context },
      {
        schema,
        execute,
        openQuota: () => quotas.open(context.readContext.requester),
        takeTurn: () => yielder.acquire(1),
        publish: (result) =>
          context.disclosures.size === 0
            ? formatResult(result)
            : settleEvent(context, result, recordDisclosure).then(formatResult),
        joinGroup: () => (prepared.traits().isCacheable ? groups.join(toGroupKey(checked, context)) : undefined),
      },
    );
  };
}

/** Everything that the answers to equal events depend on. */
function toGroupKey(
  { prepared: { document, name }, variables }: CheckedSubscription,
  context: OperationContext,
): string {
  return `${formatAudience(context)}\n${String(name)} ${JSON.stringify(variables)}\n${document.loc?.source.body ?? ''}`;
}

/** In fields: some ten milliseconds of work. */
const largeAnswer = 10_000;

/** Resolves when the operation may begin; undefined for a small answer, which need not wait. */
type BeginInTurn = (answerFields: number, pace: Pace) => Promise<void> | undefined;

/** Large answers of a process begin one after the other, each in its own turn of the event loop. */
export function createTurnsOfLargeAnswers(): BeginInTurn {
  let turn = Promise.resolve();
  const waitForTurn = (): Promise<void> => (turn = turn.then(() => setImmediate()));
  return (answerFields, pace) => {
    if (answerFields <= largeAnswer) return undefined;
    pace.waitForTurn = waitForTurn;
    return waitForTurn();
  };
}
