/** A source's health, from its recent attempts: as it is, and as it changes. One state serves graph, log and metrics. */
import type { ProviderErrorCode } from '../errors/errors.ts';
import { toFault, toRemedy, type CauseKind } from '../errors/causes.ts';
import type { Clock } from '../platform/clock.ts';
import type { Instant } from '../provider/contract/job.ts';
import type { AttemptReport } from './attempt-report.ts';
import type { BreakerState } from './breaker.ts';
import { createCallRecord, toInstant, type CallFault } from './call-record.ts';

/**
 * `UNTRIED`: not all that the settings name has been answered. `DEGRADED`: some calls fail, or the provider wants no call
 * now. `MISCONFIGURED`: somebody has to change something. `UNAVAILABLE`: the breaker is open.
 */
export type HealthState = 'UNTRIED' | 'HEALTHY' | 'DEGRADED' | 'MISCONFIGURED' | 'UNAVAILABLE';

/** The graph's `JobSource.health`. */
export interface SourceHealth {
  readonly state: HealthState;
  readonly remedy: string | null;
  readonly lastSuccessAt: Instant | null;
  readonly lastErrorAt: Instant | null;
  readonly lastErrorCode: ProviderErrorCode | null;
  readonly lastErrorCause: CauseKind | null;
  readonly checkedAt: Instant | null;
  readonly requestsInFlight: number;
  readonly requestsQueued: number;
}

/** A source's new state, and why. */
export interface StateChange {
  readonly state: HealthState;
  /** Undefined where nothing is wrong. */
  readonly fault: CallFault | undefined;
}

/** What a source's attempts and breakers say about it, since the start of the process. */
export interface Health {
  /** An attempt ended. */
  readonly noteAttempt: (attempt: HealthAttempt) => void;
  /** The provider has answered, and wants no call for a while. */
  readonly noteCooldown: () => void;
  /** The source's breakers have opened. */
  readonly noteOpened: () => void;
  /** A breaker has found that the source answers, even if only to refuse. Called after the attempt that shows it. */
  readonly noteAnswer: () => void;
  /** All that the settings name has been asked for. */
  readonly noteCheck: () => void;
  readonly read: () => Omit<SourceHealth, 'requestsInFlight' | 'requestsQueued'>;
}

/** What of an attempt's report counts. */
type HealthAttempt = Pick<AttemptReport, 'errorCode' | 'causeKind'> &
  Partial<Pick<AttemptReport, 'operation' | 'target' | 'clockOffsetSeconds' | 'unreadable'>>;

/** What the settings name of a source, and what else decides about its state. */
export interface HealthOptions extends Clock {
  /** What must have been answered: the parts that the settings name; null for the list of parts, or the whole source. */
  readonly parts: readonly (string | null)[];
  readonly breaker: () => BreakerState;
  /** Whether the provider wants no call now. */
  readonly isCoolingDown: () => boolean;
  readonly onChange: (change: StateChange) => void;
}

/** Abandoned attempts say nothing of the source. Calls `onChange` once for each change of state, code, cause and part. */
export function createHealth(options: HealthOptions): Health {
  const { now, parts, breaker, isCoolingDown } = options;
  const record = createCallRecord(options);
  const changes = createChanges(options.onChange);
  let checkedAt: number | null = null;
  let isOpen = false;

  function toChange(): StateChange {
    const state = breaker();
    const fault = record.misconfiguration();
    if (state === 'open') return { state: 'UNAVAILABLE', fault: record.lastFailure() };
    if (fault !== undefined) return { state: 'MISCONFIGURED', fault };
    if (state === 'halfOpen' || isCoolingDown() || record.isFailing())
      return { state: 'DEGRADED', fault: record.lastFailure() };
    return { state: parts.every(record.hasAnswered) ? 'HEALTHY' : 'UNTRIED', fault: undefined };
  }

  /** While calls are held back, only the breaker changes the state. */
  function report(): StateChange {
    const change = toChange();
    if (!isOpen) changes.note(change);
    return change;
  }

  return {
    noteAttempt: (attempt) => {
      const { errorCode } = attempt;
      if (errorCode === 'ABORTED') return;
      if (isAnswer(attempt)) record.noteSuccess(attempt.target);
      else record.noteFault(toCallFault({ ...attempt, errorCode }), attempt.target !== undefined);
      report();
    },
    noteCooldown: () => {
      record.noteFailure(toCallFault({ errorCode: 'PROVIDER_THROTTLED', causeKind: 'HELD' }));
      report();
    },
    noteOpened: () => {
      report();
      isOpen = true;
    },
    noteAnswer: () => {
      isOpen = false;
      report();
    },
    noteCheck: () => {
      checkedAt = now();
    },
    read: () => {
      const { state, fault } = report();
      return { state, remedy: toRemedy(fault?.cause ?? null), ...record.read(), checkedAt: toInstant(checkedAt) };
    },
  };
}

/** Whether a source that answers so works. An id of a job that its provider calls wrong is somebody's odd id. */
function isAnswer({ errorCode, causeKind, target }: HealthAttempt): boolean {
  if (errorCode === null || errorCode === 'JOB_NOT_FOUND' || errorCode === 'JOB_GONE') return true;
  if (errorCode !== 'PROVIDER_REJECTED') return false;
  // What the provider has listed may be gone a moment later.
  return target === undefined || (causeKind === 'TARGET_UNKNOWN' && !target.isNamed);
}

/** An attempt that was not given up here. */
type EndedAttempt = Omit<HealthAttempt, 'errorCode' | 'operation'> & {
  readonly errorCode: ProviderErrorCode | null;
  readonly operation?: string | null | undefined;
};

function toCallFault({
  errorCode,
  causeKind,
  operation = null,
  target,
  clockOffsetSeconds = null,
  unreadable = [],
}: EndedAttempt): CallFault {
  // Credentials are the whole source's.
  const part = causeKind !== null && toFault(causeKind) === 'credentials' ? null : (target?.part ?? null);
  const code = errorCode ?? 'PROVIDER_BAD_RESPONSE';
  return { code, cause: causeKind, operation, part, clockOffsetSeconds, bad: unreadable[0]?.bad };
}

/** Says each state with its reason once, until the state is another one. */
function createChanges(onChange: (change: StateChange) => void): { readonly note: (change: StateChange) => void } {
  let present: HealthState = 'UNTRIED';
  let said = new Set<string>();
  return {
    note: (change) => {
      const { state, fault } = change;
      const isNew = state !== present;
      if (isNew) said = new Set();
      present = state;
      const reason = JSON.stringify([fault?.code, fault?.cause, fault?.part]);
      if (!isNew && (fault === undefined || said.has(reason))) return;
      said.add(reason);
      onChange(change);
    },
  };
}
