/** The graph over its sources, without a transport: Apollo Server with its plugins, and what an operation needs. */
import { getHeapStatistics } from 'node:v8';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginInlineTrace } from '@apollo/server/plugin/inlineTrace';
import { specifiedRules, validate, type ExecutionResult, type GraphQLSchema, type ValidationRule } from 'graphql';
import { settleDisclosures, settleEvent, type RecordDisclosure } from './audit.ts';
import type { Viewer } from './auth/viewer.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import { createApolloExecutor } from './executor/apollo-executor.ts';
import { createExecutor, type Executor } from './executor/executor.ts';
import { subscribe, type Answers, type SubscriptionToExecute } from './executor/subscribe.ts';
import { createAnswerRooms } from './limits/answer-room.ts';
import { createOperationLimits, type OperationLimits } from './limits/operation-limits.ts';
import { toLimits } from './limits/settings.ts';
import { createLiveOperation } from './live-operation.ts';
import { createOperationDeadlines } from './operation-deadlines.ts';
import { createOperation, type Operation, type OperationContext } from './operation.ts';
import { answerHeaders } from './plugins/answer-headers.ts';
import { explain } from './plugins/explain.ts';
import { noIntrospection } from './plugins/introspection-rules.ts';
import { createDocumentMemory, type DocumentMemory } from './plugins/document-memory.ts';
import { createLimitsPlugin } from './plugins/operation-limits.ts';
import {
  checkOperations,
  createPersistedOperations,
  type PersistedOperations,
} from './plugins/persisted-operations.ts';
import { protectedOverGet } from './plugins/protected-over-get.ts';
import { createServedOperations } from './plugins/served-operations.ts';
import { formatError, formatResult } from './public-errors.ts';
import { createWatchPlaces } from './resolvers/watch-places.ts';
import { createGatewaySchema } from './schema.ts';
import { createSources } from './sources.ts';
import type { BreakerOptions } from './upstream/breaker.ts';
import type { AttemptReport } from './upstream/caller.ts';
import type { Source } from './upstream/source.ts';
import type { StateChange } from './upstream/state-report.ts';
import { createJobWatcher, type JobWatcher } from './upstream/watcher.ts';

/** A job is read no more often than this for those who watch it, however fresh the cache would have it. */
const shortestPollMilliseconds = 1000;

/** Answers that are made and sent may take this part of the heap together; what is made of their text takes some more. */
const answersOfHeap = 16;

/** Of validation, or of variables: an answer need not hold more errors than show what is wrong. */
export const maxInputErrors = 5;

export interface GatewayOptions extends Clock {
  /** From 0 to 1; spreads retries. */
  readonly random: () => number;
  readonly breaker?: BreakerOptions;
  /** The shortest time between two reads of a watched job. Default 1000. */
  readonly pollMilliseconds?: number;
  readonly plugins?: readonly ApolloServerPlugin<OperationContext>[];
  readonly recordDisclosure: RecordDisclosure;
  /** `operation` is the `readContext.operation` of the operation that the call was made for. */
  readonly onAttempt?: (source: string, report: AttemptReport, operation: object) => void;
  readonly onStateChange?: (source: string, change: StateChange) => void;
  /** Something failed that is none of the graph's errors: a fault of this program. */
  readonly onFault: (error: unknown) => void;
}

export interface OperationRequest {
  readonly viewer: Viewer;
  /** Whose share of the sources it takes: see `toAsker`. */
  readonly asker: string;
  readonly requestId: string;
  readonly explains: boolean;
}

/** Members that are absent are undefined. */
export interface GraphQLRequestParts {
  readonly query: string | undefined;
  readonly extensions: Readonly<Record<string, unknown>> | undefined;
}

export interface Gateway {
  readonly apollo: ApolloServer<OperationContext>;
  readonly schema: GraphQLSchema;
  /** Beyond the specification's own. */
  readonly validationRules: readonly ValidationRule[];
  readonly sources: ReadonlyMap<string, Source>;
  readonly limits: OperationLimits;
  /** Before an HTTP request is parsed: throws where its text goes beyond the limits, or is no operation that is answered. */
  readonly admit: (request: GraphQLRequestParts) => void;
  readonly createOperation: (request: OperationRequest) => Operation;
  /** For a subscription: lives as long as it does, and each of its events is an operation of its own. */
  readonly createLiveOperation: (request: Omit<OperationRequest, 'explains'>) => Operation;
  /** Valid, and within the limits. Its events are held to the limits on answers, each by itself. */
  readonly subscribe: (subscription: SubscriptionToExecute) => Promise<ExecutionResult | Answers>;
  /** What HTTP's answers go through by themselves: errors that are not the graph's are masked. */
  readonly formatResult: (result: ExecutionResult) => ExecutionResult;
  /** What is sent of one event of a live operation: its disclosures are written down, or withheld. */
  readonly settleEvent: (
    context: Pick<OperationContext, 'viewer' | 'requestId' | 'disclosures'>,
    result: ExecutionResult,
  ) => Promise<ExecutionResult>;
  readonly watcher: JobWatcher;
  /** Bytes of answers that are being made and sent, small ones left out. */
  readonly answerBytes: () => number;
  /** Operations that run then are answered with what they have, as at their deadline; so are those that begin later. */
  readonly endOperationsAfter: (milliseconds: number) => void;
  readonly close: () => Promise<void>;
}

