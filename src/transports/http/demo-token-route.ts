import type { FastifyInstance } from 'fastify';
import { createDemoTokenEndpoint, demoTokenPath, signForExplorer } from '../../auth/demo-token-endpoint.ts';
import type { DemoIssuer } from '../../auth/demo-tokens.ts';
import type { ExplorerOptions, ExplorerQuery } from '../pages/explorer/register.ts';

/** The demo's queries, each with a token of every scope in its headers. */
export function toExplorerOptions(demo: {
  readonly issuer: DemoIssuer;
  readonly listQueries: () => readonly ExplorerQuery[];
}): ExplorerOptions {
  return {
    listQueries: demo.listQueries,
    findToken: ({ socket, headers }) => signForExplorer(demo.issuer, { remoteAddress: socket.remoteAddress, headers }),
  };
}

/** The endpoint from which `npm run token` gets its tokens in demo mode. */
export function registerDemoTokens(app: FastifyInstance, issuer: DemoIssuer): void {
  const answer = createDemoTokenEndpoint(issuer);
  app.route({
    method: ['GET', 'POST'],
    url: demoTokenPath,
    bodyLimit: 10_000,
    handler: async (request, reply) => {
      const { status, headers, body } = await answer({
        method: request.method,
        remoteAddress: request.socket.remoteAddress,
        headers: request.headers,
        body: request.body,
      });
      return reply.code(status).headers(headers).send(body);
    },
  });
}
