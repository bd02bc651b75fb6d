/** The logs of a source's jobs: whether its settings and its provider let them be read, and how. */
import { createLogCaller } from './log/log-calls.ts';
import { createReadTurns, type TakeReadTurn } from './log/read-turns.ts';
import { openLogs, type OpenLogs, type SourceLogs } from './log/source-logs.ts';
import type { Reader } from './reader.ts';
import type { SourceCalls, SourceCallsOptions } from './source-calls.ts';
import type { Adapter } from '../provider/contract/adapter.ts';
import type { LimiterSettings, Provider } from '../provider/contract/provider.ts';
import type { SourceSettingsBase } from '../provider/contract/settings.ts';

/** What the logs of all sources share. */
export interface SourceLogsOptions extends SourceCallsOptions {
  /** Default: 16 reads at once of this source alone. */
  readonly takeLogTurn?: TakeReadTurn | undefined;
}

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
  const { call, close } = createLogCaller({
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
    call,
    deadlineMilliseconds: settings.deadlineSeconds * 1000,
    takeTurn: options.takeLogTurn ?? createReadTurns(defaultReads, monotonic),
    now,
    monotonic,
  });
  return { logs, close };
}

function closed(code: 'LOG_NOT_SUPPORTED' | 'LOG_DISABLED'): CreatedLogs {
  return { logs: { isOpen: false, code }, close: () => Promise.resolve() };
}

/** A name that no row of a list has: the parts of a log may need all that a describe gives. */
const describedFacts: ReadonlySet<string> = new Set(['logParts']);
const noSecrets: ReadonlySet<string> = new Set();

/** What is asked of a job whose log is read. */
export const loggedJob = { facts: describedFacts, secrets: noSecrets };

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
