import type { CauseKind } from '../errors/errors.ts';

/** Counts what one operation cost, by source. */
export interface Tally {
  readonly call: (source: string, operation: string) => void;
  readonly cacheHit: (source: string) => void;
  /** Not answered from the cache: needs a call, or joins one in flight. */
  readonly cacheMiss: (source: string) => void;
  readonly shared: (source: string) => void;
  /** Answered by what another process has read. */
  readonly sharedHit: (source: string) => void;
  /** Milliseconds that a call was queued. */
  readonly waited: (source: string, milliseconds: number) => void;
  /** A request to the source failed. */
  readonly failed: (source: string, error: { readonly code: string; readonly causeKind: CauseKind | null }) => void;
}

/** Each code and cause of a source once. */
export interface SourceFailure {
  readonly source: string;
  readonly code: string;
  readonly cause: CauseKind | null;
}

/** What an operation cost at one source. */
export interface SourceTally {
  /** Attempts, by the provider's name of the operation. */
  readonly calls: Readonly<Record<string, number>>;
  /** Jobs answered from the cache. */
  readonly cacheHits: number;
  readonly cacheMisses: number;
  /** Jobs answered by another operation's call in flight. */
  readonly shared: number;
  /** Jobs and pages answered by what another process has read, if any. */
  readonly sharedHits?: number;
  readonly waitedMilliseconds: number;
}

/** Counts what an operation costs, by source. */
export interface OperationTally extends Tally {
  readonly bySource: () => ReadonlyMap<string, SourceTally>;
  /** Does not count jobs that do not exist: those are answers. */
  readonly failures: () => readonly SourceFailure[];
}

interface Counts {
  calls: Record<string, number>;
  cacheHits: number;
  cacheMisses: number;
  shared: number;
  sharedHits?: number;
  waitedMilliseconds: number;
}

export function createTally(): OperationTally {
  const counts = new Map<string, Counts>();
  const failures = new Map<string, SourceFailure>();

  function of(source: string): Counts {
    let count = counts.get(source);
    if (count === undefined) {
      count = { calls: {}, cacheHits: 0, cacheMisses: 0, shared: 0, waitedMilliseconds: 0 };
      counts.set(source, count);
    }
    return count;
  }

  return {
    call: (source, operation) => {
      const { calls } = of(source);
      calls[operation] = (calls[operation] ?? 0) + 1;
    },
    cacheHit: (source) => {
      of(source).cacheHits += 1;
    },
    cacheMiss: (source) => {
      of(source).cacheMisses += 1;
    },
    shared: (source) => {
      of(source).shared += 1;
    },
    sharedHit: (source) => {
      const count = of(source);
      count.sharedHits = (count.sharedHits ?? 0) + 1;
    },
    waited: (source, milliseconds) => {
      of(source).waitedMilliseconds += milliseconds;
    },
    failed: (source, { code, causeKind }) => {
      if (code === 'JOB_NOT_FOUND' || code === 'JOB_GONE') return;
      failures.set(`${source} ${code} ${causeKind}`, { source, code, cause: causeKind });
    },
    bySource: () => counts,
    failures: () => [...failures.values()],
  };
}
