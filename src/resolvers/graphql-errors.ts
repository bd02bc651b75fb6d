/** The only place where failures become errors of the graph. */
import { createGraphError } from '../errors/graph-error.ts';
import { InputError, ProviderError } from '../errors/errors.ts';
import type { Source } from '../jobs/source.ts';

/** Known errors get their code and details; anything else is returned as is, for the server to mask. */
export function toGraphQLError(error: unknown, source?: Source): unknown {
  if (error instanceof InputError) return createGraphError(error.code, error.message, { originalError: error });
  if (error instanceof ProviderError && source !== undefined) {
    const { providerCode, requestId, isRetryable } = error;
    return createGraphError(error.code, error.message, {
      details: { provider: source.provider, source: source.name, providerCode, requestId, isRetryable },
      originalError: error,
    });
  }
  return error;
}
