/** The followers of logs: those of one part share one poller or stream, which ends with the last of them. */
import { Abandoned } from '../../calls/abandoned.ts';
import { Aborter } from '../../calls/abort.ts';
import type { ReadContext } from '../../calls/read-context.ts';
import type { Clock } from '../../platform/clock.ts';
import type { JobKey } from '../../provider/contract/job.ts';
import type { LogPart, PartLog } from '../../provider/contract/log.ts';
import type { FollowPace } from './added-lines.ts';
import { createFollowedPart, type FollowedPart, type FollowedPartOptions } from './followed-part.ts';
import { createFollower, type FollowRequest, type LogUpdate } from './follower.ts';
import { createPartLookup, type PartLookup } from './lookup.ts';
import type { OpenLogs } from './source-logs.ts';

/** A log that is followed, and on whose behalf. */
interface FollowedLog {
  readonly logs: OpenLogs;
  readonly key: JobKey;
  /** The graph's id. */
  readonly jobId: string;
  readonly request: FollowRequest;
  /** Of the subscription. */
  readonly context: ReadContext;
  /** Takes a place among the parts that are followed. Throws if none is free. Returns what gives it back. */
  readonly openPart: () => () => void;
  /** Called once or more. */
  readonly onEnd: () => void;
}

/** Follows logs of all sources. */
export interface LogFollowers {
  /** The events of one subscriber. */
  readonly follow: (followed: FollowedLog) => AsyncIterableIterator<LogUpdate>;
  /** Parts that are followed. */
  readonly size: () => number;
  /** Ends all pollers and streams. */
  readonly close: () => void;
}

/** How logs are followed. */
interface LogFollowersOptions extends Clock {
  /** Default: 2 to 10 seconds. */
  readonly pace?: FollowPace | undefined;
}

const usualPace: FollowPace = { least: 2000, most: 10_000 };
/** The least that is read of what stands there: followers that come later find it. */
const leastSeed = 100;

/** Something that is shared by those who use it, and ends with the last of them. */
interface Shared<T> {
  readonly value: T;
  readonly end: () => void;
  users: number;
}

type Opened<T> = Omit<Shared<T>, 'users'>;

/** Nothing is followed at first. */
export function createLogFollowers({ pace = usualPace, now, monotonic }: LogFollowersOptions): LogFollowers {
  const parts = new Map<string, Shared<FollowedPart>>();
  const lookups = new Map<string, Shared<PartLookup>>();

  function openPart(
    { logs, request: { last, isMasked }, openPart: takePlace }: FollowedLog,
    lookup: PartLookup,
    { part, log }: Pick<FollowedPartOptions, 'part' | 'log'>,
  ): Opened<FollowedPart> {
    const givePlace = takePlace();
    const seedLines = Math.max(leastSeed, last);
    const value = createFollowedPart({ logs, lookup, part, log, isMasked, seedLines, pace, now, monotonic });
    const end = (): void => {
      value.stop();
      givePlace();
    };
    return { value, end };
  }

  return {
    follow: (followed) => {
      const { logs, jobId, request, context } = followed;
      const leaves = new Set<() => void>();
      const lookup = share(lookups, jobId, () => openLookup(followed, monotonic), leaves);
      const join = (part: LogPart, log: PartLog): FollowedPart => {
        const isMasked = logs.reads.isMaskable === true && request.isMasked;
        const name = JSON.stringify([jobId, part.key, isMasked]);
        return share(parts, name, () => openPart(followed, lookup, { part, log }), leaves);
      };
      const onEnd = (): void => {
        for (const leave of leaves) leave();
        leaves.clear();
        followed.onEnd();
      };
      return createFollower({ logs, request, context, lookup, pace, join, onEnd });
    },
    size: () => parts.size,
    close: () => {
      for (const { end } of [...parts.values(), ...lookups.values()]) end();
      parts.clear();
      lookups.clear();
    },
  };
}

function openLookup({ logs, key }: FollowedLog, monotonic: () => number): Opened<PartLookup> {
  const aborter = new Aborter();
  const context: ReadContext = { requester: 'log', operation: aborter, signal: aborter };
  const end = (): void => {
    aborter.abort(new Abandoned());
  };
  return { value: createPartLookup(logs, key, context, monotonic), end };
}

/** @param leaves gets what leaves it, to be called once */
function share<T>(all: Map<string, Shared<T>>, name: string, open: () => Opened<T>, leaves: Set<() => void>): T {
  const shared = all.get(name) ?? { ...open(), users: 0 };
  all.set(name, shared);
  shared.users += 1;
  leaves.add(() => {
    shared.users -= 1;
    if (shared.users > 0) return;
    shared.end();
    if (all.get(name) === shared) all.delete(name);
  });
  return shared.value;
}
