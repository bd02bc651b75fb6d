import type { EmulatedError, ProviderErrors, RawAnswer, StreamedAnswer } from './emulator.ts';
import type { Random } from './random.ts';
import type { EmulatedRequest } from './request.ts';

/** What a request asks for, read before anything is checked. */
export interface EmulatedTarget {
  /** `Unknown` if the provider does not have it. */
  readonly operation: string;
  /** The whole key of the job, or the container of a list; null for a list of everything. */
  readonly id: string | null;
}

/** The target of a request for what the provider does not have. */
export const unknownTarget: EmulatedTarget = { operation: 'Unknown', id: null };

/** Another service at the same address. */
export interface BesideProtocol {
  readonly isFor: (request: EmulatedRequest) => boolean;
  readonly protocol: EmulatedProtocol;
}

/** One provider's protocol. Every function is pure, except that `toAnswer` reads the world of jobs. */
export interface EmulatedProtocol {
  readonly toTarget: (request: EmulatedRequest) => EmulatedTarget;
  /** Returns the provider's error for a request without a valid signature. */
  readonly verify: (request: EmulatedRequest, now: Date) => EmulatedError | undefined;
  readonly toAnswer: (
    request: EmulatedRequest,
    target: EmulatedTarget,
    requestId: string,
  ) => RawAnswer | EmulatedError | StreamedAnswer;
  readonly formatError: (error: EmulatedError, requestId: string, request: EmulatedRequest) => RawAnswer;
  readonly createRequestId: (random: Random, now: Date) => string;
  readonly errors: ProviderErrors;
}

/** Both services: the request says which is meant. Faults that are injected are the first one's. */
export function joinProtocols(main: EmulatedProtocol, beside: BesideProtocol | undefined): EmulatedProtocol {
  if (beside === undefined) return main;
  const of = (request: EmulatedRequest): EmulatedProtocol => (beside.isFor(request) ? beside.protocol : main);
  return {
    ...main,
    toTarget: (request) => of(request).toTarget(request),
    verify: (request, now) => of(request).verify(request, now),
    toAnswer: (request, target, requestId) => of(request).toAnswer(request, target, requestId),
    formatError: (error, requestId, request) => of(request).formatError(error, requestId, request),
  };
}
