/** How a source's changes are pushed, in one word: from what its reader reports, and from what polls see in its place. */
import type { Clock } from '../../platform/clock.ts';
import type { Instant } from '../../provider/contract/job.ts';
import type { PushFailure, Pushes, PushReader, PushReport, PushStateWord } from './pushes.ts';

/** The state of one source's pushes, and the parts of the port that follow from it. */
export interface PushState extends Pick<Pushes, 'health' | 'noteMissed' | 'noteRead'> {
  /** Whether changes are heard. */
  readonly reader: Omit<PushReader, 'hint'>;
  /** A hint has come to this process, or by another one. */
  readonly noteHint: (from: 'here' | 'elsewhere') => void;
  /** Whether this process is one of several that are to share hints, and alone. */
  readonly setAlone: (isAlone: boolean) => void;
  /** Since when all changes are heard, by the monotonic clock; undefined while changes may be missed. */
  readonly liveSince: () => number | undefined;
  /** Pushes may have been missed, but are heard again. */
  readonly noteGap: () => void;
  readonly close: () => void;
}

/** The source, and who hears of its state. */
export interface PushStateOptions extends Clock {
  readonly source: string;
  readonly safetyMilliseconds: number;
  readonly report: PushReport;
}

/** When the state is another, and what it waits for. */
interface StateEffects {
  /** Whether the state waits for `setAlone`. */
  readonly isShared: boolean;
  /** From now on changes may be missed. */
  readonly onLost: () => void;
}

/** Failures in a row after which pushes are UNAVAILABLE. */
const maxFailures = 2;
/** Pushes are silent if none came for so many safety intervals in which a poll saw a change. */
const silentIntervals = 10;

/** STARTING until something is reported. */
export function createPushState(options: PushStateOptions, { isShared, onLost }: StateEffects): PushState {
  const { source, report, monotonic, safetyMilliseconds } = options;
  const silence = createSilence(safetyMilliseconds * silentIntervals, monotonic, update);
  const known: Known = { isHeard: false, isAlone: isShared ? undefined : false, failures: 0 };
  let word: PushStateWord = 'STARTING';
  let liveSince: number | undefined;

  function update(change: Partial<Known> = {}): void {
    Object.assign(known, change);
    const next = toWord(known, silence.isSilent());
    if (next === word) return;
    const wasLive = word === 'LIVE';
    word = next;
    if (next !== 'SILENT') silence.restart();
    liveSince = next === 'LIVE' ? monotonic() : undefined;
    const isFailure = next === 'UNAVAILABLE' && known.isAlone !== true;
    report.onPushState(source, next, isFailure ? known.failure : undefined);
    if (wasLive) onLost();
  }

  return {
    reader: toReader(options, known, update),
    noteHint: (from) => {
      if (from === 'here') report.onPush(source, 'hint');
      silence.restart();
      update({ eventAt: options.now() });
    },
    noteMissed: silence.noteMissed,
    setAlone: (isAlone) => {
      update({ isAlone });
    },
    liveSince: () => liveSince,
    noteGap: () => {
      if (liveSince === undefined) return;
      liveSince = monotonic();
      onLost();
    },
    health: () => ({
      state: word,
      lastEventAt: toInstant(known.eventAt),
      lastErrorAt: toInstant(known.failedAt),
      lastErrorCode: known.failure?.code ?? null,
    }),
    noteRead: (result, lag) => {
      if (result !== 'elsewhere') report.onHintedRead(source, result);
      if (lag !== undefined) report.onPushLag(source, lag / 1000);
    },
    close: silence.restart,
  };
}

/** What decides about the state, and what has come last. Times are in milliseconds since 1970. */
interface Known {
  isHeard: boolean;
  /** Undefined before it is known. */
  isAlone: boolean | undefined;
  /** In a row. */
  failures: number;
  failure?: PushFailure;
  failedAt?: number;
  eventAt?: number;
}

function toWord({ isHeard, isAlone, failures }: Known, isSilent: boolean): PushStateWord {
  if (isAlone === true || failures >= maxFailures) return 'UNAVAILABLE';
  if (!isHeard || isAlone === undefined) return 'STARTING';
  return isSilent ? 'SILENT' : 'LIVE';
}

function toInstant(time: number | undefined): Instant | null {
  return time === undefined ? null : new Date(time).toISOString();
}

function toReader(
  { source, report, now }: PushStateOptions,
  known: Readonly<Known>,
  update: (change: Partial<Known>) => void,
): PushState['reader'] {
  return {
    dropped: (result) => {
      report.onPush(source, result);
    },
    answered: () => {
      update({ isHeard: true, failures: 0 });
    },
    failed: (failure) => {
      const failures = failure.isPermanent ? maxFailures : known.failures + 1;
      // Of several streams, each reports what all are like.
      update(failure === known.failure ? { failures } : { failures, failure, failedAt: now() });
    },
    rest: () => {
      update({ isHeard: false, failures: 0 });
    },
  };
}

interface Silence {
  readonly isSilent: () => boolean;
  /** A push has come, or pushes are heard again. */
  readonly restart: () => void;
  readonly noteMissed: () => void;
}

/** @param limit how long no push may come in which a poll sees a change @param onSilence called when that time is over */
function createSilence(limit: number, monotonic: () => number, onSilence: () => void): Silence {
  let since = -Infinity;
  /** Runs from the first change that no push has told. */
  let timer: NodeJS.Timeout | undefined;

  return {
    isSilent: () => timer !== undefined && monotonic() - since >= limit,
    restart: () => {
      clearTimeout(timer);
      [since, timer] = [monotonic(), undefined];
    },
    noteMissed: () => {
      timer ??= setTimeout(
        () => {
          onSilence();
        },
        Math.max(0, Math.ceil(since + limit - monotonic())),
      ).unref();
    },
  };
}
