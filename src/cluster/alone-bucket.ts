/** One process's part of a source's limits, for the time that the store is away. */
import { createTokenBucket, type LocalBucket, type SharedRate, type TokenBucket } from '../calls/token-bucket.ts';
import { horizonMilliseconds } from './reserved-starts.ts';
import type { SharedStore } from './shared-store.ts';

/** The cluster, and the source's rate for all processes together. */
interface AloneBucketOptions {
  readonly cluster: Pick<SharedStore, 'joins' | 'replicas'>;
  readonly rate: SharedRate;
  readonly monotonic: () => number;
}

/**
 * Begins with its part of the tokens that the store held last: a burst, if the store has said nothing yet. So nothing waits
 * because the store is gone, unless more is asked for than this process's part of the rate.
 */
export interface AloneBucket extends Pick<TokenBucket, 'slowDown'> {
  /** @param underWay calls of this process that have not ended */
  readonly spend: (queued: number, underWay: number) => number;
  /** The store has given no answer: from now on tokens are counted here. */
  readonly begin: () => void;
  /** Whether calls may have started that the store does not know of. */
  readonly isUsed: () => boolean;
  /**
   * The whole tokens of this process, 0 at least; undefined if it is not used.
   * @param isOfAll whether to count as many for each other process: before the first join all begin alike
   */
  readonly left: (isOfAll: boolean) => number | undefined;
  /** The store knows of all calls from now on. It holds so many tokens, less than none if starts are reserved ahead. */
  readonly end: (tokens: number) => void;
}

/** How soon a process that is alone looks whether it still is. */
export const aloneMilliseconds = 250;

/** This process's part, which is equal to that of the others. */
interface Part {
  readonly joins: number;
  readonly replicas: number;
  readonly bucket: LocalBucket;
  readonly concurrency: number;
}

/** Counts nothing while the store does. */
export function createAloneBucket({ cluster, rate, monotonic }: AloneBucketOptions): AloneBucket {
  const { requestsPerSecond, burst, concurrency } = rate;
  const mostReserved = (requestsPerSecond * horizonMilliseconds) / 1000;
  let part: Part | undefined;
  let inStore = { tokens: burst, at: monotonic() };

  /** The tokens of all processes, as far as this one knows. */
  function countAll(): number {
    if (part !== undefined) return part.bucket.tokens() * part.replicas;
    return Math.min(burst, inStore.tokens + ((monotonic() - inStore.at) / 1000) * requestsPerSecond);
  }

  function open(): Part {
    const replicas = cluster.replicas();
    const own = {
      requestsPerSecond: Math.max(0.1, requestsPerSecond / replicas),
      burst: Math.max(1, burst / replicas),
    };
    return {
      joins: cluster.joins(),
      replicas,
      bucket: createTokenBucket(own, monotonic, countAll() / replicas),
      concurrency: Math.max(1, Math.floor(concurrency / replicas)),
    };
  }

  function note(tokens: number): void {
    inStore = { tokens: Math.min(burst, Math.max(-mostReserved, tokens)), at: monotonic() };
  }

  return {
    spend: (queued, underWay) => {
      if (part?.joins !== cluster.joins()) part = open();
      return underWay >= part.concurrency ? aloneMilliseconds : part.bucket.spend(queued);
    },
    begin: () => {
      part ??= open();
    },
    slowDown: (startedAt) => {
      part?.bucket.slowDown(startedAt);
      note(0);
    },
    isUsed: () => part !== undefined,
    left: (isOfAll) => {
      if (part === undefined) return undefined;
      const own = Math.max(0, Math.floor(part.bucket.tokens()));
      return isOfAll ? Math.min(burst, own * part.replicas) : own;
    },
    end: (tokens) => {
      part = undefined;
      note(tokens);
    },
  };
}
