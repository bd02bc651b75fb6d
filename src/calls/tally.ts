import type { CauseKind } from '../errors/causes.ts';

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
  /** The answer does not cover something of the source, and not because its provider is like that. */
  readonly gap: (source: string, code: string) => void;
  /** A request to the source failed. */
  readonly failed: (source: string, error: FailedRequest) => void;
}

/** The counted members of an error. */
interface FailedRequest {
  readonly code: string;
  readonly causeKind: CauseKind | null;
  readonly part?: string | null;
}

/** Each code, cause and part of a source once. */
interface SourceFailure {
  readonly source: string;
  readonly code: string;
  readonly cause: CauseKind | null;
  /** Absent where it is the whole source, or a job. */
  readonly part?: string;
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
  /** Codes of what the answer does not cover of the source, each once, if there are any. */
  readonly gaps?: ReadonlySet<string>;
}

/** Counts what an operation costs, by source. */
export interface OperationTally extends Tally {
  readonly bySource: ReadonlyMap<string, SourceTally>;
  /** Each code and cause of a source once. Does not count jobs that do not exist: those are answers. */
  readonly failures: ReadonlyMap<string, SourceFailure>;
}

interface Counts {
  calls: Record<string, number>;
  cacheHits: number;
  cacheMisses: number;
  shared: number;
  sharedHits?: number;
  waitedMilliseconds: number;
  gaps?: Set<string>;
}

/** A tally for one operation, with all counts at zero. */
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
    gap: (source, code) => {
      (of(source).gaps ??= new Set()).add(code);
    },
    failed: (source, { code, causeKind, part = null }) => {
      if (code === 'JOB_NOT_FOUND' || code === 'JOB_GONE') return;
      const failure = { source, code, cause: causeKind };
      failures.set(JSON.stringify([source, code, causeKind, part]), part === null ? failure : { ...failure, part });
    },
    bySource: counts,
    failures,
  };
}
