/** Who listens for the hints of one stream, queue or door. */
import type { HeardHint, HintListener } from './pushes.ts';

/** The name under which a job is listened for; a job may have a second one. */
type Name = string | typeof everyJob;

/** Listeners by the names of what they listen for. */
interface Listeners {
  /** Returns what removes the listener again. */
  readonly add: (name: Name, listener: HintListener) => () => void;
  /** Tells the listeners of this name, and those of all jobs. */
  readonly tell: (name: string, hint: HeardHint) => void;
  readonly tellLost: () => void;
  readonly areNone: () => boolean;
}

/** The name for all jobs of a source. */
export const everyJob = Symbol('every job');

/** Starts without listeners. */
export function createListeners(): Listeners {
  const listeners = new Map<Name, Set<HintListener>>();

  return {
    add: (name, listener) => {
      const ofName = listeners.get(name) ?? new Set();
      listeners.set(name, ofName.add(listener));
      return () => {
        ofName.delete(listener);
        if (ofName.size === 0 && listeners.get(name) === ofName) listeners.delete(name);
      };
    },
    tell: (name, hint) => {
      for (const { onHint } of [...(listeners.get(name) ?? []), ...(listeners.get(everyJob) ?? [])]) onHint(hint);
    },
    tellLost: () => {
      const all = new Set([...listeners.values()].flatMap((ofName) => [...ofName]));
      for (const { onLost } of all) onLost();
    },
    areNone: () => listeners.size === 0,
  };
}
