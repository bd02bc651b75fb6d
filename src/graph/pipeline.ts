/**
 * The steps of every operation, over any transport:
 * admit → parse → validate → coerce → check → run → format.
 */
import {
  getOperationAST,
  specifiedRules,
  validate,
  type DocumentNode,
  type ExecutionResult,
  type FormattedExecutionResult,
  type GraphQLSchema,
  type ValidationRule,
} from 'graphql';
import { settleDisclosures, settleEvent, type RecordDisclosure } from './audit.ts';
import { createTurns } from '../calls/turns.ts';
import type { Config } from '../config/load.ts';
import { createExecutor, type Executor, type OperationToExecute } from '../executor/executor.ts';
import { subscribe, type Answers, type SubscriptionToExecute } from '../executor/subscribe.ts';
import type { OperationRoom } from '../executor/room.ts';
import type { AnswerRooms } from '../limits/answer-room.ts';
import type { JobBudget } from '../limits/budget.ts';
import { createOperationLimits, type OperationLimits } from '../limits/operation-limits.ts';
import { toLimits } from '../limits/settings.ts';
import { isMaskResolver } from '../resolvers/masked-facts.ts';
import { isKnownNode } from '../resolvers/nodes.ts';
import type { OperationContext } from './operation.ts';
import type { Source } from '../jobs/source.ts';
import { createDocumentMemory, type DocumentStore } from './document-memory.ts';
import { noIntrospection } from './introspection-rules.ts';
import { checkOperations, createPersistedOperations, type PersistedOperations } from './persisted-operations.ts';
import { createPublicErrors, type PublicErrors } from './public-errors.ts';
import {
  createPrepare,
  listVariableErrors,
  maxInputErrors,
  type OperationToPrepare,
  type PreparedOperation,
  type RefusedOperation,
  type RequestParts,
} from './prepare.ts';

/** The way of an operation from its text to its run, the same for every transport. */
export interface Pipeline extends PublicErrors {
  readonly schema: GraphQLSchema;
  /** Called before a request is parsed. Throws if its text exceeds a limit, or if only other operations are answered. */
  readonly admit: (request: RequestParts) => void;
  /** The document of a text that was admitted, parsed and validated before. */
  readonly recall: (text: string) => DocumentNode | undefined;
  /** All steps before the run. */
  readonly prepare: (operation: OperationToPrepare) => PreparedOperation | RefusedOperation;
  /** The steps by themselves, for a transport whose library parses and validates. */
  readonly steps: PipelineSteps;
  /** Logs the answer's disclosures, or withholds them. */
  readonly execute: (
    operation: Omit<OperationToExecute, 'room'>,
    context: OperationContext,
  ) => ExecutionResult | Promise<ExecutionResult>;
  /** For a subscription that is valid and checked. Its events are held to the limits on answers, each by itself. */
  readonly subscribe: (subscription: SubscriptionToExecute) => Promise<ExecutionResult | Answers>;
  /**
   * The result to send for one event of a subscription, with its disclosures logged or withheld. Empties the event itself:
   * it may contain a secret, and the loop that produced it keeps it until the next one, which may take hours.
   */
  readonly takeEvent: (context: OperationContext, event: ExecutionResult) => Promise<FormattedExecutionResult>;
}

/** What Apollo Server needs of the pipeline to parse and validate by the same rules. */
export interface PipelineSteps extends Pick<OperationLimits, 'check'> {
  /** Beyond the specification's own. */
  readonly validationRules: readonly ValidationRule[];
  readonly maxErrors: number;
  readonly documents: DocumentStore;
  readonly persisted: Omit<PersistedOperations, 'check'>;
}

export interface PipelineOptions {
  readonly schema: GraphQLSchema;
  readonly sources: ReadonlyMap<string, Source>;
  readonly rooms: AnswerRooms;
  readonly budget: JobBudget;
  readonly recordDisclosure: RecordDisclosure;
  /** Something failed that is not one of the graph's errors: a fault of this program. */
  readonly onFault: (error: unknown) => void;
}

/** Throws `ConfigError` for persisted operations that would always be refused. */
export function createPipeline(config: Config, options: PipelineOptions): Pipeline {
  const { schema, sources, rooms, budget, recordDisclosure, onFault } = options;
  const { introspection } = config.server;
  const validationRules = introspection ? [] : [noIntrospection];
  const rules = [...specifiedRules, ...validationRules];
  const publicErrors = createPublicErrors(introspection, onFault);
  const memory = createDocumentMemory();
  const keeping = { onPrepared: memory.countPrepared, isLasting: isKnownNode, isConstant: isMaskResolver };
  const run = createExecutor(schema, { maxCoercionErrors: maxInputErrors, ...keeping });
  const limits = createOperationLimits({
    limits: toLimits(config.limits),
    schema,
    sources,
    maxPagesPerSource: config.list.maxPagesPerSource,
    admitted: memory.createTexts('admitted'),
    budget,
  });
  const { check: checkPersisted, ...persisted } = createPersistedOperations(
    config.persistedOperations,
    memory.createTexts('registered'),
  );
  checkOperations(config.persistedOperations.operations, (text) => {
    for (const error of validate(schema, limits.parse(text), rules)) throw error;
  });
  const admit = ({ query, extensions }: RequestParts): void => {
    checkPersisted(query, extensions);
    if (query !== undefined) limits.admit(query);
  };

  return {
    ...publicErrors,
    schema,
    admit,
    // Where only listed operations are answered, each text is looked at.
    recall: config.persistedOperations.required ? () => undefined : memory.find,
    prepare: createPrepare({ schema, rules, limits, memory, admit, onFault }),
    steps: { validationRules, maxErrors: maxInputErrors, documents: memory.documents, persisted, check: limits.check },
    execute: createExecute(run, recordDisclosure),
    subscribe: createSubscribe(schema, run, rooms),
    takeEvent: async (context, event) => {
      const settled = await settleEvent(context, { ...event }, recordDisclosure);
      event.data = null;
      return publicErrors.formatResult(settled) as FormattedExecutionResult;
    },
  };
}

/** Returns a result that is ready itself, not a promise of it. */
function createExecute(run: Executor, recordDisclosure: RecordDisclosure): Pipeline['execute'] {
  return (operation, context) => {
    const settle = (result: ExecutionResult): ExecutionResult | Promise<ExecutionResult> =>
      context.disclosures.size === 0 ? result : settleDisclosures(context, result, recordDisclosure);
    const result = run({ ...operation, room: context.room });
    return result instanceof Promise ? result.then(settle) : settle(result);
  };
}

/**
 * Events of all subscriptions that one turn of the event loop makes, some milliseconds of work. Without a limit, clients that
 * read as fast as events are made would let nothing else run until thousands were sent.
 */
const eventsAtOnce = 100;

function createSubscribe(schema: GraphQLSchema, execute: Executor, rooms: AnswerRooms): Pipeline['subscribe'] {
  const turns = createTurns(eventsAtOnce);
  return async (subscription) => {
    const operation = getOperationAST(subscription.document, subscription.operationName);
    const errors = operation ? listVariableErrors(schema, operation, subscription.variables) : [];
    if (errors.length > 0) return { errors };
    const { readContext } = subscription.contextValue as OperationContext;
    const openRoom = (): OperationRoom => rooms.open(readContext.requester);
    return subscribe(subscription, { schema, execute, openRoom, takeTurn: () => turns.take(1) });
  };
}
