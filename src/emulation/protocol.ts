import type { EmulatedError, RawAnswer } from './emulator.ts';
import type { Random } from './random.ts';
import type { EmulatedRequest } from './request.ts';

/** What a request asks for, read off it before anything is judged. */
export interface EmulatedTarget {
  /** `Unknown` for what the provider does not offer. */
  readonly operation: string;
  /** The whole key of the job, or the container of a list; null for a list of everything. */
  readonly id: string | null;
}

/** One provider as the server needs it. Every function is pure but for the world of jobs behind `toAnswer`. */
export interface EmulatedProtocol {
  readonly toTarget: (request: EmulatedRequest) => EmulatedTarget;
  /** Gives the provider's error for a request that is not signed right. */
  readonly verify: (request: EmulatedRequest, now: Date) => EmulatedError | undefined;
  readonly toAnswer: (request: EmulatedRequest, target: EmulatedTarget, requestId: string) => RawAnswer | EmulatedError;
  readonly formatError: (error: EmulatedError, requestId: string, request: EmulatedRequest) => RawAnswer;
  readonly createRequestId: (random: Random, now: Date) => string;
  readonly throttled: EmulatedError;
  readonly denied: EmulatedError;
  readonly internal: EmulatedError;
}
