/** Watches jobs: one poller per watched job, for all its subscriptions. */
import type { Clock } from '../../platform/clock.ts';
import type { JobKey, JobStatus } from '../../provider/contract/job.ts';
import type { PollTimes } from './job-reads.ts';
import type { PollNeed } from './next-poll.ts';
import { createPollPace, type PollPace } from './poll-pace.ts';
import { createMeetingSchedule, createSpreadSchedule, type PollDue, type SchedulePoll } from './poll-schedule.ts';
import { createPoller, type Poller } from './poller.ts';
import type { Source } from '../source.ts';
import type { WatchedState } from './watched-job.ts';

export type { WatchedState } from './watched-job.ts';

/** One subscriber's interest in one job. */
export interface Watch {
  /** Undefined until the first read has ended. */
  readonly state: () => WatchedState | undefined;
  readonly stop: () => void;
}

/** Watches single jobs of all sources. Watches of one job share its polls. */
export interface JobWatcher {
  /** Calls `onChange` after each change, including the first state. */
  readonly watch: (source: Source, key: JobKey, onChange: () => void) => Watch;
  /** Jobs that are polled. */
  readonly size: () => number;
  /** Stops for good: later watches get no states. */
  readonly close: () => void;
}

/** How often watched jobs are read. */
interface WatcherOptions extends Clock {
  /** From 0 to 1; spreads polls. */
  readonly random: () => number;
  /** Minimum time between two reads of a job, in milliseconds. */
  readonly minInterval: number;
  /** Maximum time between two reads of a job whose changes are not pushed, in milliseconds, where the source's rate allows it. */
  readonly maxInterval: number;
}

interface SourcePollers {
  readonly byKey: Map<JobKey, Poller>;
  readonly times: PollTimes;
}

/** For a subscription that was being opened while the gateway closed: nothing would stop its poller. */
const nothingToSee: Watch = { state: () => undefined, stop: () => undefined };

/** All watchers of a job share one poller, which stops with the last of them. */
export function createJobWatcher(options: WatcherOptions): JobWatcher {
  const pollers = new Map<Source, SourcePollers>();
  let isClosed = false;

  function pollersOf(source: Source): SourcePollers {
    let ofSource = pollers.get(source);
    if (ofSource === undefined) {
      ofSource = openSource(source, options);
      pollers.set(source, ofSource);
    }
    return ofSource;
  }

  return {
    watch: (source, key, onChange) => {
      if (isClosed) return nothingToSee;
      const { byKey, times } = pollersOf(source);
      const poller = byKey.get(key) ?? createPoller(source, key, options, times);
      byKey.set(key, poller);
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
          byKey.delete(key);
        },
      };
    },
    size: () => [...pollers.values()].reduce((sum, { byKey }) => sum + byKey.size, 0),
    close: () => {
      isClosed = true;
      for (const { byKey } of pollers.values()) for (const { stop } of byKey.values()) stop();
      pollers.clear();
    },
  };
}

const minute = 60_000;
const waiting: ReadonlySet<JobStatus> = new Set(['QUEUED', 'PAUSED', 'SUSPENDED']);
/** Polls may use this share of a source's rate; the rest is for operations. */
const shareOfRate = 0.5;

function openSource(source: Source, options: WatcherOptions): SourcePollers {
  const byKey: SourcePollers['byKey'] = new Map();
  const { schedule, ...pace } = createTimes(source, options);
  const scheduleNext: PollTimes['scheduleNext'] = (poll, need) =>
    schedule(poll, { ...need, ...toWaits(source, need, byKey.size, options) });
  return { byKey, times: { ...pace, scheduleNext } };
}

function createTimes(
  { adapter, requestsPerSecond }: Source,
  options: WatcherOptions,
): PollPace & { readonly schedule: SchedulePoll } {
  const { maxKeys } = adapter.describe;
  const callsPerSecond = requestsPerSecond * shareOfRate;
  const rate = { ...options, callsPerSecond, maxKeys, hasCompletion: adapter.completion !== undefined };
  const schedule = maxKeys === 1 ? createSpreadSchedule(options) : createMeetingSchedule(rate);
  return { ...createPollPace(rate), schedule };
}

/** Young jobs change often, old ones rarely. All pollers of a source together stay within their share of its rate. */
function toWaits(
  { adapter, requestsPerSecond, pushes }: Source,
  { state, isPushed }: PollNeed,
  count: number,
  { now, minInterval, maxInterval }: WatcherOptions,
): Pick<PollDue, 'wait' | 'waitOfSource' | 'maxWait'> {
  const facts = state !== undefined && 'record' in state ? state.record.facts : undefined;
  const age = now() - Date.parse(facts?.updatedAt ?? facts?.createdAt ?? new Date(now()).toISOString());
  const byAge = age < 10 * minute ? 1 : age < 60 * minute ? 2 : age < 1440 * minute ? 5 : 15;
  const byState = facts !== undefined && waiting.has(facts.status) ? 2 : 1;
  const calls = count * (adapter.completion === undefined ? 1 : 2);
  const ownPace = minInterval * byAge * byState;
  return {
    wait: isPushed ? Math.max(ownPace, pushes?.safetyMilliseconds ?? 0) : Math.min(ownPace, maxInterval),
    maxWait: isPushed ? Infinity : maxInterval,
    waitOfSource: (calls / (requestsPerSecond * shareOfRate)) * 1000,
  };
}
