/** The last known state of one watched job, for all who watch it. */
import { ProviderError } from '../../errors/errors.ts';
import { isTerminal } from '../../provider/contract/job.ts';
import type { ReadRecord } from '../reading/reader.ts';

/** The last known state of a job. `version` increases with every change of an open fact. */
export type WatchedState = { readonly version: number; readonly isFinal: boolean } & (
  { readonly record: ReadRecord } | { readonly error: ProviderError }
);

/** The state of a watched job, and its watchers, which are called after each change. */
export interface WatchedJob {
  readonly watchers: Set<() => void>;
  readonly state: () => WatchedState | undefined;
  readonly seeRecord: (record: ReadRecord) => void;
  readonly seeFailure: (error: unknown) => void;
}

/** Knows no state before the first read has ended. */
export function createWatchedJob(): WatchedJob {
  const watchers = new Set<() => void>();
  let state: WatchedState | undefined;

  function see(next: { readonly record: ReadRecord } | { readonly error: ProviderError }, isFinal: boolean): void {
    state = { ...next, isFinal, version: (state?.version ?? 0) + 1 };
    for (const notify of [...watchers]) notify();
  }

  return {
    watchers,
    state: () => state,
    seeRecord: (record) => {
      const seen = state !== undefined && 'record' in state ? state.record.facts : undefined;
      if (seen !== undefined && JSON.stringify(seen) === JSON.stringify(record.facts)) return;
      see({ record }, isTerminal(record.facts.status));
    },
    /** Reported once, and only if no state is known; a later failure keeps the last state. */
    seeFailure: (error) => {
      const failure =
        error instanceof ProviderError ? error : new ProviderError('PROVIDER_UNAVAILABLE', { cause: error });
      const isFinal = failure.code === 'JOB_NOT_FOUND' || failure.code === 'JOB_GONE';
      if (state === undefined || isFinal) see({ error: failure }, isFinal);
    },
  };
}
