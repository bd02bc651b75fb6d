/** A configured source: its provider's adapter behind a reader, with its own connections, limits and health. */
import type { Clock } from '../clock.ts';
import { ProviderError } from '../errors/errors.ts';
import type { JobProvider, JobSourceLifecycle } from '../job.ts';
import type { Adapter, KeyFormat } from '../provider/adapter.ts';
import type { BreakerOptions } from '../calls/breaker.ts';
import { createConsoleLinks, type ConsoleLinks } from '../provider/console.ts';
import { holdsInRow } from '../provider/plan.ts';
import { createBreakers } from '../calls/breakers.ts';
import { createCaller, type AttemptReport, type Caller } from '../calls/caller.ts';
import type { OperationId } from '../calls/fair-queue.ts';
import { toReopeningStore, type FactStore, type Stored } from './fact-store.ts';
import type { JobFeeds } from './feeds.ts';
import { createHealthRecord, type SourceHealth } from '../calls/health.ts';
import { createLineStreams, type LineStreams } from '../calls/line-stream.ts';
import { createOpener, type OpenerOptions, type OpenStream } from '../calls/opener.ts';
import { createLimiter } from '../calls/limiter.ts';
import type { Fetched, PageStore } from './list-pages.ts';
import type { LimiterSettings, Provider, TlsSettings } from '../provider/provider.ts';
import { createListReader, type ListReader } from './list-reader.ts';
import { createReader, type Reader } from './reader.ts';
import { createRetryBudget } from '../calls/retry.ts';
import { toFactsFormat, toPagesFormat, type Ages } from './shared-formats.ts';
import type { SharedReads, ShareReads } from './shared-reads.ts';
import { createSourceFeeds } from './source-feeds.ts';
import type { SourceSettingsBase } from '../provider/settings.ts';
import { createStateReport, type StateChange } from '../calls/state-report.ts';
import type { CreateTokenBucket } from '../calls/token-bucket.ts';
import { createTransport, type Transport } from '../calls/transport.ts';
import type { Turns } from '../calls/turns.ts';

/** Everything that the graph needs of one entry of `sources`. */
export interface Source {
  readonly name: string;
  readonly provider: JobProvider;
  /** The concrete type of its jobs. */
  readonly typeName: string;
  readonly region: string | null;
  readonly lifecycle: JobSourceLifecycle;
  readonly canList: boolean;
  /** Whether each row of a list says the job's status. */
  readonly listsStatus: boolean;
  /** The page of its jobs in the provider's own console; null if there is none. */
  readonly consoleUrl: string | null;
  /** A job's page there, or the nearest one. */
  readonly consoleUrlOf: ConsoleLinks['ofJob'];
  readonly keyFormat: KeyFormat;
  readonly requestsPerSecond: number;
  readonly adapter: Adapter;
  readonly reader: Reader;
  /** Undefined if the provider cannot list jobs. */
  readonly listReader: ListReader | undefined;
  /** Undefined if watched jobs are polled. */
  readonly feeds: JobFeeds | undefined;
  readonly health: () => SourceHealth;
  readonly close: () => Promise<void>;
}

/** How processes share what they read, and how long that is believed. */
export interface Sharing {
  readonly share: ShareReads;
  readonly ages: Ages;
}

/** All sources' together. */
export interface SourceStores {
  readonly facts: FactStore;
  readonly pages: PageStore;
  /** Called once per source. */
  readonly createBucket: CreateTokenBucket;
}

export interface SourceOptions extends Clock {
  readonly stores: SourceStores;
  /** Default: each process reads for itself. */
  readonly sharing?: Sharing | undefined;
  /** From 0 to 1; spreads retries. */
  readonly random: () => number;
  /** Shared by all sources: they read their answers in one event loop. */
  readonly turns: Turns;
  readonly breaker?: BreakerOptions;
  /** `operation` is the one that the call was made for. */
  readonly onAttempt?: (source: string, report: AttemptReport, operation: OperationId) => void;
  readonly onStateChange?: (source: string, change: StateChange) => void;
}

