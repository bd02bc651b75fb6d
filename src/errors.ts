/** Everything that can be wrong with an answer, in a closed set of codes. Messages are fixed; no upstream text enters them. */

export type InputErrorCode = 'BAD_USER_INPUT';

export type ProviderErrorCode =
  | 'JOB_NOT_FOUND'
  | 'JOB_GONE'
  | 'PROVIDER_ACCESS_DENIED'
  | 'PROVIDER_THROTTLED'
  | 'PROVIDER_REJECTED'
  | 'PROVIDER_CONFLICT'
  | 'PROVIDER_TIMEOUT'
  | 'PROVIDER_UNAVAILABLE'
  | 'PROVIDER_BAD_RESPONSE'
  | 'LIST_NOT_SUPPORTED'
  | 'LIST_TRUNCATED';

/** What the client sent cannot be asked: says what was expected and what came. */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly code: InputErrorCode = 'BAD_USER_INPUT';
}

const sentences: Readonly<Record<ProviderErrorCode, string>> = {
  JOB_NOT_FOUND: 'The provider knows no such job.',
  JOB_GONE: 'The job was cancelled or has expired on the provider’s side and can no longer be read.',
  PROVIDER_ACCESS_DENIED: 'The provider refused the credentials that the gateway uses for this source.',
  PROVIDER_THROTTLED: 'Too many requests for this source at the moment.',
  PROVIDER_REJECTED: 'The provider called the request invalid.',
  PROVIDER_CONFLICT: 'The provider reported a conflict on the job.',
  PROVIDER_TIMEOUT: 'The provider did not answer in time.',
  PROVIDER_UNAVAILABLE: 'The provider could not be reached or failed to answer.',
  PROVIDER_BAD_RESPONSE: 'The provider’s answer could not be read as the job that was asked for.',
  LIST_NOT_SUPPORTED: 'The provider offers no listing of jobs.',
  LIST_TRUNCATED: 'The source holds more jobs than this list reads; older ones may be missing.',
};

const retryable: ReadonlySet<ProviderErrorCode> = new Set([
  'PROVIDER_THROTTLED',
  'PROVIDER_TIMEOUT',
  'PROVIDER_UNAVAILABLE',
]);

export interface ProviderErrorDetails {
  /** The provider's own code word, where it gave one. */
  readonly providerCode?: string | null;
  /** The provider's id of the request; null where it never answered. */
  readonly requestId?: string | null;
  readonly cause?: unknown;
}

/** A source could not answer. The source's name and provider are added where the error meets the graph. */
export class ProviderError extends Error {
  override readonly name = 'ProviderError';
  readonly code: ProviderErrorCode;
  readonly providerCode: string | null;
  readonly requestId: string | null;
  readonly isRetryable: boolean;

  constructor(code: ProviderErrorCode, details: ProviderErrorDetails = {}) {
    super(sentences[code], 'cause' in details ? { cause: details.cause } : undefined);
    this.code = code;
    this.providerCode = details.providerCode ?? null;
    this.requestId = details.requestId ?? null;
    this.isRetryable = retryable.has(code);
  }
}
