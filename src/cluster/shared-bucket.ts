/**
 * One rate and one concurrency of a source for all processes. The store says when calls may start; while it is away,
 * each process keeps to its part of both.
 */
import { createTokenBucket, type SharedRate, type TokenBucket } from '../calls/token-bucket.ts';
import type { Cluster } from './cluster.ts';
import { giveBack, slowDown, takeStarts } from './rate-scripts.ts';
import { createReservedStarts, horizonMilliseconds, type ReservedStarts } from './reserved-starts.ts';
import { hashName } from './hash-name.ts';

export interface SharedBucketOptions {
  readonly cluster: Pick<Cluster, 'key' | 'run' | 'state' | 'joins' | 'replicas' | 'self'>;
  readonly source: string;
  readonly rate: SharedRate;
  readonly onMore: () => void;
  readonly monotonic: () => number;
}

/** Beyond a call's time, so that a process that was killed loses its places. */
const leaseMarginMilliseconds = 1000;
const maxStartsAtOnce = 100;
/** How soon a process that is alone looks whether it still is. */
const aloneMilliseconds = 250;
/** `onMore` comes first. */
const untilAnswered = 60_000;

export function createSharedBucket(options: SharedBucketOptions): TokenBucket {
  const { cluster, source, rate, monotonic } = options;
  const name = hashName(source);
  const keys = [cluster.key('rate', name), cluster.key('calls', name)] as const;
  const alone = createAloneBucket(options);
  const returns = createReturns((given) => void cluster.run(giveBack, [keys[1]], given));
  const reserved = createReservedStarts(monotonic, returns.add);
  const supply = createSupply(options, { keys, alone, reserved, returns });
  /** Of the calls under way; null for those that the store does not know of. */
  const leases: (string | null)[] = [];

  function takeAlone(queued: number): number {
    const wait = alone.take(queued, leases.length);
    if (wait === 0) leases.push(null);
    return Math.min(wait, aloneMilliseconds);
  }

  return {
    take: (queued) => {
      const lease = reserved.take();
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
      void cluster.run(slowDown, keys, [rate.requestsPerSecond, Math.ceil(monotonic() - startedAt)]);
    },
    end: () => {
      const lease = leases.shift();
      if (typeof lease === 'string') returns.add([lease]);
    },
  };
}

/** Leases that are not needed any more. */
interface Returns {
  /** They are given back soon, together with others. */
  readonly add: (leases: readonly string[]) => void;
  /** Gives them back at once. */
  readonly send: () => void;
}

/** Far below how often a process asks again that was given none. */
const returnMilliseconds = 10;

function createReturns(give: (leases: readonly string[]) => void): Returns {
  let waiting: string[] = [];
  let timer: NodeJS.Timeout | undefined;
  const send = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.length > 0) give(waiting);
    waiting = [];
  };
  return {
    add: (leases) => {
      waiting.push(...leases);
      if (waiting.length > 0) timer ??= setTimeout(send, returnMilliseconds).unref();
    },
    send,
  };
}

interface Supply {
  /** Asks the store for so many starts, if it is time to. */
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
  readonly returns: Pick<Returns, 'send'>;
}

function createSupply(
  { cluster, rate, onMore, monotonic }: SharedBucketOptions,
  { keys, alone, reserved, returns }: SupplyParts,
): Supply {
  const nextLease = createLeaseNames(cluster.self);
  let isAsking = false;
  let askAt = -Infinity;
  let hasTaken = false;

  async function askNow(wanted: number): Promise<void> {
    isAsking = true;
    // Their places may be what is asked for.
    returns.send();
    const lease = nextLease();
    const isNew = !hasTaken && !alone.isUsed() && cluster.joins() === 1;
    const values = toTakeValues(rate, { wanted, lease, isNew, empties: alone.isUsed() });
    const reply = await cluster.run(takeStarts, keys, values);
    isAsking = false;
    if (reply === undefined) {
      askAt = monotonic() + aloneMilliseconds;
      alone.begin();
    } else {
      const [retry = 0, ...waits] = reply as readonly number[];
      reserved.add(lease, waits);
      askAt = retry > 0 ? monotonic() + retry : -Infinity;
      hasTaken = true;
      alone.end();
    }
    onMore();
  }

  return {
    ask: (wanted) => {
      if (!isAsking && wanted > 0 && monotonic() >= askAt) void askNow(Math.min(wanted, maxStartsAtOnce));
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
  /** Calls have started that the store does not know of. */
  readonly empties: boolean;
}

function toTakeValues(rate: SharedRate, { wanted, lease, isNew, empties }: Taking): readonly (string | number)[] {
  const { requestsPerSecond, burst, concurrency, timeoutMilliseconds } = rate;
  const leaseMilliseconds = timeoutMilliseconds + leaseMarginMilliseconds;
  const limits = [requestsPerSecond, burst, concurrency, wanted, horizonMilliseconds, leaseMilliseconds];
  return [...limits, lease, isNew ? 1 : 0, empties ? 1 : 0];
}

/** Names that no other process gives. */
function createLeaseNames(self: string): () => string {
  let given = 0;
  return () => `${self}:${(given += 1)}`;
}

interface AloneBucket extends Pick<TokenBucket, 'slowDown'> {
  /** @param underWay calls of this process that have not ended */
  readonly take: (queued: number, underWay: number) => number;
  /** The store has given no answer: from now on tokens are counted here. */
  readonly begin: () => void;
  /** Whether calls may have started that the store does not know of. */
  readonly isUsed: () => boolean;
  /** The store knows of all calls from now on. */
  readonly end: () => void;
}

/** This process's part of the limits. Begins without tokens: the store may just have given all of them. */
function createAloneBucket({ cluster, rate, monotonic }: SharedBucketOptions): AloneBucket {
  let part: ReturnType<typeof open> | undefined;

  function open() {
    const joins = cluster.joins();
    const replicas = cluster.replicas();
    const own = { requestsPerSecond: Math.max(0.1, rate.requestsPerSecond / replicas), burst: rate.burst / replicas };
    return {
      joins,
      bucket: createTokenBucket({ ...own, burst: Math.max(1, own.burst) }, monotonic, 0),
      concurrency: Math.max(1, Math.floor(rate.concurrency / replicas)),
    };
  }

  return {
    take: (queued, underWay) => {
      if (part?.joins !== cluster.joins()) part = open();
      return underWay >= part.concurrency ? aloneMilliseconds : part.bucket.take(queued);
    },
    begin: () => {
      part ??= open();
    },
    slowDown: (startedAt) => {
      part?.bucket.slowDown(startedAt);
    },
    isUsed: () => part !== undefined,
    end: () => {
      part = undefined;
    },
  };
}
