/** Errors as clients may see them: none that is a fault of ours, none that is as long as a request. */
import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type ExecutionResult, type GraphQLFormattedError } from 'graphql';
import type { ErrorCode } from './error-catalogue.ts';
import { createGraphError } from './graph-error.ts';

/** In characters. What a client sent may be quoted in a message, and be as long as a request. */
const longestMessage = 1000;

/** What is not one of the graph's errors is a fault of ours: the client learns only that, the log the rest. */
export function formatError(
  formatted: GraphQLFormattedError,
  error: unknown,
  introspection: boolean,
  onFault: (error: unknown) => void,
): GraphQLFormattedError {
  if (formatted.extensions?.['code'] !== 'INTERNAL_SERVER_ERROR') {
    return { ...formatted, message: toPublicMessage(formatted.message, introspection) };
  }
  onFault(unwrapResolverError(error));
  return { ...formatted, message: 'Internal server error', extensions: { code: 'INTERNAL_SERVER_ERROR' } };
}

/** The same for a result that Apollo Server does not send. */
export function formatResult(
  result: ExecutionResult,
  introspection: boolean,
  onFault: (error: unknown) => void,
): ExecutionResult {
  if (result.errors === undefined) return result;
  return { ...result, errors: result.errors.map((error) => toPublicError(error, introspection, onFault)) };
}

const validationFailed: ErrorCode = 'GRAPHQL_VALIDATION_FAILED';

/** An error of the graph has a code, or comes from the document itself; anything else is a fault of ours. */
function toPublicError(error: GraphQLError, introspection: boolean, onFault: (error: unknown) => void): GraphQLError {
  const { nodes, source, positions, path, originalError } = error;
  // What tells an HTTP server its status is for nobody else.
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

function toPublicMessage(message: string, introspection: boolean): string {
  // Apollo Server takes suggestions from faults of the document, not from those of variables.
  const shown = introspection ? message : message.replace(/ ?Did you mean [^?]+\?$/, '');
  return shown.length > longestMessage ? `${shown.slice(0, longestMessage)}…` : shown;
}
