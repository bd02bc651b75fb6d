/** What the calls of a source have come to since the start: the latest of each kind, by what the settings name. */
import type { ProviderErrorCode } from '../errors/errors.ts';
import { toFault, type CauseKind } from '../errors/causes.ts';
import type { Clock } from '../platform/clock.ts';
import type { CallTarget } from '../provider/contract/adapter.ts';
import type { BadAnswer } from '../provider/contract/bad-answer.ts';
import type { Instant } from '../provider/contract/job.ts';

/** A call that failed, or found a fault of credentials or settings. */
export interface CallFault {
  readonly code: ProviderErrorCode;
  readonly cause: CauseKind | null;
  readonly operation: string | null;
  /** What the settings name that was asked for; null for reads of jobs, and for the source as a whole. */
  readonly part: string | null;
  readonly clockOffsetSeconds: number | null;
  /** Why the answer could not be read, if that was it. */
  readonly bad: BadAnswer | undefined;
}

/** The calls of one source so far. */
interface CallRecord {
  /** A call was answered. */
  readonly noteSuccess: (target: CallTarget | undefined) => void;
  /** A call failed, or found a fault. @param isForTarget whether the settings name what it asked for */
  readonly noteFault: (fault: CallFault, isForTarget: boolean) => void;
  /** The source fails, even where its latest call succeeded. */
  readonly noteFailure: (fault: CallFault) => void;
  /** What somebody has to change: undefined where nothing is known to be wrong. */
  readonly misconfiguration: () => CallFault | undefined;
  /** Whether the latest call failed, or one did a moment ago. */
  readonly isFailing: () => boolean;
  readonly lastFailure: () => CallFault | undefined;
  readonly hasAnswered: (part: string | null) => boolean;
  readonly read: () => {
    readonly lastSuccessAt: Instant | null;
    readonly lastErrorAt: Instant | null;
    readonly lastErrorCode: ProviderErrorCode | null;
    readonly lastErrorCause: CauseKind | null;
  };
}

/** This long without a failure makes a source healthy again: some of its calls may fail while others succeed. */
const quietMilliseconds = 30_000;

/** Begins without a call. */
export function createCallRecord({ now, monotonic }: Clock): CallRecord {
  const answered = new Set<string | null>();
  /** Of calls for what the settings name, by part, the latest last: only an answer ends them. */
  const partFaults = new Map<string | null, CallFault>();
  let credentialsFault: CallFault | undefined;
  let lastSuccessAt: number | null = null;
  let lastErrorAt: number | null = null;
  let lastError: CallFault | undefined;
  let lastFailure: CallFault | undefined;
  let quietFrom = -Infinity;
  let isLatestFailed = false;

  function noteFailure(fault: CallFault): void {
    isLatestFailed = true;
    lastFailure = fault;
    quietFrom = monotonic() + quietMilliseconds;
  }

  return {
    noteSuccess: (target) => {
      isLatestFailed = false;
      credentialsFault = undefined;
      lastSuccessAt = now();
      if (target === undefined) return;
      answered.add(target.part);
      partFaults.delete(target.part);
    },
    noteFault: (fault, isForTarget) => {
      lastError = fault;
      lastErrorAt = now();
      const kind = fault.cause === null ? 'failure' : toFault(fault.cause);
      credentialsFault = kind === 'credentials' ? fault : undefined;
      if (kind === 'settings' && isForTarget) {
        partFaults.delete(fault.part);
        partFaults.set(fault.part, fault);
      } else if (kind !== 'credentials') noteFailure(fault);
    },
    noteFailure,
    misconfiguration: () => credentialsFault ?? [...partFaults.values()].at(-1),
    isFailing: () => isLatestFailed || monotonic() < quietFrom,
    lastFailure: () => lastFailure,
    hasAnswered: (part) => answered.has(part),
    read: () => ({
      lastSuccessAt: toInstant(lastSuccessAt),
      lastErrorAt: toInstant(lastErrorAt),
      lastErrorCode: lastError?.code ?? null,
      lastErrorCause: lastError?.cause ?? null,
    }),
  };
}

/** Milliseconds since 1970 as an instant. */
export function toInstant(milliseconds: number | null): Instant | null {
  return milliseconds === null ? null : new Date(milliseconds).toISOString();
}
