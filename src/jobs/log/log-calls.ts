/** The calls to one source for its logs: connections, a limiter, breakers and retries of their own, so that logs never starve jobs. */
import type { AttemptReport } from '../../calls/attempt-report.ts';
import { createBreakers } from '../../calls/breaker.ts';
import { createCaller, type Caller } from '../../calls/caller.ts';
import type { OperationId } from '../../calls/fair-queue.ts';
import { createLimiter, type Limiter } from '../../calls/limiter.ts';
import { createRetryBudget } from '../../calls/retry.ts';
import type { CreateTokenBucket } from '../../calls/token-bucket.ts';
import type { Yielder } from '../../calls/yielder.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Adapter } from '../../provider/contract/adapter.ts';
import type { LogReads } from '../../provider/contract/log.ts';
import type { LimiterSettings } from '../../provider/contract/limiter-settings.ts';
import type { TlsSettings } from '../../provider/contract/provider.ts';
import type { SourceSettingsBase } from '../../provider/contract/settings.ts';
import type { Signer } from '../../provider/contract/signer.ts';
import { createLogLinks, createLogStreams, type LogLinks, type LogStreams } from './log-connections.ts';
import { createTransport } from '../../provider/transport.ts';

/** What the calls for logs take of their source, and of the process. */
interface LogCallsOptions extends Clock {
  readonly settings: SourceSettingsBase;
  readonly adapter: Adapter;
  readonly reads: LogReads;
  readonly limits: LimiterSettings;
  readonly sign: Signer;
  readonly tls: TlsSettings | undefined;
  /** The source's own, whose turns some providers' logs take, too. */
  readonly sourceLimiter: Limiter;
  readonly createBucket: CreateTokenBucket;
  /** From 0 to 1; spreads retries. */
  readonly random: () => number;
  readonly yielder: Yielder;
  readonly onAttempt?: ((source: string, report: AttemptReport, operation: OperationId) => void) | undefined;
}

/** The caller of one source for its logs. */
export interface LogCaller {
  readonly call: Caller;
  readonly streams: LogStreams;
  readonly links: LogLinks;
  readonly close: () => Promise<void>;
}

/** A megabyte of events may be six as JSON, where each escape character is `\u001b`. */
const bodyLimit = 8_000_000;

/** Makes no call. How these calls go is no part of the source's health. */
export function createLogCaller(options: LogCallsOptions): LogCaller {
  const { settings, adapter, reads, limits, sign, tls, createBucket, monotonic, now, onAttempt } = options;
  const timeoutMilliseconds = settings.timeoutSeconds * 1000;
  const transport = createTransport({ connections: limits.concurrency, bodyLimit, tls });
  // A name of its own: no source's has a blank.
  const openBucket = (onMore: () => void) =>
    createBucket(`${settings.name} logs`, { ...limits, timeoutMilliseconds }, onMore);
  const own = createLimiter(limits, openBucket, monotonic);
  const shared = {
    adapter: { ...adapter, toError: reads.toError ?? adapter.toError },
    sign,
    limiter: reads.takesSourceTurns === true ? withTurnsOf(options.sourceLimiter, own) : own,
    yielder: options.yielder,
    timeoutMilliseconds,
    now,
    monotonic,
    onAttempt: (report: AttemptReport, operation: OperationId) => onAttempt?.(settings.name, report, operation),
  };
  const streams = createLogStreams({ ...shared, tls, concurrency: limits.concurrency });
  const links = createLogLinks({
    rules: reads.links ?? { hosts: [], isOnLoopback: false },
    connections: limits.concurrency,
    timeoutMilliseconds,
  });
  const call = createCaller({
    ...shared,
    source: settings.name,
    transport,
    breakers: createBreakers({}, { monotonic, onOpen: () => undefined, onAnswer: () => undefined }),
    budget: createRetryBudget(),
    random: options.random,
  });
  const close = async (): Promise<void> => {
    await Promise.all([transport.close(), streams.close(), links.close()]);
  };
  return { call, streams, links, close };
}

/** Each call takes a turn of both, and both hear that the provider wants fewer. */
function withTurnsOf(source: Limiter, own: Limiter): Limiter {
  return {
    ...own,
    acquire: async (request) => {
      const release = await own.acquire(request);
      try {
        const releaseSource = await source.acquire(request);
        return () => {
          releaseSource();
          release();
        };
      } catch (error) {
        release();
        throw error;
      }
    },
    slowDown: (startedAt) => {
      own.slowDown(startedAt);
      source.slowDown(startedAt);
    },
    coolDown: source.coolDown,
    endCooldown: source.endCooldown,
    isCoolingDown: source.isCoolingDown,
  };
}
