/** The graph over its sources, without a transport: the engine, and what an operation needs. */
import { getHeapStatistics } from 'node:v8';
import { createAnswerCache, type AnswerCache, type AnswerCacheOptions } from './answers/answer-cache.ts';
import { createAnswerMemory } from './answers/answer-memory.ts';
import { createRunningAnswers } from './answers/running-answers.ts';
import type { Clock } from '../platform/clock.ts';
import type { Config } from '../config/load.ts';
import { createEngine, type Engine, type EngineOptions } from './engine.ts';
import { createAnswerQuotas } from './cost/answer-quotas.ts';
import { createLiveOperation } from './live-operation.ts';
import { createOperation, createOperationDeadlines, type Operation, type OperationOptions } from './operation.ts';
import { createWatchSlots } from '../resolvers/watch-slots.ts';
import { createGatewaySchema } from './schema.ts';
import { createHearers } from './hearers.ts';
import type { WebhookDoor } from '../jobs/webhooks/door.ts';
import { createSources } from './sources.ts';
import { createLocalStores, divideBytes, type Stores } from './stores.ts';
import type { BreakerOptions } from '../calls/breaker.ts';
import { createYielder } from '../calls/yielder.ts';
import type { CheckReport } from '../jobs/checks/source-checks.ts';
import type { AttemptReport } from '../calls/attempt-report.ts';
import type { OperationId } from '../calls/fair-queue.ts';
import type { PushReport } from '../jobs/pushes/pushes.ts';
import type { ShareHints } from '../jobs/pushes/shared-hints.ts';
import type { ShareReads } from '../jobs/reading/shared-reads.ts';
import type { FollowPace } from '../jobs/log/added-lines.ts';
import type { Source } from '../jobs/source.ts';
import type { StateChange } from '../calls/health.ts';
import { createListWatcher, type ListWatcher } from '../jobs/watching/list-watcher.ts';
import { createLogFollowers, type LogFollowers } from '../jobs/log/followers.ts';
import { createReadTurns } from '../jobs/log/read-turns.ts';
import { createJobWatcher, type JobWatcher } from '../jobs/watching/watcher.ts';

/** Minimum time between two reads of a watched job, regardless of the cache's settings. */
const minPollMilliseconds = 1000;

/** All answers in progress together may take 1/16 of the heap. Copies of their texts take some more. */
const answersOfHeap = 16;

/** Dependencies beside the configuration: clocks, randomness, state, and callbacks. */
export interface GatewayOptions extends Clock, Pick<EngineOptions, 'recordDisclosure' | 'onFault'> {
  /** From 0 to 1; spreads retries. */
  readonly random: () => number;
  readonly breaker?: BreakerOptions | undefined;
  /** Default: stores of this process only. */
  readonly stores?: Stores;
  /** Default: each process reads for itself. */
  readonly share?: ShareReads | undefined;
  /** Default: each process has its own hints. */
  readonly shareHints?: ShareHints | undefined;
  /** Minimum time between two reads of a watched job. Default 1000. */
  readonly pollMilliseconds?: number | undefined;
  /** How often a followed log is asked for. Default: every 2 to 10 seconds. */
  readonly logPace?: FollowPace | undefined;
  /** `operation` is the `readContext.operation` of the operation that the call was made for. */
  readonly onAttempt?: (source: string, report: AttemptReport, operation: OperationId) => void;
  readonly onStateChange?: (source: string, change: StateChange) => void;
  readonly onCheck?: (source: string, report: CheckReport) => void;
  readonly pushReport?: PushReport | undefined;
}

/** The facts about an operation that a transport passes before it is parsed. */
export type OperationRequest = Pick<OperationOptions, 'viewer' | 'requester' | 'requestId' | 'explains' | 'tracker'>;

/** The gateway, as all transports use it. */
export interface Gateway extends Engine {
  readonly sources: ReadonlyMap<string, Source>;
  readonly createOperation: (request: OperationRequest) => Operation;
  /** The operation of a subscription ends with the subscription. Each event is a separate operation. */
  readonly createLiveOperation: (request: Omit<OperationRequest, 'explains' | 'tracker'>) => Operation;
  /** Undefined if finished answers are not kept. */
  readonly answers: AnswerCache | undefined;
  readonly watcher: JobWatcher;
  readonly lists: ListWatcher;
  /** Bytes of answers that are being made and sent, small ones left out. */
  readonly answerBytes: () => number;
  /** After this time, running and later operations are answered as at their deadline, with the data read by then. */
  readonly endOperationsAfter: (milliseconds: number) => void;
  /** Where deliveries of webhooks go, by the source's name. */
  readonly webhooks: ReadonlyMap<string, WebhookDoor>;
  /** Begins to hear what queues and webhooks tell of changes. Call once. */
  readonly hear: () => void;
  readonly close: () => Promise<void>;
}

