/** A source's health, from its recent attempts. */
import type { Instant } from '../job.ts';
import type { BreakerState } from './breaker.ts';

/**
 * `DEGRADED`: the last attempt failed, only some operations work, or the provider wants no call now. `UNAVAILABLE`: the
 * breaker is open.
 */
export type HealthState = 'UNTRIED' | 'HEALTHY' | 'DEGRADED' | 'UNAVAILABLE';

/** The graph's `JobSource.health`. */
export interface SourceHealth {
  readonly state: HealthState;
  readonly lastSuccessAt: Instant | null;
  readonly lastErrorAt: Instant | null;
  readonly lastErrorCode: string | null;
  readonly requestsInFlight: number;
  readonly requestsQueued: number;
}

/** The outcomes of a source's attempts since the start of the process. */
export interface HealthRecord {
  /** Records an attempt: null for a success, else the error's code. */
  readonly note: (errorCode: string | null) => void;
  readonly read: (
    breaker: BreakerState,
    isHeld?: boolean,
  ) => Pick<SourceHealth, 'state' | 'lastSuccessAt' | 'lastErrorAt' | 'lastErrorCode'>;
}

/** Whether an attempt with this outcome (null for a success) counts against the source. */
export function isFailure(errorCode: string | null): boolean {
  return !successes.has(errorCode);
}

/** A source that answers, even with an error about the job, works. Abandoned attempts do not count. */
const successes: ReadonlySet<string | null> = new Set([null, 'JOB_NOT_FOUND', 'JOB_GONE', 'PROVIDER_REJECTED']);

/** @param now milliseconds since 1970 */
export function createHealthRecord(now: () => number): HealthRecord {
  let lastSuccessAt: number | null = null;
  let lastErrorAt: number | null = null;
  let lastErrorCode: string | null = null;
  let isFailing = false;

  return {
    note: (errorCode) => {
      if (errorCode === 'ABORTED') return;
      isFailing = isFailure(errorCode);
      if (!isFailing) {
        lastSuccessAt = now();
        return;
      }
      lastErrorAt = now();
      lastErrorCode = errorCode;
    },
    read: (breaker, isHeld = false) => ({
      state: toState(breaker, isFailing || isHeld, lastSuccessAt !== null),
      lastSuccessAt: toInstant(lastSuccessAt),
      lastErrorAt: toInstant(lastErrorAt),
      lastErrorCode,
    }),
  };
}

function toInstant(milliseconds: number | null): Instant | null {
  return milliseconds === null ? null : new Date(milliseconds).toISOString();
}

function toState(breaker: BreakerState, isFailing: boolean, hasSucceeded: boolean): HealthState {
  if (breaker === 'open') return 'UNAVAILABLE';
  if (breaker === 'halfOpen' || isFailing) return 'DEGRADED';
  return hasSucceeded ? 'HEALTHY' : 'UNTRIED';
}
