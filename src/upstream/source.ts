/** A configured source: its provider's adapter behind a reader, with its own connections, limits and health. */
import type { JobProvider, JobSourceLifecycle } from '../job.ts';
import type { Adapter, KeyFormat } from './adapter.ts';
import { createBreaker, type BreakerOptions } from './breaker.ts';
import { createCaller, type AttemptReport } from './caller.ts';
import type { FactStore } from './fact-store.ts';
import { createHealthRecord, type SourceHealth } from './health.ts';
import { createLimiter, type LimiterSettings } from './limiter.ts';
import type { Provider } from './provider.ts';
import { createListReader, type ListReader } from './list-reader.ts';
import { createReader, type Reader } from './reader.ts';
import { createRetryBudget } from './retry.ts';
import type { SourceSettingsBase } from './settings.ts';
import { createTransport } from './transport.ts';

export interface Source {
  readonly name: string;
  readonly provider: JobProvider;
  readonly region: string | null;
  readonly lifecycle: JobSourceLifecycle;
  readonly canList: boolean;
  readonly keyFormat: KeyFormat;
  readonly requestsPerSecond: number;
  readonly adapter: Adapter;
  readonly reader: Reader;
  /** Undefined where the provider offers no listing. */
  readonly listReader: ListReader | undefined;
  readonly health: () => SourceHealth;
  readonly close: () => Promise<void>;
}

export interface SourceOptions {
  readonly store: FactStore;
  /** Pages of a source that one list reads at most. */
  readonly maxListPages: number;
  /** How old a list's page may be. */
  readonly listFreshMilliseconds: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** From 0 to 1; spreads retries. */
  readonly random: () => number;
  readonly breaker?: BreakerOptions;
  readonly onAttempt?: (source: string, report: AttemptReport) => void;
}

export function createSource<Settings extends SourceSettingsBase>(
  provider: Provider<Settings>,
  settings: Settings,
  { store, maxListPages, listFreshMilliseconds, now, random, breaker: breakerOptions, onAttempt }: SourceOptions,
): Source {
  const { name } = settings;
  const limits = toLimits(provider.defaultLimits, settings.limits);
  const adapter = provider.createAdapter(settings);
  const deadlineMilliseconds = settings.deadlineSeconds * 1000;
  const transport = createTransport({ connections: limits.concurrency });
  const limiter = createLimiter(limits, now);
  const breaker = createBreaker(breakerOptions);
  const health = createHealthRecord(now);
  const call = createCaller({
    source: name,
    adapter,
    sign: provider.createSigner(settings, () => new Date(now())),
    transport,
    limiter,
    breaker,
    budget: createRetryBudget(),
    timeoutMilliseconds: settings.timeoutSeconds * 1000,
    now,
    random,
    onAttempt: (report) => {
      health.note(report.errorCode);
      onAttempt?.(name, report);
    },
  });
  return {
    name,
    provider: adapter.provider,
    region: provider.toRegion(settings),
    lifecycle: adapter.lifecycle,
    canList: adapter.listing !== undefined,
    keyFormat: adapter.key,
    requestsPerSecond: limits.requestsPerSecond,
    adapter,
    reader: createReader({ source: name, adapter, call, store, deadlineMilliseconds, now }),
    listReader:
      adapter.listing === undefined
        ? undefined
        : createListReader({
            source: name,
            listing: adapter.listing,
            call,
            store,
            maxPages: maxListPages,
            freshMilliseconds: listFreshMilliseconds,
            deadlineMilliseconds,
            now,
          }),
    health: () => ({ ...health.read(breaker.state()), requestsInFlight: limiter.inFlight(), requestsQueued: limiter.queued() }),
    close: transport.close,
  };
}

function toLimits(defaults: LimiterSettings, configured: SourceSettingsBase['limits']): LimiterSettings {
  return {
    requestsPerSecond: configured?.requestsPerSecond ?? defaults.requestsPerSecond,
    burst: configured?.burst ?? defaults.burst,
    concurrency: configured?.concurrency ?? defaults.concurrency,
    queue: configured?.queue ?? defaults.queue,
  };
}
