import { unknownTarget, type EmulatedProtocol, type EmulatedTarget } from './protocol.ts';
import type { EmulatedRequest } from './request.ts';

/** An operation that a method and a path name. */
export interface Route<Answer> {
  readonly operation: string;
  /** Default: GET. */
  readonly method?: string;
  /** Of the whole path, still percent-encoded. Its groups, joined by slashes, are the id of the call. */
  readonly path: RegExp;
  /** The id of the call, where it is in the body. */
  readonly toId?: (request: EmulatedRequest) => string | null;
  /** @param id of the call; empty if it has none */
  readonly toAnswer: (id: string, request: EmulatedRequest) => Answer;
}

/** What routes give to a protocol. */
export interface Routes<Answer> extends Pick<EmulatedProtocol, 'toTarget'> {
  /** Undefined for an unknown operation. */
  readonly toAnswer: (request: EmulatedRequest, target: EmulatedTarget) => Answer | undefined;
}

/** Finds the operation of a request by its method and path. The first route that fits is taken. */
export function createRoutes<Answer>(routes: readonly Route<Answer>[]): Routes<Answer> {
  return {
    toTarget: (request) => {
      const route = routes.find(({ method = 'GET', path }) => method === request.method && path.test(request.path));
      if (route === undefined) return unknownTarget;
      const { operation, path, toId = () => path.exec(request.path)?.slice(1).join('/') ?? null } = route;
      return { operation, id: toId(request) || null };
    },
    toAnswer: (request, target) =>
      routes.find(({ operation }) => operation === target.operation)?.toAnswer(target.id ?? '', request),
  };
}
