/** Errors as clients may see them: internal faults are replaced by a fixed error, long messages are cut. */
import type { ExecutionResult, FormattedExecutionResult, GraphQLError, GraphQLFormattedError } from 'graphql';
import type { ErrorCode } from '../errors/catalogue.ts';

/** What of an error its client may see. */
export interface PublicErrors {
  /** Replaces internal faults, i.e. anything but the graph's errors, by a fixed error; the fault is logged. */
  readonly formatResult: (result: ExecutionResult) => FormattedExecutionResult;
  /** The same for one error that a library has formatted. */
  readonly formatError: (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;
}

/** In characters. What a client sent may be quoted in a message, and be as long as a request. */
const maxMessageLength = 1000;

const fault: ErrorCode = 'INTERNAL_SERVER_ERROR';

/** @param introspection whether messages may suggest names of the schema */
export function createPublicErrors(introspection: boolean, onFault: (error: unknown) => void): PublicErrors {
  /** An error of the graph has a code; anything else is an internal fault. */
  function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
    if (formatted.extensions?.['code'] !== fault)
      return { ...formatted, message: toPublicMessage(formatted.message, introspection) };
    onFault((error as Partial<GraphQLError> | null)?.originalError ?? error);
    return { ...formatted, message: 'Internal server error', extensions: { code: fault } };
  }

  return {
    formatResult: ({ errors, ...result }) =>
      errors === undefined
        ? result
        : { errors: errors.map((error) => formatError(toFormatted(error), error)), ...result },
    formatError,
  };
}

/** In the form in which Apollo Server hands errors over. `http` is for the HTTP server, not for clients. */
function toFormatted(error: GraphQLError): GraphQLFormattedError {
  const { http: _http, ...extensions } = error.extensions;
  return { ...error.toJSON(), extensions: { ...extensions, code: extensions['code'] ?? fault } };
}

function toPublicMessage(message: string, introspection: boolean): string {
  // Apollo Server takes suggestions from faults of the document, not from those of variables.
  const shown = introspection ? message : message.replace(/ ?Did you mean .+?\?$/, '');
  return shown.length > maxMessageLength ? `${shown.slice(0, maxMessageLength)}…` : shown;
}

/** How HTTP answers a result: as the errors say that refuse it, else 400 for an operation that was not run. */
interface HttpHead {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
}

/** Of several errors, the last one decides. */
export function toHttpHead({ data, errors = [] }: Pick<ExecutionResult, 'data' | 'errors'>): HttpHead {
  const heads = errors.map(({ extensions }) => (extensions['http'] ?? {}) as Partial<HttpHead>);
  return {
    status: heads.findLast(({ status }) => status !== undefined)?.status ?? (data === undefined ? 400 : 200),
    headers: new Map(heads.flatMap(({ headers = [] }) => [...headers])),
  };
}
