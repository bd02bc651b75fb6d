/** Creates errors of the graph, each with a code from the catalogue. */
import { GraphQLError, type GraphQLErrorOptions } from 'graphql';
import type { ErrorCode } from './catalogue.ts';
import { withoutStack } from './errors.ts';

export interface GraphErrorOptions extends Pick<GraphQLErrorOptions, 'nodes' | 'source' | 'positions' | 'path'> {
  /** The cause; not shown to clients. */
  readonly originalError?: Error;
  /** Extensions in addition to the code. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** HTTP status of the whole answer, if this error refuses the request. Default: 200. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export function createGraphError(
  code: ErrorCode,
  message: string,
  { details, status, headers = {}, ...place }: GraphErrorOptions = {},
): GraphQLError {
  const http = status === undefined ? {} : { http: { status, headers: new Map(Object.entries(headers)) } };
  return withoutStack(() => new GraphQLError(message, { ...place, extensions: { code, ...details, ...http } }));
}

/** For a request that is refused as a whole, before anything of it is done: HTTP 400. */
export function createRequestRefusal(message: string, code: ErrorCode): GraphQLError {
  return createGraphError(code, message, { status: 400 });
}
