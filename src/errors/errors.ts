/** What can be wrong with a client's input and with a provider's answer. Messages are fixed; no upstream text enters them. */

import { isRetryable, type ErrorCode } from './catalogue.ts';
import { toCauseSentence, toFault, type CauseKind } from './causes.ts';

/** What may go wrong between the gateway and a provider. */
export type ProviderErrorCode = Exclude<
  Extract<ErrorCode, `${'JOB' | 'PROVIDER' | 'LIST'}_${string}`>,
  'JOB_BUDGET_EXCEEDED'
>;

/** What an `InputError` is about. */
export interface InputSubject {
  /** The argument, for example `filter.sources`; undefined if no single one is wrong. */
  readonly argument: string | undefined;
  /** The job that the input names: its id, or what stands in the place of one. */
  readonly jobId?: string;
}

/** What the client sent cannot be asked: says what was expected and what came. Has no stack: see `withoutStack`. */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly code = 'BAD_USER_INPUT' satisfies ErrorCode;
  readonly subject: InputSubject;

  constructor(message: string, subject: InputSubject) {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(message);
    Error.stackTraceLimit = stackTraceLimit;
    this.subject = subject;
  }
}

/**
 * For errors that are answers: one request may cause thousands, their origin in the code does not matter, and a stack costs
 * many times as much as the rest of an error.
 */
export function withoutStack<E extends Error>(create: () => E): E {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return create();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
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

/** If nothing more is known. Errors about jobs are not failures of the source. */
const usualKinds: Readonly<Partial<Record<ProviderErrorCode, CauseKind>>> = {
  PROVIDER_ACCESS_DENIED: 'NOT_PERMITTED',
  PROVIDER_THROTTLED: 'THROTTLED',
  PROVIDER_REJECTED: 'REQUEST_REJECTED',
  PROVIDER_CONFLICT: 'CONFLICT',
  PROVIDER_TIMEOUT: 'TIMEOUT',
  PROVIDER_UNAVAILABLE: 'PROVIDER_FAULT',
  PROVIDER_BAD_RESPONSE: 'ANSWER_UNREADABLE',
};

/** Facts about a failure besides its code. */
interface ProviderErrorDetails {
  /** The provider's code, if it gave one. */
  readonly providerCode?: string | null;
  /** The provider's id of the request; null if it did not answer. */
  readonly requestId?: string | null;
  readonly causeKind?: CauseKind | null;
  /** The part of the source that is concerned, as the settings or the provider spell it. Default: the whole source. */
  readonly part?: string | null;
  readonly cause?: unknown;
}

/** A `ProviderError` as plain data, from which it can be restored. */
export interface ProviderErrorFacts {
  readonly code: ProviderErrorCode;
  readonly providerCode: string | null;
  readonly requestId: string | null;
  readonly causeKind: CauseKind | null;
}

/** The error as plain data, which can be cached. */
export function toErrorFacts({ code, providerCode, requestId, causeKind }: ProviderError): ProviderErrorFacts {
  return { code, providerCode, requestId, causeKind };
}

/** A source could not answer. The source's name and provider are added when it becomes an error of the graph. */
export class ProviderError extends Error {
  override readonly name = 'ProviderError';
  readonly code: ProviderErrorCode;
  readonly providerCode: string | null;
  readonly requestId: string | null;
  readonly isRetryable: boolean;
  /** For operators only. Null if nothing is wrong with the source. */
  readonly causeKind: CauseKind | null;
  /** The part of the source that a list could not cover; null for reads of jobs, and for the source as a whole. */
  readonly part: string | null;

  constructor(code: ProviderErrorCode, details: ProviderErrorDetails = {}) {
    const causeKind = details.causeKind ?? usualKinds[code] ?? null;
    super(toSentence(code, causeKind), 'cause' in details ? { cause: details.cause } : undefined);
    this.code = code;
    this.providerCode = details.providerCode ?? null;
    this.requestId = details.requestId ?? null;
    this.isRetryable = isRetryable(code);
    this.causeKind = causeKind;
    this.part = details.part ?? null;
  }
}

/** The same error, of this part of its source. Credentials are the whole source's. */
export function ofPart(error: ProviderError, part: string | null): ProviderError {
  const { code, providerCode, requestId, causeKind, cause } = error;
  if (part === null || (causeKind !== null && toFault(causeKind) === 'credentials')) return error;
  return new ProviderError(code, { providerCode, requestId, causeKind, part, cause });
}

function toSentence(code: ProviderErrorCode, causeKind: CauseKind | null): string {
  return (causeKind === null ? undefined : toCauseSentence(causeKind)) ?? sentences[code];
}
