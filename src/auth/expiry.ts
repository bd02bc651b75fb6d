import type { Viewer } from './viewer.ts';

/** The longest delay of setTimeout. */
const maxTimerMilliseconds = 2 ** 31 - 1;
/** How soon a change of the clock is noticed. */
const checkMilliseconds = 1000;

/**
 * Calls `end` when the viewer's token expires. Returns a function that cancels the wait. The timer is not prolonged if the
 * clock is set back. If it is set forward past the expiry, the token ends at once, as it does for HTTP.
 * @param now milliseconds since 1970
 */
export function atExpiry({ expiresAt }: Viewer, now: () => number, end: () => void): () => void {
  if (expiresAt === null) return () => undefined;
  const left = (): number => Math.max(0, expiresAt.getTime() - now());
  const finish = (): void => {
    stop();
    end();
  };
  const timer = setTimeout(finish, Math.min(maxTimerMilliseconds, left()));
  const checking = setInterval(() => {
    if (left() === 0) finish();
  }, checkMilliseconds);
  const stop = (): void => {
    clearTimeout(timer);
    clearInterval(checking);
  };
  return stop;
}