/** Throws `ConfigError` for persisted operations that the graph would refuse. */
export function createGateway(config: Config, options: GatewayOptions): Gateway {
  const { now, stores = createLocalStores(config, options.monotonic) } = options;
  const sharing = options.share && { share: options.share, shareHints: options.shareHints, ages: config.cache };
  // Sources and queues read their answers in turns that they share.
  const yielder = createYielder();
  const takeLogTurn = createReadTurns(config.logs.maxReads, options.monotonic);
  const sources = createSources(config, { ...options, stores, sharing, yielder, takeLogTurn });
  const hearers = createHearers(config, sources, { ...options, yielder });
  const schema = createGatewaySchema(config.federation);
  const { watcher, lists, logs } = createWatchers(config, options);
  const { watchSlots, logSlots } = createSlots(config);
  const deadlines = createOperationDeadlines(config.server.operationSeconds * 1000, options.monotonic);
  const quotas = createAnswerQuotas(config.limits.answerBytes, getHeapStatistics().heap_size_limit / answersOfHeap);

  const engine = createEngine(config, { ...options, schema, sources, quotas, budget: stores.budget });
  const answers = createAnswers(config, engine, { ...options, quotas, budget: stores.budget });

  return {
    ...engine,
    answers,
    sources,
    watcher,
    lists,
    answerBytes: quotas.size,
    createOperation: (request) =>
      createOperation({ ...request, sources, now, deadlines, quota: quotas.open(request.requester) }),
    createLiveOperation: (request) =>
      createLiveOperation({ ...request, sources, now, watcher, lists, logs, watchSlots, logSlots, quotas, deadlines }),
    endOperationsAfter: deadlines.endAllAfter,
    webhooks: hearers.webhooks,
    hear: hearers.begin,
    close: async () => {
      deadlines.close();
      watcher.close();
      lists.close();
      await hearers.close();
      logs.close();
      await Promise.all([...sources.values()].map((source) => source.close()));
    },
  };
}

function createSlots({ subscriptions, logs }: Config) {
  return {
    watchSlots: createWatchSlots(subscriptions.maxWatchedJobs),
    logSlots: {
      followers: createWatchSlots(logs.maxFollowers, { verb: 'follow', noun: 'logs' }),
      parts: createWatchSlots(logs.maxFollowed, { verb: 'follow', noun: 'parts of logs' }),
    },
  };
}

/** A list costs more than a job, so the interval between two looks is longer by this factor. */
const listInterval = 5;

function createWatchers(
  { cache, list, subscriptions }: Config,
  { now, monotonic, random, pollMilliseconds = minPollMilliseconds, logPace }: GatewayOptions,
): Pick<Gateway, 'watcher' | 'lists'> & { readonly logs: LogFollowers } {
  // A read from memory brings no change.
  const ofMemory = cache.runningSeconds * 1000;
  const minInterval = Math.max(pollMilliseconds, ofMemory);
  const maxInterval = subscriptions.maxLagSeconds * 1000;
  return {
    watcher: createJobWatcher({ now, monotonic, random, minInterval, maxInterval }),
    lists: createListWatcher({
      now,
      monotonic,
      random,
      minInterval: Math.max(pollMilliseconds * listInterval, ofMemory),
      maxPages: list.maxPagesPerSource,
    }),
    logs: createLogFollowers({ now, monotonic, pace: logPace }),
  };
}

/**
 * How long an operation may lead others, in milliseconds. Operations that stop following find in memory what it has
 * read, so the time is shorter than records are kept. They also join the running reads, so stopping costs them little.
 */
const maxWaitMilliseconds = 1000;

function createAnswers(
  { cache, server }: Config,
  { persisted }: Engine,
  { quotas, budget, monotonic }: Pick<AnswerCacheOptions, 'quotas' | 'budget'> & Pick<Clock, 'monotonic'>,
): AnswerCache | undefined {
  if (!cache.answers) return undefined;
  const halfFresh = Math.min(cache.runningSeconds, server.operationSeconds) / 2;
  return createAnswerCache({
    quotas,
    budget,
    running: createRunningAnswers(Math.min(maxWaitMilliseconds, halfFresh * 1000)),
    memory: createAnswerMemory({ maxBytes: divideBytes(cache).answers, monotonic }),
    isKnown: (digest) => persisted.find(digest) !== undefined,
  });
}
