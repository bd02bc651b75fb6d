/** Reports changes of a source's state, and only changes. */
import type { CauseKind } from '../errors/errors.ts';
import type { AttemptReport } from './caller.ts';
import { isFailure, type HealthState } from './health.ts';

/** A source's new state, and why. */
export interface StateChange {
  readonly state: Exclude<HealthState, 'UNTRIED'>;
  /** Null if it is healthy. */
  readonly code: string | null;
  readonly cause: CauseKind | null;
}

/** Takes what happens at a source; `onChange` of `createStateReport` is told what it amounts to. */
export interface StateReport {
  readonly noteAttempt: (attempt: Pick<AttemptReport, 'errorCode' | 'causeKind'>) => void;
  /** The source's breakers have opened. */
  readonly noteOpened: () => void;
  /** A breaker has found that the source answers, even if only to refuse. Called after the attempt that shows it. */
  readonly noteAnswer: () => void;
}

/**
 * Some calls of a source may fail while others succeed (a missing permission, a job that its provider cannot read). This
 * long without a failure makes it healthy again.
 */
const quietMilliseconds = 30_000;

const healthy: StateChange = { state: 'HEALTHY', code: null, cause: null };

/** @param monotonic milliseconds of a clock that only runs forward */
export function createStateReport(monotonic: () => number, onChange: (change: StateChange) => void): StateReport {
  /** What was reported since it was last healthy; undefined before the first report. */
  let said: Set<string> | undefined;
  let lastFailure: Omit<StateChange, 'state'> = { code: null, cause: null };
  let failedAt = -Infinity;
  let isOpen = false;
  let isFailing = false;

  function sayFailure(change: StateChange): void {
    const words = `${change.state} ${change.code} ${change.cause}`;
    if (said?.has(words) === true) return;
    said ??= new Set();
    said.add(words);
    onChange(change);
  }

  function sayHealthy(): void {
    if (said?.size === 0) return;
    said = new Set();
    onChange(healthy);
  }

  return {
    noteAttempt: ({ errorCode, causeKind }) => {
      if (errorCode === 'ABORTED') return;
      isFailing = isFailure(errorCode);
      if (isFailing) {
        failedAt = monotonic();
        lastFailure = { code: errorCode, cause: causeKind };
        if (!isOpen) sayFailure({ state: 'DEGRADED', ...lastFailure });
      } else if (!isOpen && monotonic() - failedAt >= quietMilliseconds) sayHealthy();
    },
    noteOpened: () => {
      isOpen = true;
      sayFailure({ state: 'UNAVAILABLE', ...lastFailure });
    },
    noteAnswer: () => {
      if (!isOpen) return;
      isOpen = false;
      if (isFailing) sayFailure({ state: 'DEGRADED', ...lastFailure });
      else sayHealthy();
    },
  };
}
