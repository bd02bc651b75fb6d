/**
 * One rate and one concurrency of a source for all processes. The store says when calls may start; while it is away,
 * each process keeps to its part of both.
 */
import type { SharedRate, TokenBucket } from '../calls/token-bucket.ts';
import { aloneMilliseconds, createAloneBucket, type AloneBucket } from './alone-bucket.ts';
import { slowDown, takeStarts } from './rate-scripts.ts';
import { createReservedStarts, horizonMilliseconds, type ReservedStarts } from './reserved-starts.ts';
import { hashName } from './hash-name.ts';
import type { ReturnedLeases } from './returned-leases.ts';
import type { SharedStore } from './shared-store.ts';

/** The source, its rate for all processes together, and the cluster that shares it. */
interface SharedBucketOptions {
  readonly cluster: Pick<SharedStore, 'key' | 'run' | 'state' | 'joins' | 'replicas' | 'self'>;
  readonly returns: ReturnedLeases;
  readonly source: string;
  readonly rate: SharedRate;
  readonly onMore: () => void;
  readonly monotonic: () => number;
}

/** Beyond a call's time, so that a process that was killed loses its places. */
const leaseMarginMilliseconds = 1000;
const maxStartsAtOnce = 100;
/** However long the store says that nothing can be had, it is asked again by then: it may be wrong now, and right later. */
const maxRetryMilliseconds = 1000;
/** `onMore` comes first. */
const untilAnswered = 60_000;

/** A bucket that takes its starts from the store while the store answers, and a part of the rate otherwise. */
export function createSharedBucket(options: SharedBucketOptions): TokenBucket {
  const { cluster, returns, source, rate, monotonic } = options;
  const name = hashName(source);
  const keys = [cluster.key('rate', name), cluster.key('calls', name)] as const;
  const alone = createAloneBucket(options);
  const giveBack = (given: readonly string[]): void => {
    returns.add(keys[1], given);
  };
  const reserved = createReservedStarts(monotonic, giveBack);
  const supply = createSupply(options, { keys, alone, reserved });
  /** Of the calls under way; null for those that the store does not know of. */
  const leases: (string | null)[] = [];

  function takeAlone(queued: number): number {
    const wait = alone.spend(queued, leases.length);
    if (wait === 0) leases.push(null);
    return Math.min(wait, aloneMilliseconds);
  }

  return {
    spend: (queued) => {
      const lease = reserved.next();
      if (lease !== undefined) {
        leases.push(lease);
        return 0;
      }
      if (cluster.state() === 'ALONE' || supply.isAway()) return takeAlone(queued);
      supply.ask(queued - reserved.count());
      return Math.max(1, Math.ceil(Math.min(reserved.nextAt(), supply.nextAt()) - monotonic()));
    },
    slowDown: (startedAt) => {
      alone.slowDown(startedAt);
      reserved.giveUp();
      void cluster.run(slowDown, keys, [
        rate.requestsPerSecond,
        horizonMilliseconds,
        Math.ceil(monotonic() - startedAt),
      ]);
    },
    end: () => {
      const lease = leases.shift();
      if (typeof lease === 'string') giveBack([lease]);
    },
  };
}

interface Supply {
  /** Asks the store for so many starts, if it is time to: once in a turn, for the most that the turn has asked for. */
  readonly ask: (wanted: number) => void;
  /** When the store can be asked again, or has answered. */
  readonly nextAt: () => number;
  /** The store gave no answer a moment ago. */
  readonly isAway: () => boolean;
}

interface SupplyParts {
  readonly keys: readonly [bucket: string, leases: string];
  readonly alone: AloneBucket;
  readonly reserved: ReservedStarts;
}

function createSupply(
  { cluster, returns, rate, onMore, monotonic }: SharedBucketOptions,
  { keys, alone, reserved }: SupplyParts,
): Supply {
  const nextLease = createLeaseNames(cluster.self);
  let isAsking = false;
  /** Starts that are wanted, for the call that is about to be made. */
  let most = 0;
  let askAt = -Infinity;
  let hasTaken = false;

  async function askNow(): Promise<void> {
    const wanted = Math.min(most, maxStartsAtOnce);
    // The returned leases may free the places that this call asks for.
    returns.send();
    const lease = nextLease();
    const isNew = !hasTaken && cluster.joins() === 1;
    const values = toTakeValues(rate, { wanted, lease, isNew, left: alone.left(isNew) });
    const granted = await cluster.run(takeStarts, keys, values);
    isAsking = false;
    most = 0;
    if (granted === undefined) {
      askAt = monotonic() + aloneMilliseconds;
      alone.begin();
    } else {
      const { retry, tokens, waits } = granted;
      reserved.add(lease, waits.slice(0, wanted));
      askAt = retry > 0 ? monotonic() + Math.min(retry, maxRetryMilliseconds) : -Infinity;
      hasTaken = true;
      alone.end(tokens);
    }
    onMore();
  }

  return {
    ask: (wanted) => {
      if (wanted <= 0 || monotonic() < askAt) return;
      most = Math.max(most, wanted);
      if (isAsking) return;
      isAsking = true;
      process.nextTick(() => void askNow());
    },
    nextAt: () => (isAsking ? monotonic() + untilAnswered : askAt),
    isAway: () => alone.isUsed() && monotonic() < askAt,
  };
}

interface Taking {
  readonly wanted: number;
  readonly lease: string;
  /** A bucket that is not there is full: no call has started yet, and the store has not been away. */
  readonly isNew: boolean;
  /** Calls have started that the store does not know of: so many tokens this process has left. Others may still be alone. */
  readonly left: number | undefined;
}

function toTakeValues(rate: SharedRate, { wanted, lease, isNew, left }: Taking): readonly (string | number)[] {
  const { requestsPerSecond, burst, concurrency, timeoutMilliseconds } = rate;
  const leaseMilliseconds = timeoutMilliseconds + leaseMarginMilliseconds;
  const limits = [requestsPerSecond, burst, concurrency, wanted, horizonMilliseconds, leaseMilliseconds];
  return [...limits, lease, left ?? (isNew ? burst : 0), left ?? burst];
}

/** Names that no other process gives. */
function createLeaseNames(self: string): () => string {
  let given = 0;
  return () => `${self}:${(given += 1)}`;
}
