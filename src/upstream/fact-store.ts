/** Facts of jobs for a while. Secrets never enter: the type has no room for them. */
import { LRUCache } from 'lru-cache';
import type { ProviderError } from '../errors.ts';
import { isTerminal, type Instant, type JobFacts } from '../job.ts';
import type { Level } from './plan.ts';
import { toWeight, type Weight } from './weighed.ts';

export interface StoredFacts extends Weight {
  readonly facts: JobFacts;
  readonly level: Level;
  readonly fetchedAt: Instant;
  /** The same moment by the monotonic clock, in milliseconds: how fresh the record is counts from there. */
  readonly readAt: number;
  /** Names of the secrets that the same answer held. */
  readonly withheld: ReadonlySet<string>;
}

/** What is known of a job: its facts, or that the provider knows no such job. */
export type Stored = StoredFacts | { readonly notFound: ProviderError };

/** Narrow, so that a store shared between processes can stand in. */
export interface FactStore {
  readonly get: (id: string) => Stored | undefined;
  readonly set: (id: string, stored: Stored) => void;
}

export interface FactStoreSettings {
  readonly runningSeconds: number;
  readonly terminalSeconds: number;
  readonly notFoundSeconds: number;
  readonly maxJobs: number;
  /** By what their answers weighed. */
  readonly maxBytes: number;
}

interface Kept {
  readonly stored: Stored;
  /** By the monotonic clock. */
  readonly until: number;
}

/** @param monotonic milliseconds of a clock that never goes back */
export function createFactStore(settings: FactStoreSettings, monotonic: () => number): FactStore {
  const cache = new LRUCache<string, Kept>({
    max: settings.maxJobs,
    maxSize: settings.maxBytes,
    sizeCalculation: ({ stored }) => toWeight('notFound' in stored ? 0 : stored.bytes),
  });

  /** A record is as old as its answer, however late it is stored. */
  function toReadAt(stored: Stored): number {
    return 'notFound' in stored ? monotonic() : stored.readAt;
  }

  function toSeconds(stored: Stored): number {
    if ('notFound' in stored) return settings.notFoundSeconds;
    return isTerminal(stored.facts.status) ? settings.terminalSeconds : settings.runningSeconds;
  }

  return {
    get: (id) => {
      const kept = cache.get(id);
      if (kept === undefined || monotonic() <= kept.until) return kept?.stored;
      cache.delete(id);
      return undefined;
    },
    set: (id, stored) => {
      const milliseconds = toSeconds(stored) * 1000;
      const until = toReadAt(stored) + milliseconds;
      if (milliseconds > 0 && monotonic() < until) cache.set(id, { stored, until });
      else cache.delete(id);
    },
  };
}
