/** How a source's changes are pushed, in one word: from what its reader reports, and from what polls see in its place. */
import type { Clock } from '../platform/clock.ts';
import type { PushFailure, PushHealth, PushStateChange, PushStateWord } from './pushes.ts';

/** The state of one source's pushes. */
export interface PushState {
  readonly noteHint: () => void;
  readonly answered: () => void;
  readonly failed: (failure: PushFailure) => void;
  /** Nothing is heard for now, and nothing is wrong. */
  readonly rested: () => void;
  /** A poll has seen that a job's status has changed. */
  readonly noteMissed: () => void;
  /** Whether this process is one of several that are to share hints, and alone. */
  readonly setAlone: (isAlone: boolean) => void;
  /** Since when all changes are heard, by the monotonic clock; undefined while changes may be missed. */
  readonly liveSince: () => number | undefined;
  readonly health: () => PushHealth;
  readonly close: () => void;
}

interface PushStateOptions extends Clock {
  readonly safetyMilliseconds: number;
  /** Whether the state waits for `setAlone`. */
  readonly isShared: boolean;
  readonly onChange: (change: PushStateChange) => void;
  /** From now on changes may be missed. */
  readonly onLost: () => void;
}

/** Failures in a row after which pushes are UNAVAILABLE. */
const maxFailures = 2;
/** Pushes are silent if none came for so many safety intervals in which a poll saw a change. */
const silentIntervals = 10;

/** STARTING until something is reported. */
export function createPushState(options: PushStateOptions): PushState {
  const { now, monotonic, isShared, onChange, onLost } = options;
  let word: PushStateWord = 'STARTING';
  let heard: 'nothing' | 'all' = 'nothing';
  let isAlone: boolean | undefined = isShared ? undefined : false;
  let failures = 0;
  let failure: PushFailure | undefined;
  let liveSince: number | undefined;
  let [eventAt, errorAt, errorCode]: [number | null, number | null, PushHealth['lastErrorCode']] = [null, null, null];
  const silence = createSilence(options.safetyMilliseconds * silentIntervals, monotonic, update);

  function toWord(): PushStateWord {
    if (isAlone === true || failures >= maxFailures) return 'UNAVAILABLE';
    if (heard === 'nothing' || isAlone === undefined) return 'STARTING';
    return silence.isSilent() ? 'SILENT' : 'LIVE';
  }

  function update(): void {
    const next = toWord();
    if (next === word) return;
    const wasLive = word === 'LIVE';
    word = next;
    if (next !== 'SILENT') silence.begin();
    liveSince = next === 'LIVE' ? monotonic() : undefined;
    onChange({ state: next, failure: next === 'UNAVAILABLE' && isAlone !== true ? failure : undefined });
    if (wasLive) onLost();
  }

  return {
    noteHint: () => {
      eventAt = now();
      silence.end();
      update();
    },
    answered: () => {
      [heard, failures] = ['all', 0];
      update();
    },
    failed: (given) => {
      [failure, errorAt, errorCode] = [given, now(), given.code];
      failures = given.isPermanent ? maxFailures : failures + 1;
      update();
    },
    rested: () => {
      [heard, failures] = ['nothing', 0];
      update();
    },
    noteMissed: silence.noteMissed,
    setAlone: (given) => {
      isAlone = given;
      update();
    },
    liveSince: () => liveSince,
    health: () => ({
      state: word,
      lastEventAt: toInstant(eventAt),
      lastErrorAt: toInstant(errorAt),
      lastErrorCode: errorCode,
    }),
    close: silence.end,
  };
}

function toInstant(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}

interface Silence {
  readonly isSilent: () => boolean;
  /** Pushes are heard from now on. */
  readonly begin: () => void;
  readonly noteMissed: () => void;
  /** A push has come. */
  readonly end: () => void;
}

/** @param limit how long no push may come in which a poll sees a change @param onSilence called when that time is over */
function createSilence(limit: number, monotonic: () => number, onSilence: () => void): Silence {
  let since = -Infinity;
  let hasMissed = false;
  let timer: NodeJS.Timeout | undefined;

  function restart(): void {
    clearTimeout(timer);
    [since, hasMissed, timer] = [monotonic(), false, undefined];
  }

  return {
    isSilent: () => hasMissed && monotonic() - since >= limit,
    begin: restart,
    noteMissed: () => {
      hasMissed = true;
      timer ??= setTimeout(onSilence, Math.max(0, Math.ceil(since + limit - monotonic()))).unref();
    },
    end: restart,
  };
}
