import { GraphQLError } from 'graphql';

/** For a request that is refused as a whole, before anything of it is done: HTTP 400. */
export function createRequestRefusal(message: string, code: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status: 400 } } });
}