/** Throws `ConfigError` for persisted operations that the graph would refuse. */
export function createGateway(config: Config, options: GatewayOptions): Gateway {
  const sources = createSources(config, options);
  const { introspection } = config.server;
  const schema = createGatewaySchema(config.federation);
  const validationRules = introspection ? [] : [noIntrospection];
  const watcher = createWatcher(config, options);
  const watchPlaces = createWatchPlaces(config.subscriptions.maxWatchedJobs);
  const deadlines = createOperationDeadlines(config.server.operationSeconds * 1000);
  const memory = createDocumentMemory();
  const rooms = createAnswerRooms(config.limits.answerBytes, getHeapStatistics().heap_size_limit / answersOfHeap);
  const execute = createExecutor(schema, { maxCoercionErrors: maxInputErrors, onPrepared: memory.countPrepared });
  const limits = createOperationLimits({
    limits: toLimits(config.limits),
    schema,
    sources,
    maxPagesPerSource: config.list.maxPagesPerSource,
    admitted: memory.createTexts('admitted'),
    monotonic: options.monotonic,
  });
  const persisted = createPersistedOperations(config.persistedOperations, memory.createTexts('registered'));
  checkOperations(config.persistedOperations.operations, (text) => {
    for (const error of validate(schema, limits.parse(text), [...specifiedRules, ...validationRules])) throw error;
  });
  const apollo = createApollo({ config, options, schema, validationRules, limits, persisted, memory, execute });

  return {
    apollo,
    schema,
    validationRules,
    sources,
    limits,
    admit: (parts) => {
      admit(parts, persisted, limits);
    },
    watcher,
    answerBytes: rooms.size,
    createOperation: (request) => createOperation({ ...request, sources, deadlines, room: rooms.open() }),
    createLiveOperation: (request) =>
      createLiveOperation({ ...request, sources, watcher, watchPlaces, rooms, deadlines }),
    settleEvent: (context, result) => settleEvent(context, result, options.recordDisclosure),
    subscribe: (subscription) => subscribe(subscription, { schema, execute, openRoom: rooms.open }),
    formatResult: (result) => formatResult(result, introspection, options.onFault),
    endOperationsAfter: deadlines.endAllAfter,
    close: async () => {
      deadlines.close();
      watcher.close();
      await apollo.stop();
      await Promise.all([...sources.values()].map((source) => source.close()));
    },
  };
}

function admit(
  { query, extensions }: GraphQLRequestParts,
  persisted: PersistedOperations,
  limits: OperationLimits,
): void {
  persisted.check(query, extensions);
  if (query !== undefined) limits.admit(query);
}

function createWatcher(
  { cache }: Config,
  { now, random, pollMilliseconds = shortestPollMilliseconds }: GatewayOptions,
): JobWatcher {
  return createJobWatcher({
    now,
    random,
    shortestInterval: Math.max(pollMilliseconds, cache.runningSeconds * 1000),
  });
}

interface ApolloParts extends Pick<Gateway, 'validationRules'> {
  readonly config: Config;
  readonly options: GatewayOptions;
  readonly schema: GraphQLSchema;
  readonly limits: OperationLimits;
  readonly persisted: PersistedOperations;
  readonly memory: DocumentMemory;
  readonly execute: Executor;
}

function createApollo({
  config,
  options,
  schema,
  validationRules,
  limits,
  persisted,
  memory,
  execute,
}: ApolloParts): ApolloServer<OperationContext> {
  const { introspection } = config.server;
  return new ApolloServer<OperationContext>({
    gateway: createApolloExecutor(schema, execute, (context, result) =>
      settleDisclosures(context as OperationContext, result, options.recordDisclosure),
    ),
    // Refused by a rule of our own, at the WebSocket too.
    introspection: true,
    validationRules: [...validationRules],
    // Suggestions ("did you mean …") tell what introspection would.
    hideSchemaDetailsFromClientErrors: !introspection,
    includeStacktraceInErrorResponses: false,
    validationOptions: { maxErrors: maxInputErrors },
    parseOptions: { maxLexicalTokens: config.limits.tokens },
    persistedQueries: { cache: persisted.cache },
    documentStore: memory.documents,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    stopOnTerminationSignals: false,
    formatError: (formatted, error) => formatError(formatted, error, introspection, options.onFault),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      // The explorer has pages of its own, where it is on.
      ApolloServerPluginLandingPageDisabled(),
      // Traces for a router that asks: times and paths, no values and no messages.
      ApolloServerPluginInlineTrace({ includeErrors: { masked: true } }),
      createServedOperations(config.subscriptions.callbackUrls.length > 0),
      protectedOverGet,
      createLimitsPlugin(limits),
      explain,
      answerHeaders,
      ...(options.plugins ?? []),
    ],
  });
}
