/** Apollo Server answers every request but a plain POST: GET, digests, negotiated media types, traces and callbacks. */
import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Gateway } from '../../operation/gateway.ts';
import type { OperationContext } from '../../operation/operation.ts';
import type { RefusedOperation } from '../../operation/prepare.ts';
import type { PreparedOperation } from '../../operation/prepared-operation.ts';
import { graphOf, type HttpContext } from './graph-request.ts';
import { readNamedOperation, type NamedOperation } from './operation-request.ts';
import type { RequestLog } from './request-log.ts';

/** Apollo Server, and how requests begin and are refused. */
interface ApolloDoorOptions {
  readonly apollo: ApolloServer<HttpContext>;
  readonly gateway: Pick<Gateway, 'prepare' | 'persisted'>;
  readonly requestLog: Pick<RequestLog, 'refuse'>;
  /** Begins the request's operation; the same context each time. */
  readonly begin: (request: FastifyRequest, reply: FastifyReply) => OperationContext;
}

/** The text of the answer, or what sends it. */
type ApolloDoor = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

/** The operation is read while Apollo Server's context is made. If its text is turned away, the request fails. */
export function createApolloDoor(
  app: FastifyInstance,
  { apollo, gateway, requestLog, begin }: ApolloDoorOptions,
): ApolloDoor {
  const execute = fastifyApolloHandler<HttpContext>(apollo, {
    context: (request, reply) => {
      const graph = graphOf(request);
      try {
        const named = readNamedOperation(request);
        graph.extensions = named.extensions;
        graph.operation = readOperation(gateway, named);
        return Promise.resolve({ ...begin(request, reply), graph });
      } catch (error) {
        requestLog.refuse(graph, error);
        throw error;
      }
    },
  });
  return async (request, reply) => execute.call(app, request, reply);
}

/** Undefined for a request that names none, which Apollo Server refuses. Throws if its text is turned away. */
function readOperation(
  { prepare, persisted }: ApolloDoorOptions['gateway'],
  { query, ...rest }: NamedOperation,
): PreparedOperation | RefusedOperation | undefined {
  persisted.check(query, rest.extensions);
  const text = persisted.findText(query, rest.extensions);
  const operation = text === undefined ? undefined : prepare({ ...rest, query: text });
  if (operation?.errors !== undefined && operation.isTurnedAway) throw operation.errors[0] ?? new Error('refused');
  return operation;
}
