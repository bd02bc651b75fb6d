import type { Viewer } from './viewer.ts';

/** setTimeout takes no longer time. */
const longestTimer = 2 ** 31 - 1;
/** How late a step of the clock may be noticed. In milliseconds. */
const lookAgain = 1000;

/**
 * Calls `end` when the viewer's token ends, for what must not outlive it. Gives what stops the wait. The timer goes on
 * where the clock is set back; where it is set forward the token has ended as it has for HTTP.
 * @param now milliseconds since 1970
 */
export function atExpiry({ expiresAt }: Viewer, now: () => number, end: () => void): () => void {
  if (expiresAt === null) return () => undefined;
  const left = (): number => Math.max(0, expiresAt.getTime() - now());
  const finish = (): void => {
    stop();
    end();
  };
  const timer = setTimeout(finish, Math.min(longestTimer, left()));
  const look = setInterval(() => {
    if (left() === 0) finish();
  }, lookAgain);
  const stop = (): void => {
    clearTimeout(timer);
    clearInterval(look);
  };
  return stop;
}
