/** The one place where what went wrong becomes an error of the graph. */
import { GraphQLError } from 'graphql';
import { InputError, ProviderError } from '../errors.ts';
import type { Source } from '../upstream/source.ts';

/** Codes and details of ours; anything else stays as it is, for the server to mask. */
export function toGraphQLError(error: unknown, source?: Source): unknown {
  if (error instanceof InputError)
    return new GraphQLError(error.message, { extensions: { code: error.code }, originalError: error });
  if (error instanceof ProviderError && source !== undefined) {
    return new GraphQLError(error.message, {
      extensions: {
        code: error.code,
        provider: source.provider,
        source: source.name,
        providerCode: error.providerCode,
        requestId: error.requestId,
        isRetryable: error.isRetryable,
      },
      originalError: error,
    });
  }
  return error;
}
