/** The port between the streams of changes and the watchers of jobs. A push is a hint to read now, never data. */
import type { JobFacts, JobKey } from '../provider/contract/job.ts';

/** A job may have changed. */
export interface Hint {
  readonly key: JobKey;
  /** A version or the like, which tells whether a read is older than the change; null if the push has no such word. */
  readonly word: string | null;
}

/** A watcher of one job, or of all jobs of a source. */
export interface HintListener {
  readonly onHint: (hint: Hint) => void;
  /** From now on changes may be missed. */
  readonly onLost: () => void;
}

/** What a listener may rely on. */
export interface Listening {
  /** Since when all changes are heard, by the monotonic clock; undefined while changes may be missed. */
  readonly liveSince: () => number | undefined;
  readonly leave: () => void;
}

/** The pushes of one source. A hint without a listener costs nothing and is not kept. */
export interface Pushes {
  readonly follow: (key: JobKey, listener: HintListener) => Listening;
  /** Calls `onHint` for each job of the source, watched or not. Returns what ends it. */
  readonly followAll: (onHint: () => void) => () => void;
  /** Whether the facts are older than the hinted change. @param word the hint's */
  readonly isBehind: (facts: JobFacts, word: string) => boolean;
  readonly close: () => void;
}

/** The listeners for the hints of one stream, queue or door. */
export interface Listeners {
  /** Returns what removes the listener again. */
  readonly add: (key: JobKey | typeof everyJob, listener: HintListener) => () => void;
  readonly tell: (hint: Hint) => void;
  readonly tellLost: () => void;
  readonly areNone: () => boolean;
}

/** The key of listeners for all jobs of a source. */
export const everyJob = Symbol('every job');

/** Starts without listeners. */
export function createListeners(): Listeners {
  const listeners = new Map<JobKey | typeof everyJob, Set<HintListener>>();

  return {
    add: (key, listener) => {
      const ofKey = listeners.get(key) ?? new Set();
      listeners.set(key, ofKey.add(listener));
      return () => {
        ofKey.delete(listener);
        if (ofKey.size === 0 && listeners.get(key) === ofKey) listeners.delete(key);
      };
    },
    tell: (hint) => {
      for (const { onHint } of [...(listeners.get(hint.key) ?? []), ...(listeners.get(everyJob) ?? [])]) onHint(hint);
    },
    tellLost: () => {
      for (const { onLost } of [...listeners.values()].flatMap((ofKey) => [...ofKey])) onLost();
    },
    areNone: () => listeners.size === 0,
  };
}
