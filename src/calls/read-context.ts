import type { Party } from './fair-queue.ts';
import type { Tally } from './tally.ts';

/** On whose behalf a job is read. */
export interface ReadContext extends Party {
  /** Aborts at the operation's deadline, or when the client is gone. */
  readonly signal: AbortSignal;
  /** Counts what the operation cost, if needed. */
  readonly tally?: Tally;
}
