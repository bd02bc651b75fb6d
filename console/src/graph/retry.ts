/** When what had no answer is tried again: after a pause that grows, or at once where there is a sign that the graph is back. */
import { signal } from '@preact/signals';
import { readClock } from '../state/clock.ts';

/** In milliseconds. With a page that asks every 15 seconds, the pause must be shorter, or a retry comes too late to help. */
const shortestPause = 1000;
const longestPause = 8000;

/** When the next try is due, in milliseconds since 1970. Null where nothing is to be tried again. */
export const nextTryAt = signal<number | null>(null);

const waiting = new Set<() => void>();

/**
 * @param failures before this one
 * @returns what takes the try back
 */
export function retryLater(attempt: () => void, failures: number): () => void {
  const pause = Math.min(longestPause, shortestPause * 2 ** failures);
  const end = (): void => {
    window.clearTimeout(timer);
    waiting.delete(act);
    if (waiting.size === 0) nextTryAt.value = null;
  };
  const act = (): void => {
    end();
    attempt();
  };
  const timer = window.setTimeout(act, pause);
  waiting.add(act);
  nextTryAt.value = readClock() + pause;
  return end;
}

/** Tries all that waits now. */
export function retryNow(): void {
  for (const act of [...waiting]) act();
}

window.addEventListener('online', retryNow);
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') retryNow();
});
