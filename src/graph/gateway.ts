/** The graph over its sources, without a transport: the pipeline, and what an operation needs. */
import { getHeapStatistics } from 'node:v8';
import { createAnswerDoor, type AnswerDoor, type AnswerDoorOptions } from '../answers/answer-door.ts';
import { createAnswerMemory } from '../answers/answer-memory.ts';
import { createRememberable } from '../answers/rememberable.ts';
import { createRunningAnswers } from '../answers/running-answers.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config/load.ts';
import { createPipeline, type Pipeline, type PipelineOptions } from './pipeline.ts';
import { createAnswerRooms } from '../limits/answer-room.ts';
import { createLiveOperation } from './live-operation.ts';
import { createOperationDeadlines } from './operation-deadlines.ts';
import { createOperation, type Operation, type OperationOptions } from './operation.ts';
import { createWatchSlots } from '../resolvers/watch-slots.ts';
import { createGatewaySchema } from './schema.ts';
import { createSources } from './sources.ts';
import { createLocalStores, divideBytes, type Stores } from './stores.ts';
import type { BreakerOptions } from '../calls/breaker.ts';
import type { AttemptReport } from '../calls/caller.ts';
import type { OperationId } from '../calls/fair-queue.ts';
import type { ShareReads } from '../jobs/shared-reads.ts';
import type { Source } from '../jobs/source.ts';
import type { StateChange } from '../calls/state-report.ts';
import { createListWatcher, type ListWatcher } from '../jobs/list-watcher.ts';
import { createJobWatcher, type JobWatcher } from '../jobs/watcher.ts';

/** Minimum time between two reads of a watched job, regardless of the cache's settings. */
const minPollMilliseconds = 1000;

/** Answers that are made and sent may take this part of the heap together; what is made of their text takes some more. */
const answersOfHeap = 16;

/** What is passed in beside the configuration: clocks, chance, state, and who is told. */
export interface GatewayOptions extends Clock, Pick<PipelineOptions, 'recordDisclosure' | 'onFault'> {
  /** From 0 to 1; spreads retries. */
  readonly random: () => number;
  readonly breaker?: BreakerOptions;
  /** Default: stores of this process only. */
  readonly stores?: Stores;
  /** Default: each process reads for itself. */
  readonly share?: ShareReads | undefined;
  /** Minimum time between two reads of a watched job. Default 1000. */
  readonly pollMilliseconds?: number;
  /** `operation` is the `readContext.operation` of the operation that the call was made for. */
  readonly onAttempt?: (source: string, report: AttemptReport, operation: OperationId) => void;
  readonly onStateChange?: (source: string, change: StateChange) => void;
}

/** What a transport says of an operation before it is parsed. */
export type OperationRequest = Pick<OperationOptions, 'viewer' | 'requester' | 'requestId' | 'explains' | 'recording'>;

/** What the transports share. */
export interface Gateway extends Pipeline {
  readonly sources: ReadonlyMap<string, Source>;
  readonly createOperation: (request: OperationRequest) => Operation;
  /** For a subscription: ends with it. Each event is a separate operation. */
  readonly createLiveOperation: (request: Omit<OperationRequest, 'explains' | 'recording'>) => Operation;
  /** Undefined if finished answers are not kept. */
  readonly answers: AnswerDoor | undefined;
  readonly watcher: JobWatcher;
  readonly lists: ListWatcher;
  /** Bytes of answers that are being made and sent, small ones left out. */
  readonly answerBytes: () => number;
  /** After this time running and later operations are answered as at their deadline, with what has been read. */
  readonly endOperationsAfter: (milliseconds: number) => void;
  readonly close: () => Promise<void>;
}

/** Throws `ConfigError` for persisted operations that the graph would refuse. */
export function createGateway(config: Config, options: GatewayOptions): Gateway {
  const { now, stores = createLocalStores(config, options.monotonic) } = options;
  const sharing = options.share && { share: options.share, ages: config.cache };
  const sources = createSources(config, { ...options, stores, sharing });
  const schema = createGatewaySchema(config.federation);
  const { watcher, lists } = createWatchers(config, options);
  const watchSlots = createWatchSlots(config.subscriptions.maxWatchedJobs);
  const deadlines = createOperationDeadlines(config.server.operationSeconds * 1000, options.monotonic);
  const rooms = createAnswerRooms(config.limits.answerBytes, getHeapStatistics().heap_size_limit / answersOfHeap);

  const pipeline = createPipeline(config, { ...options, schema, sources, rooms, budget: stores.budget });
  const answers = createAnswers(config, pipeline, { ...options, rooms, budget: stores.budget });

  return {
    ...pipeline,
    answers,
    sources,
    watcher,
    lists,
    answerBytes: rooms.size,
    createOperation: (request) =>
      createOperation({ ...request, sources, now, deadlines, room: rooms.open(request.requester) }),
    createLiveOperation: (request) =>
      createLiveOperation({ ...request, sources, now, watcher, lists, watchSlots, rooms, deadlines }),
    endOperationsAfter: deadlines.endAllAfter,
    close: async () => {
      deadlines.close();
      watcher.close();
      lists.close();
      await Promise.all([...sources.values()].map((source) => source.close()));
    },
  };
}

/** A list costs more than a job: it is looked at more rarely, by this factor. */
const listInterval = 5;

function createWatchers(
  { cache, list }: Config,
  { now, monotonic, random, pollMilliseconds = minPollMilliseconds }: GatewayOptions,
): Pick<Gateway, 'watcher' | 'lists'> {
  // What is in memory is not news.
  const ofMemory = cache.runningSeconds * 1000;
  return {
    watcher: createJobWatcher({ now, monotonic, random, minInterval: Math.max(pollMilliseconds, ofMemory) }),
    lists: createListWatcher({
      now,
      monotonic,
      random,
      minInterval: Math.max(pollMilliseconds * listInterval, ofMemory),
      maxPages: list.maxPagesPerSource,
    }),
  };
}

/**
 * How long an operation may lead others, in milliseconds. Those that follow no longer then find in memory what it has read by
 * then, so it is less than records are kept; and join the reads under way, so it costs them little.
 */
const maxPatience = 1000;

function createAnswers(
  { cache, server }: Config,
  { schema, steps }: Pipeline,
  { rooms, budget, monotonic }: Pick<AnswerDoorOptions, 'rooms' | 'budget'> & Pick<Clock, 'monotonic'>,
): AnswerDoor | undefined {
  if (!cache.answers) return undefined;
  const halfFresh = Math.min(cache.runningSeconds, server.operationSeconds) / 2;
  return createAnswerDoor({
    rooms,
    budget,
    running: createRunningAnswers(Math.min(maxPatience, halfFresh * 1000)),
    memory: createAnswerMemory({ maxBytes: divideBytes(cache).answers, monotonic }),
    isRememberable: createRememberable(schema),
    isKnown: (digest) => steps.persisted.find(digest) !== undefined,
  });
}
