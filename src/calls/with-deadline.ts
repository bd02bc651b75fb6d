import type { Signal } from '../platform/signal.ts';
import type { Clock } from '../platform/clock.ts';
import type { Call } from '../provider/contract/adapter.ts';
import type { CallContext, Caller } from './caller.ts';
import { createDeadline } from './abort.ts';

/** The caller of a source, and how long one of its reads may take. */
export interface DeadlineOptions extends Pick<Clock, 'monotonic'> {
  readonly call: Caller;
  /** For all attempts of one read together. */
  readonly deadlineMilliseconds: number;
}

/** Runs one read under its own deadline, with calls that keep it. */
export async function withDeadline<T>(
  { call, deadlineMilliseconds, monotonic }: DeadlineOptions,
  { signal, ...whose }: Omit<CallContext, 'deadlineAt'>,
  work: (signal: Signal, call: Call) => Promise<T>,
): Promise<T> {
  const deadline = createDeadline(deadlineMilliseconds, signal);
  const context: CallContext = {
    ...whose,
    signal: deadline.signal,
    deadlineAt: monotonic() + deadlineMilliseconds,
  };
  try {
    return await work(deadline.signal, (read) => call(read, context));
  } finally {
    deadline.clear();
  }
}
