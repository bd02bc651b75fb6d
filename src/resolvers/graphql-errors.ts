/** The only place where failures become errors of the graph. */
import { createGraphError } from '../errors/graph-error.ts';
import { InputError, ProviderError } from '../errors/errors.ts';
import type { Source } from '../jobs/source.ts';

/** The job that an error is about. */
interface FailedJob {
  readonly source: Source;
  /** The graph's id. */
  readonly id: string;
}

/**
 * Known errors get their code and details; anything else is returned as is, for the server to mask.
 * @param job which job could not be read; without it, a `ProviderError` is no error of the graph
 */
export function toGraphQLError(error: unknown, job?: FailedJob): unknown {
  if (error instanceof InputError)
    return createGraphError(error.code, error.message, { details: { ...error.subject }, originalError: error });
  if (error instanceof ProviderError && job !== undefined) {
    return createGraphError(error.code, error.message, { details: toDetails(error, job), originalError: error });
  }
  return error;
}

/** A cause stands beside codes of failures, not beside those of jobs. */
function toDetails(
  { code, providerCode, requestId, isRetryable, causeKind }: ProviderError,
  { source, id: jobId }: FailedJob,
): Readonly<Record<string, unknown>> {
  const details = { jobId, provider: source.provider, source: source.name, providerCode, requestId, isRetryable };
  return code.startsWith('PROVIDER_') ? { ...details, cause: causeKind } : details;
}

/** Turns an `InputError` into an error of the graph. */
export function withGraphQLErrors<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw toGraphQLError(error);
  }
}
