/** Errors as clients may see them: internal faults are replaced by a fixed error, long messages are cut. */
import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type ExecutionResult, type GraphQLFormattedError } from 'graphql';
import type { ErrorCode } from '../errors/catalogue.ts';
import { createGraphError } from '../errors/graph-error.ts';

/** What of an error its client may see. */
export interface PublicErrors {
  /** Replaces internal faults, i.e. anything but the graph's errors, by a fixed error; the fault is logged. */
  readonly formatResult: (result: ExecutionResult) => ExecutionResult;
  /** The same for one error that a library has formatted. */
  readonly formatError: (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;
}

/** In characters. What a client sent may be quoted in a message, and be as long as a request. */
const maxMessageLength = 1000;

const validationFailed: ErrorCode = 'GRAPHQL_VALIDATION_FAILED';

/** @param introspection whether messages may suggest names of the schema */
export function createPublicErrors(introspection: boolean, onFault: (error: unknown) => void): PublicErrors {
  /** An error of the graph has a code, or comes from the document itself; anything else is an internal fault. */
  function toPublicError(error: GraphQLError): GraphQLError {
    const { nodes, source, positions, path, originalError } = error;
    // `http` is for the HTTP server, not for clients.
    const { http: _http, ...extensions } = error.extensions;
    const place = { nodes: nodes ?? null, source: source ?? null, positions: positions ?? null, path: path ?? null };
    if (originalError !== undefined && extensions['code'] === undefined) {
      onFault(originalError);
      return createGraphError('INTERNAL_SERVER_ERROR', 'Internal server error', place);
    }
    return new GraphQLError(toPublicMessage(error.message, introspection), {
      ...place,
      extensions: { code: validationFailed, ...extensions },
    });
  }

  return {
    formatResult: (result) =>
      result.errors === undefined ? result : { ...result, errors: result.errors.map(toPublicError) },
    formatError: (formatted, error) => {
      if (formatted.extensions?.['code'] !== 'INTERNAL_SERVER_ERROR')
        return { ...formatted, message: toPublicMessage(formatted.message, introspection) };
      onFault(unwrapResolverError(error));
      return { ...formatted, message: 'Internal server error', extensions: { code: 'INTERNAL_SERVER_ERROR' } };
    },
  };
}

function toPublicMessage(message: string, introspection: boolean): string {
  // Apollo Server takes suggestions from faults of the document, not from those of variables.
  const shown = introspection ? message : message.replace(/ ?Did you mean [^?]+\?$/, '');
  return shown.length > maxMessageLength ? `${shown.slice(0, maxMessageLength)}…` : shown;
}
