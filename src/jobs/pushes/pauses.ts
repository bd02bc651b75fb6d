/** Pauses between tries to hear of changes. */
import { sleepsFor } from '../../calls/retry.ts';
import type { Signal } from '../../platform/signal.ts';

/** From one try that fails to the next one. */
interface Pauses {
  /** Resolves after the next pause, which is twice as long as the last one, or at once if the signal aborts. */
  readonly next: () => Promise<unknown>;
  /** A try has succeeded. */
  readonly reset: () => void;
}

const firstMilliseconds = 1000;
const maxMilliseconds = 60_000;

/** @param random from 0 to 1: half of each pause is random */
export function createPauses(random: () => number, signal: Signal): Pauses {
  let longest = firstMilliseconds;
  return {
    next: () => {
      const pause = longest * (0.5 + random() / 2);
      longest = Math.min(2 * longest, maxMilliseconds);
      return sleepsFor(pause, signal);
    },
    reset: () => {
      longest = firstMilliseconds;
    },
  };
}
