/** Caches facts of jobs. The types exclude secrets. */
import { isTerminal, type Instant, type JobFacts, type JobKey } from '../../provider/contract/job.ts';
import { formatJobId } from './job-id.ts';
import { ProviderError } from '../../errors/errors.ts';
import { createLocalStore } from './local-store.ts';
import { holds, type Level } from './plan.ts';
import type { SharedState } from './shared-reads.ts';
import type { Entry, Store } from './store.ts';

/** What was read of a job, and when. */
export interface StoredFacts extends Entry {
  readonly facts: JobFacts;
  readonly level: Level;
  readonly fetchedAt: Instant;
  /**
   * The job's key, if the job was read by a part of the key. That part may soon name another job, so the record stays
   * fresh only as long as a running job's.
   */
  readonly key?: JobKey;
  /** The job may run again after its end: the record stays fresh for a minute at most. */
  readonly reopens?: true;
}

/** The provider knows no such job, or does not describe it any more. */
interface StoredAbsence extends Entry {
  readonly absent: Absence;
  readonly providerCode: string | null;
  readonly requestId: string | null;
}

/** `JOB_GONE`: there was such a job, and the provider does not describe it any more. */
type Absence = 'JOB_NOT_FOUND' | 'JOB_GONE';

/** Why a job is absent; undefined for any other error. */
export function toAbsence(error: ProviderError): Absence | undefined {
  return error.code === 'JOB_NOT_FOUND' || error.code === 'JOB_GONE' ? error.code : undefined;
}

/** A job in memory: its facts, or that the provider has no such job. */
export type Stored = StoredFacts | StoredAbsence;

/** Records and absences of all sources, by the graph's ids. */
export type FactStore = Store<Stored>;

/** How long records stay fresh, in seconds, and how many are kept. */
export interface FactStoreSettings {
  readonly runningSeconds: number;
  readonly terminalSeconds: number;
  readonly notFoundSeconds: number;
  readonly maxJobs: number;
  /** Counted by the bytes of their answers. */
  readonly maxBytes: number;
}

/** How long an ended job that may run again stays fresh. */
export const reopenedSeconds = 60;

/** @param monotonic milliseconds of a clock that only runs forward */
export function createFactStore(settings: FactStoreSettings, monotonic: () => number): FactStore {
  function toSeconds(stored: Stored): number {
    const state = toState(stored);
    if (state !== 'terminal') return state === 'absent' ? settings.notFoundSeconds : settings.runningSeconds;
    return 'reopens' in stored ? Math.min(reopenedSeconds, settings.terminalSeconds) : settings.terminalSeconds;
  }

  return createLocalStore<Stored>({
    maxEntries: settings.maxJobs,
    maxBytes: settings.maxBytes,
    toMaxAge: (stored) => toSeconds(stored) * 1000,
    monotonic,
  });
}

/**
 * The state that decides how long an entry stays fresh. A record that was read by a part of a key counts as running.
 */
export function toState(stored: Stored): SharedState {
  if ('absent' in stored) return 'absent';
  return stored.key !== undefined || !isTerminal(stored.facts.status) ? 'running' : 'terminal';
}

/** The record. Throws `ProviderError` if the job is absent. */
export function orThrow(stored: Stored): StoredFacts {
  if ('absent' in stored) throw new ProviderError(stored.absent, stored);
  return stored;
}

/** Stores a read. If the job was read by a part of its key, its facts are also stored under the whole key. */
export function storeRead(store: FactStore, source: string, id: string, stored: Stored): void {
  if ('absent' in stored) {
    if ((store.peek(id)?.readAt ?? -Infinity) <= stored.readAt) store.set(id, stored);
    return;
  }
  const { key, ...whole } = stored;
  storeFacts(store, id, stored);
  if (key !== undefined) storeFacts(store, formatJobId(source, key), whole);
}

/**
 * Stores facts, except in three cases: a lower level never replaces a higher one that is still fresh, an older answer
 * never replaces a newer one, and a row never replaces a job that is gone, because lists still name such jobs.
 */
export function storeFacts(store: FactStore, id: string, facts: StoredFacts): void {
  const present = store.peek(id);
  if (present === undefined || mayReplace(facts, present)) store.set(id, facts);
}

function mayReplace({ level, readAt }: StoredFacts, present: Stored): boolean {
  if (readAt < present.readAt) return false;
  if ('absent' in present) return present.absent === 'JOB_NOT_FOUND' || level !== 'row';
  return holds(level, present.level);
}

/** The same store for a source whose ended jobs may run again. */
export function toReopeningStore(store: FactStore): FactStore {
  return {
    ...store,
    set: (id, entry) => {
      store.set(id, 'absent' in entry ? entry : { ...entry, reopens: true });
    },
  };
}
