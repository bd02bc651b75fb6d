/** The calls to one source's provider: connections, limits, breakers and health. */
import type { Clock } from '../platform/clock.ts';
import { ProviderError } from '../errors/errors.ts';
import type { AttemptReport } from '../calls/attempt-report.ts';
import { createBreakers, type BreakerOptions, type Breakers } from '../calls/breaker.ts';
import { createCaller, type Caller } from '../calls/caller.ts';
import type { OperationId } from '../calls/fair-queue.ts';
import { createHealth, type Health, type SourceHealth, type StateChange } from '../calls/health.ts';
import { createLimiter, type Limiter } from '../calls/limiter.ts';
import { createLineStreams, type LineStreamOptions, type LineStreams } from '../calls/line-stream.ts';
import { createOpener, type OpenerOptions, type OpenStream } from '../calls/opener.ts';
import { createRetryBudget } from '../calls/retry.ts';
import type { CreateTokenBucket } from '../calls/token-bucket.ts';
import type { Yielder } from '../calls/yielder.ts';
import type { Adapter } from '../provider/contract/adapter.ts';
import type { LimiterSettings } from '../provider/contract/limiter-settings.ts';
import type { Provider, TlsSettings } from '../provider/contract/provider.ts';
import type { SourceSettingsBase } from '../provider/contract/settings.ts';
import type { Signer } from '../provider/contract/signer.ts';
import { createTransport, type Transport } from '../provider/transport.ts';
import { toRequiredParts } from './reading/targets.ts';

/** The calls of one source. */
export interface SourceCalls {
  readonly call: Caller;
  readonly open: OpenStream;
  readonly sign: Signer;
  readonly limiter: Limiter;
  readonly health: () => SourceHealth;
  /** All that the settings name has been asked for. */
  readonly noteCheck: () => void;
  readonly close: () => Promise<void>;
}

/** What the calls of all sources share, and who hears of their attempts and states. */
export interface SourceCallsOptions extends Clock {
  /** `createBucket` is called once per source. */
  readonly stores: { readonly createBucket: CreateTokenBucket };
  /** From 0 to 1; spreads retries. */
  readonly random: () => number;
  /** Shared by all sources: they read their answers in one event loop. */
  readonly yielder: Yielder;
  readonly breaker?: BreakerOptions | undefined;
  /** `operation` is the one that the call was made for. */
  readonly onAttempt?: (source: string, report: AttemptReport, operation: OperationId) => void;
  readonly onStateChange?: (source: string, change: StateChange) => void;
}

/** One set of connections, limits and health for everything that is requested from the source. Makes no call. */
export function createSourceCalls<Settings extends SourceSettingsBase>(
  provider: Provider<Settings>,
  settings: Settings,
  adapter: Adapter,
  limits: LimiterSettings,
  options: SourceCallsOptions,
): SourceCalls {
  const { now, monotonic, random, yielder, stores } = options;
  const { transport, streams, close } = createConnections(limits, provider.toTls?.(settings), { yielder, monotonic });
  const rate = { ...limits, timeoutMilliseconds: settings.timeoutSeconds * 1000 };
  const limiter = createLimiter(limits, (onMore) => stores.createBucket(settings.name, rate, onMore), monotonic);
  const { health, breakers } = createWatch(settings.name, adapter, limiter, options);
  const shared: Omit<OpenerOptions, 'streams'> = {
    adapter,
    sign: provider.createSigner(settings, () => new Date(now())),
    limiter,
    timeoutMilliseconds: rate.timeoutMilliseconds,
    now,
    monotonic,
    onAttempt: (report, operation) => {
      health.noteAttempt(report);
      options.onAttempt?.(settings.name, report, operation);
    },
  };
  const own = { source: settings.name, transport, breakers, budget: createRetryBudget(), yielder, random };
  return {
    call: createCaller({ ...shared, ...own, onCooldown: health.noteCooldown }),
    open: createOpener({ ...shared, streams }),
    sign: shared.sign,
    limiter,
    noteCheck: health.noteCheck,
    health: () => ({
      ...health.read(),
      requestsInFlight: limiter.inFlight(),
      requestsQueued: limiter.queued(),
    }),
    close,
  };
}

/** The health of a source, and the breakers that decide about it. */
function createWatch(
  name: string,
  adapter: Adapter,
  limiter: Limiter,
  { now, monotonic, breaker = {}, onStateChange }: SourceCallsOptions,
): { readonly health: Health; readonly breakers: Breakers } {
  const health = createHealth({
    now,
    monotonic,
    parts: toRequiredParts(adapter),
    breaker: () => breakers.state(),
    isCoolingDown: limiter.isCoolingDown,
    onChange: (change) => onStateChange?.(name, change),
  });
  const onOpen = (): void => {
    if (breakers.state() === 'open') health.noteOpened();
    limiter.refuseQueued(new ProviderError('PROVIDER_UNAVAILABLE', { causeKind: 'BREAKER_OPEN' }));
  };
  const breakers = createBreakers(breaker, { monotonic, onOpen, onAnswer: health.noteAnswer });
  return { health, breakers };
}

interface Connections {
  readonly transport: Transport;
  readonly streams: LineStreams;
  readonly close: () => Promise<void>;
}

function createConnections(
  { concurrency }: LimiterSettings,
  tls: TlsSettings | undefined,
  reading: Pick<LineStreamOptions, 'yielder' | 'monotonic'>,
): Connections {
  const transport = createTransport({ connections: concurrency, tls });
  const streams = createLineStreams({ ...reading, tls });
  return {
    transport,
    streams,
    close: async () => {
      await Promise.all([transport.close(), streams.close()]);
    },
  };
}
