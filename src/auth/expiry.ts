import type { Viewer } from './viewer.ts';

/** setTimeout takes no longer time. */
const longestTimer = 2 ** 31 - 1;

/**
 * Calls `end` when the viewer's token ends, for what must not outlive it. Gives what stops the wait.
 * @param now milliseconds since 1970
 */
export function atExpiry({ expiresAt }: Viewer, now: () => number, end: () => void): () => void {
  if (expiresAt === null) return () => undefined;
  const timer = setTimeout(end, Math.min(longestTimer, Math.max(0, expiresAt.getTime() - now())));
  return () => {
    clearTimeout(timer);
  };
}
