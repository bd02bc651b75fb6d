/** The logs of a source's jobs: whether its settings and its provider let them be read, and how. */
import { createLogCaller } from './log/log-calls.ts';
import { createReadTurns, type TakeReadTurn } from './log/read-turns.ts';
import { readLog, type LogRequest, type ReadLog } from './log/read-log.ts';
import { openLogs, type OpenLogs } from './log/source-logs.ts';
import { loggedJob } from './reading/plan.ts';
import type { ReadContext } from '../calls/read-context.ts';
import type { LoggedJob } from '../provider/contract/log.ts';
import type { Reader } from './reading/reader.ts';
import type { SourceCalls, SourceCallsOptions } from './source-calls.ts';
import type { Adapter } from '../provider/contract/adapter.ts';
import type { LimiterSettings } from '../provider/contract/limiter-settings.ts';
import type { Provider } from '../provider/contract/provider.ts';
import type { SourceSettingsBase } from '../provider/contract/settings.ts';

/** What the logs of all sources share. */
export interface SourceLogsOptions extends SourceCallsOptions {
  /** Default: 16 reads at once of this source alone. */
  readonly takeLogTurn?: TakeReadTurn | undefined;
}

/** A source whose logs are not read, and why. */
interface ClosedLogs {
  readonly isOpen: false;
  readonly code: 'LOG_NOT_SUPPORTED' | 'LOG_DISABLED';
}

/** A source whose logs are read. */
interface ReadableLogs extends OpenLogs {
  /** What can be wrong with a log is in the result. Throws `ProviderError` where the job is absent, and the signal's reason. */
  readonly readLog: (job: LoggedJob, request: LogRequest, context: ReadContext) => Promise<ReadLog>;
}

/** The logs of a source, or why they are not read. */
export type SourceLogs = ClosedLogs | ReadableLogs;

/** The logs, and what closes their connections. */
interface CreatedLogs {
  readonly logs: SourceLogs;
  readonly close: () => Promise<void>;
}

const defaultReads = 16;

/** Makes no call. */
export function createSourceLogs<Settings extends SourceSettingsBase>(
  provider: Provider<Settings>,
  settings: Settings,
  adapter: Adapter,
  { calls, reader }: { readonly calls: SourceCalls; readonly reader: Reader },
  options: SourceLogsOptions,
): CreatedLogs {
  if (provider.logs === undefined) return closed('LOG_NOT_SUPPORTED');
  const reads = settings.logs === false ? undefined : provider.logs.createReads(settings);
  if (reads === undefined) return closed('LOG_DISABLED');
  const { now, monotonic } = options;
  const { close, ...caller } = createLogCaller({
    ...options,
    settings,
    adapter,
    reads,
    limits: toLogLimits(provider.logs.defaultLimits, settings.logs),
    sign: provider.logs.createSigner?.(settings, () => new Date(now())) ?? calls.sign,
    tls: provider.toTls?.(settings),
    sourceLimiter: calls.limiter,
    createBucket: options.stores.createBucket,
  });
  const logs = openLogs({
    source: settings.name,
    reads,
    readJob: createReadJob(reader),
    caller,
    deadlineMilliseconds: settings.deadlineSeconds * 1000,
    takeTurn: options.takeLogTurn ?? createReadTurns(defaultReads, monotonic),
    now,
    monotonic,
  });
  return { logs: { ...logs, readLog: (...asked) => readLog(logs, ...asked) }, close };
}

function closed(code: 'LOG_NOT_SUPPORTED' | 'LOG_DISABLED'): CreatedLogs {
  return { logs: { isOpen: false, code }, close: () => Promise.resolve() };
}

function createReadJob(reader: Reader): OpenLogs['readJob'] {
  return async (key, context) => {
    const record = await reader.read({ key, ...loggedJob }, context);
    return { key: record.key ?? key, facts: record.facts };
  };
}

function toLogLimits(defaults: LimiterSettings, logs: SourceSettingsBase['logs']): LimiterSettings {
  const configured = typeof logs === 'object' ? logs.limits : undefined;
  return {
    requestsPerSecond: configured?.requestsPerSecond ?? defaults.requestsPerSecond,
    burst: configured?.burst ?? defaults.burst,
    concurrency: configured?.concurrency ?? defaults.concurrency,
    queue: defaults.queue,
  };
}
