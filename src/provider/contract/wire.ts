import type { CauseKind } from '../../errors/causes.ts';
import type { ProviderErrorCode } from '../../errors/errors.ts';

/** Parameters by name, not encoded. A list stands for the name once for each value. */
export type WireQuery = Readonly<Record<string, string | readonly string[]>>;

/** A request before it is signed: everything that the provider's page fixes, nothing of the host or the credentials. */
export interface WireRequest {
  readonly method: 'GET' | 'POST';
  /** Absolute, each part percent-encoded. */
  readonly path: string;
  readonly query?: WireQuery;
  /** Lower-case names. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** A prefix of the provider's own host, e.g. `control-storage-`; never put before an overridden endpoint. */
  readonly hostPrefix?: string;
}

/** A whole answer: decompressed, within the size cap, not yet parsed. */
export interface WireAnswer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
}

/** A failure in the provider's words. `code` is null if the answer contains no readable code. */
export interface WireError {
  readonly code: string | null;
  readonly requestId: string | null;
  /** What it means, if the common table of code words and statuses does not say it. Has precedence over that table. */
  readonly meaning?: ProviderErrorCode;
  /** The cause, if code and status do not say it. With `meaning`. */
  readonly causeKind?: CauseKind;
  /** The provider refuses every call of the source for so many milliseconds: but for a try, nothing is sent until then. */
  readonly cooldownMilliseconds?: number;
}

/** A request with its host and signature, as it is sent. */
export interface SignedRequest {
  readonly origin: string;
  readonly method: WireRequest['method'];
  /** Path and query, encoded. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}
