/** When a watched list is looked at: by an alarm, after news of its feed, and when another process has read it. */
import type { ListFilter } from '../provider/adapter.ts';
import type { FollowedList } from './feeds.ts';
import type { Source } from './source.ts';

/** What makes a poller look at its list. */
export interface Occasions extends Pick<News, 'live' | 'areAllSeen'> {
  /** A look has begun: the next one waits for its end. */
  readonly begin: () => void;
  /** For the next look, after so many in a row without a change. */
  readonly wait: (quiet: number) => void;
  readonly stop: () => void;
}

export interface OccasionsOptions {
  readonly source: Source;
  readonly filter: ListFilter;
  readonly monotonic: () => number;
  /** Milliseconds from one look to the next, after so many looks in a row without a change. */
  readonly toWait: (quiet: number) => number;
}

/** From a feed's news to the look at it: many may come together. */
const feedMilliseconds = 100;

/** @param look is given from when on what another process has read was not seen, by the monotonic clock */
export function createOccasions(
  { source, filter, monotonic, toWait }: OccasionsOptions,
  look: (since: number) => void,
): Occasions {
  /** Undefined while a look runs, and at the end. */
  let waiting: { readonly since: number; readonly quiet: number } | undefined;
  const alarm = createAlarm(lookNow);
  const news = listenTo(source, () => {
    if (waiting !== undefined) setAlarm(waiting.quiet);
  });
  const leaveOthers = source.listReader?.follow(filter, () => {
    if (news.live() === undefined) lookNow();
  });

  function lookNow(): void {
    if (waiting !== undefined) look(waiting.since);
  }

  function setAlarm(quiet: number): void {
    if (news.areAllSeen()) alarm.stop();
    else alarm.setIn(news.live() === undefined ? toWait(quiet) : feedMilliseconds);
  }

  function begin(): void {
    waiting = undefined;
    alarm.stop();
  }

  return {
    live: news.live,
    areAllSeen: news.areAllSeen,
    begin: () => {
      begin();
      news.see();
    },
    wait: (quiet) => {
      waiting = { since: monotonic(), quiet };
      setAlarm(quiet);
    },
    stop: () => {
      begin();
      leaveOthers?.();
      news.leave();
    },
  };
}

/** What the feeds of a list report. */
interface News {
  /** The list, while it is fed. */
  readonly live: () => FollowedList | undefined;
  /** Whether the list is fed and has not changed since it was last seen: no look is needed. */
  readonly areAllSeen: () => boolean;
  readonly see: () => void;
  readonly leave: () => void;
}

function listenTo({ feeds, adapter: { listing } }: Source, onNews: () => void): News {
  let areSeen = false;
  const parts = listing === undefined || 'list' in listing.containers ? [] : listing.containers;
  const followed = feeds?.followList(parts, () => {
    areSeen = false;
    onNews();
  });
  const live = (): FollowedList | undefined => (followed?.isLive() === true ? followed : undefined);
  return {
    live,
    areAllSeen: () => areSeen && live() !== undefined,
    see: () => {
      areSeen = true;
    },
    leave: () => followed?.leave(),
  };
}

interface Alarm {
  /** In so many milliseconds, and not when it was set before. */
  readonly setIn: (milliseconds: number) => void;
  readonly stop: () => void;
}

function createAlarm(ring: () => void): Alarm {
  let timer: NodeJS.Timeout | undefined;
  const stop = (): void => {
    clearTimeout(timer);
  };
  return {
    setIn: (milliseconds) => {
      stop();
      timer = setTimeout(ring, milliseconds);
    },
    stop,
  };
}
