/** Watches jobs by polling: one poller per watched job, however many subscriptions watch it. */
import { ProviderError } from '../errors/errors.ts';
import { isTerminal, type JobKey, type JobStatus } from '../job.ts';
import { Abandoned } from '../calls/abandoned.ts';
import type { ReadRecord } from './reader.ts';
import type { Source } from './source.ts';

/** The last known state of a job. `version` increases with every change of an open fact. */
export type WatchedState = { readonly version: number; readonly isFinal: boolean } & (
  { readonly record: ReadRecord } | { readonly error: ProviderError }
);

export interface Watch {
  /** Undefined until the first read has ended. */
  readonly state: () => WatchedState | undefined;
  readonly stop: () => void;
}

export interface JobWatcher {
  /** Calls `onChange` after each change, including the first state. */
  readonly watch: (source: Source, key: JobKey, onChange: () => void) => Watch;
  /** Jobs that are polled. */
  readonly size: () => number;
  /** Stops for good: later watches get no states. */
  readonly close: () => void;
}

export interface WatcherOptions {
  /** Milliseconds since 1970, for comparison with the jobs' times. */
  readonly now: () => number;
  /** From 0 to 1; spreads polls. */
  readonly random: () => number;
  /** Minimum time between two reads of a job, in milliseconds. */
  readonly shortestInterval: number;
}

interface Poller {
  readonly watchers: Set<() => void>;
  readonly state: () => WatchedState | undefined;
  readonly stop: () => void;
}

/** For a subscription that was being opened while the gateway closed: nothing would stop its poller. */
const nothingToSee: Watch = { state: () => undefined, stop: () => undefined };

export function createJobWatcher(options: WatcherOptions): JobWatcher {
  const pollers = new Map<Source, Map<JobKey, Poller>>();
  let isClosed = false;

  function pollersOf(source: Source): Map<JobKey, Poller> {
    let ofSource = pollers.get(source);
    if (ofSource === undefined) {
      ofSource = new Map();
      pollers.set(source, ofSource);
    }
    return ofSource;
  }

  return {
    watch: (source, key, onChange) => {
      if (isClosed) return nothingToSee;
      const ofSource = pollersOf(source);
      let poller = ofSource.get(key);
      if (poller === undefined) {
        poller = createPoller(source, key, options, () => ofSource.size);
        ofSource.set(key, poller);
      }
      const { watchers, state, stop } = poller;
      // Every watch is distinct, even if two share a callback.
      const watcher = (): void => {
        onChange();
      };
      watchers.add(watcher);
      return {
        state,
        stop: () => {
          if (!watchers.delete(watcher) || watchers.size > 0) return;
          stop();
          ofSource.delete(key);
        },
      };
    },
    size: () => [...pollers.values()].reduce((sum, ofSource) => sum + ofSource.size, 0),
    close: () => {
      isClosed = true;
      for (const ofSource of pollers.values()) for (const { stop } of ofSource.values()) stop();
      pollers.clear();
    },
  };
}

/** A name that no row contains, and one that needs the completion: together they select every open fact. */
const everyFact: ReadonlySet<string> = new Set(['*', 'status']);
const nothing: ReadonlySet<string> = new Set();
/** All polls together count as one asker. */
const asker = 'watcher';

function createPoller(source: Source, key: JobKey, options: WatcherOptions, countOfSource: () => number): Poller {
  const controller = new AbortController();
  const watchers = new Set<() => void>();
  let state: WatchedState | undefined;
  let timer: NodeJS.Timeout | undefined;

  function see(next: WatchedState): void {
    state = next;
    for (const notify of [...watchers]) notify();
  }

  async function poll(): Promise<void> {
    try {
      const ask = { key, facts: everyFact, secrets: nothing, secretsOfMasked: nothing };
      const record = await source.reader.read(ask, { asker, operation: controller, signal: controller.signal });
      if (hasChanged(state, record)) {
        see({ version: (state?.version ?? 0) + 1, isFinal: isTerminal(record.facts.status), record });
      }
    } catch (error) {
      if (!controller.signal.aborted) seeFailure(error);
    } finally {
      if (state?.isFinal !== true && !controller.signal.aborted) {
        timer = setTimeout(() => void poll(), toInterval(source, state, countOfSource(), options));
      }
    }
  }

  /** Reported once, and only if no state is known; a later failure keeps the last state. */
  function seeFailure(error: unknown): void {
    const failure =
      error instanceof ProviderError ? error : new ProviderError('PROVIDER_UNAVAILABLE', { cause: error });
    const isFinal = failure.code === 'JOB_NOT_FOUND' || failure.code === 'JOB_GONE';
    if (state === undefined || isFinal) see({ version: (state?.version ?? 0) + 1, isFinal, error: failure });
  }

  void poll();
  return {
    watchers,
    state: () => state,
    stop: () => {
      clearTimeout(timer);
      controller.abort(new Abandoned());
    },
  };
}

function hasChanged(state: WatchedState | undefined, { facts }: ReadRecord): boolean {
  return state === undefined || !('record' in state) || JSON.stringify(state.record.facts) !== JSON.stringify(facts);
}

const minute = 60_000;
const waiting: ReadonlySet<JobStatus> = new Set(['QUEUED', 'PAUSED', 'SUSPENDED']);
/** Polls may use this share of a source's rate; the rest is for operations. */
const shareOfRate = 0.5;

/** Young jobs change often, old ones rarely. All pollers of a source together stay within their share of its rate. */
function toInterval(
  source: Source,
  state: WatchedState | undefined,
  count: number,
  { now, random, shortestInterval }: WatcherOptions,
): number {
  const facts = state !== undefined && 'record' in state ? state.record.facts : undefined;
  const age = now() - Date.parse(facts?.updatedAt ?? facts?.createdAt ?? new Date(now()).toISOString());
  const byAge = age < 10 * minute ? 1 : age < 60 * minute ? 2 : age < 1440 * minute ? 5 : 15;
  const byState = facts !== undefined && waiting.has(facts.status) ? 2 : 1;
  const callsPerPoll = source.adapter.completion === undefined ? 1 : 2;
  const byRate = ((count * callsPerPoll) / (source.requestsPerSecond * shareOfRate)) * 1000;
  return Math.max(shortestInterval * byAge * byState, byRate) * (1 + random() * 0.1);
}
