/** Limits how many logs a process reads at once: each read holds megabytes. */
import { createLimiter } from '../../calls/limiter.ts';
import type { ReadContext } from '../../calls/read-context.ts';
import type { TokenBucket } from '../../calls/token-bucket.ts';

/** Resolves when a log may be read; call the result when it was. Rejects with the signal's reason if that aborts first. */
export type TakeReadTurn = (context: ReadContext) => Promise<() => void>;

/** Calls may start at any rate. */
const unlimited: TokenBucket = { spend: () => 0, slowDown: () => undefined, end: () => undefined };

/** Further reads wait; one more takes a place from the viewer with the most, or is refused with PROVIDER_THROTTLED. */
const maxWaiting = 1000;

/** @param maxReads at once; viewers take turns */
export function createReadTurns(maxReads: number, monotonic: () => number): TakeReadTurn {
  const settings = { requestsPerSecond: 1, burst: 1, concurrency: maxReads, queue: maxWaiting };
  const limiter = createLimiter(settings, () => unlimited, monotonic);
  return async ({ requester, operation, signal, endsAt }) =>
    limiter.acquire({ requester, operation, signal, endsAt, isRefused: () => false, startBy: Infinity });
}
