/** Facts of jobs for a while. Secrets never enter: the type has no room for them. */
import { LRUCache } from 'lru-cache';
import type { ProviderError } from '../errors.ts';
import { isTerminal, type Instant, type JobFacts } from '../job.ts';
import type { Level } from './plan.ts';
import type { Weight } from './weighed.ts';

export interface StoredFacts extends Weight {
  readonly facts: JobFacts;
  readonly level: Level;
  readonly fetchedAt: Instant;
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
}

/** @param now milliseconds */
export function createFactStore(settings: FactStoreSettings, now: () => number): FactStore {
  const cache = new LRUCache<string, Stored>({ max: settings.maxJobs, perf: { now }, ttlResolution: 0 });

  /** A record is as old as its answer, however late it is stored. */
  function toAge(stored: Stored): number {
    return 'notFound' in stored ? 0 : Math.max(0, now() - Date.parse(stored.fetchedAt));
  }

  function toSeconds(stored: Stored): number {
    if ('notFound' in stored) return settings.notFoundSeconds;
    return isTerminal(stored.facts.status) ? settings.terminalSeconds : settings.runningSeconds;
  }

  return {
    get: (id) => cache.get(id),
    set: (id, stored) => {
      const ttl = toSeconds(stored) * 1000 - toAge(stored);
      // To lru-cache a time of 0 means for ever; here it means not at all.
      if (ttl > 0) cache.set(id, stored, { ttl });
      else cache.delete(id);
    },
  };
}
