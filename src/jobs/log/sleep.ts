import type { Signal } from '../../platform/signal.ts';
import { sleepsFor } from '../../calls/retry.ts';

/** Resolves after this time. Rejects with the signal's reason if it aborts first. */
export async function sleepUntil(milliseconds: number, signal: Signal): Promise<void> {
  if (!(await sleepsFor(milliseconds, signal))) throw signal.reason;
}