/** Makes no call: connections are opened when they are needed. */
export function createSource<Settings extends SourceSettingsBase>(
  provider: Provider<Settings>,
  settings: Settings,
  options: SourceOptions,
): Source {
  const { name, deadlineSeconds } = settings;
  const { now, monotonic } = options;
  const { facts, pages } = options.stores;
  const links = createConsoleLinks(provider.consolePages?.(settings), settings.consoleUrl);
  const limits = toLimiterSettings(provider.defaultLimits, settings.limits);
  const adapter = provider.createAdapter(settings);
  const store = adapter.reopens === true ? toReopeningStore(facts) : facts;
  const { call, open, health, close } = createCalls(provider, settings, adapter, limits, options);
  const reading = { source: name, call, store, deadlineMilliseconds: deadlineSeconds * 1000, now, monotonic };
  const { sharedFacts, sharedPages } = openShared(settings, adapter, options.sharing);
  const reader = createReader({ ...reading, adapter, pages, sharedFacts });
  const feeding = { ...reading, store: forgetForAll(store, sharedFacts, monotonic), open, random: options.random };
  const feeds = adapter.feed && createSourceFeeds({ ...feeding, feed: adapter.feed });
  const listing = { ...reading, pages, sharedPages, reader, keyFormat: adapter.key };
  const listReader = adapter.listing && createListReader({ ...listing, listing: adapter.listing });
  return {
    name,
    provider: provider.enumValue,
    typeName: provider.typeName,
    region: provider.toRegion(settings),
    lifecycle: adapter.lifecycle,
    canList: adapter.listing !== undefined,
    listsStatus: holdsInRow(adapter, undefined, 'status'),
    consoleUrl: links.ofSource,
    consoleUrlOf: links.ofJob,
    keyFormat: adapter.key,
    requestsPerSecond: limits.requestsPerSecond,
    adapter,
    reader,
    listReader,
    feeds,
    health,
    close: async () => {
      feeds?.close();
      await close();
    },
  };
}

function openShared(
  settings: SourceSettingsBase,
  adapter: Adapter,
  sharing: Sharing | undefined,
): { readonly sharedFacts?: SharedReads<Stored>; readonly sharedPages?: SharedReads<Fetched<unknown>> } {
  if (sharing === undefined) return {};
  const options = { settings, adapter, ages: sharing.ages };
  return {
    sharedFacts: sharing.share(toFactsFormat(options)),
    sharedPages: sharing.share(toPagesFormat(options)),
  };
}

/** What a feed deletes is not taken from other processes either. */
function forgetForAll(store: FactStore, shared: SharedReads<Stored> | undefined, monotonic: () => number): FactStore {
  if (shared === undefined) return store;
  return {
    ...store,
    delete: (id) => {
      store.delete(id);
      shared.forget(id, monotonic());
    },
  };
}

interface Calls extends Pick<Source, 'health' | 'close'> {
  readonly call: Caller;
  readonly open: OpenStream;
}

/** Calls to the provider: one set of connections, limits and health for everything that is requested from the source. */
function createCalls<Settings extends SourceSettingsBase>(
  provider: Provider<Settings>,
  settings: Settings,
  adapter: Adapter,
  limits: LimiterSettings,
  { now, monotonic, random, turns, stores, breaker: breakerOptions = {}, onAttempt, onStateChange }: SourceOptions,
): Calls {
  const { transport, streams, close } = createConnections(limits.concurrency, provider.toTls?.(settings));
  const rate = { ...limits, timeoutMilliseconds: settings.timeoutSeconds * 1000 };
  const limiter = createLimiter(limits, (onMore) => stores.createBucket(settings.name, rate, onMore), monotonic);
  const states = createStateReport(monotonic, (change) => onStateChange?.(settings.name, change));
  const onOpen = (): void => {
    if (breakers.state() === 'open') states.noteOpened();
    limiter.refuseQueued(new ProviderError('PROVIDER_UNAVAILABLE', { causeKind: 'BREAKER_OPEN' }));
  };
  const breakers = createBreakers(breakerOptions, { monotonic, onOpen, onAnswer: states.noteAnswer });
  const health = createHealthRecord(now);
  const shared: Omit<OpenerOptions, 'streams'> = {
    adapter,
    sign: provider.createSigner(settings, () => new Date(now())),
    limiter,
    timeoutMilliseconds: rate.timeoutMilliseconds,
    now,
    monotonic,
    onAttempt: (report, operation) => {
      health.note(report.errorCode);
      states.noteAttempt(report);
      onAttempt?.(settings.name, report, operation);
    },
  };
  return {
    call: createCaller({
      ...shared,
      source: settings.name,
      transport,
      breakers,
      budget: createRetryBudget(),
      turns,
      random,
      onHold: () => states.noteAttempt({ errorCode: 'PROVIDER_THROTTLED', causeKind: 'HELD' }),
    }),
    open: createOpener({ ...shared, streams }),
    health: () => ({
      ...health.read(breakers.state(), limiter.isHeld()),
      requestsInFlight: limiter.inFlight(),
      requestsQueued: limiter.queued(),
    }),
    close,
  };
}

interface Connections {
  readonly transport: Transport;
  readonly streams: LineStreams;
  readonly close: () => Promise<void>;
}

function createConnections(connections: number, tls: TlsSettings | undefined): Connections {
  const transport = createTransport({ connections, tls });
  const streams = createLineStreams({ tls });
  return {
    transport,
    streams,
    close: async () => {
      await Promise.all([transport.close(), streams.close()]);
    },
  };
}

function toLimiterSettings(defaults: LimiterSettings, configured: SourceSettingsBase['limits']): LimiterSettings {
  return {
    requestsPerSecond: configured?.requestsPerSecond ?? defaults.requestsPerSecond,
    burst: configured?.burst ?? defaults.burst,
    concurrency: configured?.concurrency ?? defaults.concurrency,
    queue: configured?.queue ?? defaults.queue,
  };
}
