/** Creates errors of the graph, each with a code from the catalogue. */
import { GraphQLError, type GraphQLErrorOptions } from 'graphql';
import type { ErrorCode } from './catalogue.ts';
import { withoutStack } from './errors.ts';

interface GraphErrorOptions extends Pick<GraphQLErrorOptions, 'nodes' | 'source' | 'positions' | 'path'> {
  /** The cause; not shown to clients. */
  readonly originalError?: Error;
  /** Extensions in addition to the code. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** HTTP status of the whole answer, if this error refuses the request. Default: 200. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An error of the graph, without a stack, with the code in its extensions. */
export function createGraphError(
  code: ErrorCode,
  message: string,
  { details, status, headers = {}, ...place }: GraphErrorOptions = {},
): GraphQLError {
  const http = status === undefined ? {} : { http: { status, headers: new Map(Object.entries(headers)) } };
  return withoutStack(() => new GraphQLError(message, { ...place, extensions: { code, ...details, ...http } }));
}

/** For a request that is refused as a whole, before any part runs: HTTP 400. */
export function createRequestRefusal(message: string, code: ErrorCode): GraphQLError {
  return createGraphError(code, message, { status: 400 });
}

/** The error of a library as one of the graph: with a code, unless it has one, and with a status of the whole answer. */
export function withCode(error: GraphQLError, code: ErrorCode, status?: number): GraphQLError {
  const { message, nodes, source, positions, path, originalError } = error;
  const http = status === undefined ? {} : { http: { status, headers: new Map<string, string>() } };
  return withoutStack(
    () =>
      new GraphQLError(message, {
        nodes: nodes ?? null,
        source: source ?? null,
        positions: positions ?? null,
        path: path ?? null,
        originalError: originalError ?? null,
        extensions: { ...http, ...error.extensions, code: error.extensions['code'] ?? code },
      }),
  );
}

/** For a fault of this program, which is logged and hidden when the error is made public: HTTP 500. */
export function createFault(fault: unknown): GraphQLError {
  const originalError = fault instanceof Error ? fault : new Error(String(fault));
  return createGraphError('INTERNAL_SERVER_ERROR', 'Internal server error', { originalError, status: 500 });
}
