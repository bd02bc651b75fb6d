import type { FastifyInstance } from 'fastify';
import type { Metrics } from '../observability/metrics.ts';

/** The routes for orchestrators and Prometheus: /healthz, /readyz and /metrics. */
export function registerOperatorRoutes(
  app: FastifyInstance,
  { metrics, isReady }: { readonly metrics: Metrics; readonly isReady: () => boolean },
): void {
  let printing: Promise<string> | undefined;
  /** Concurrent requests share one result. */
  const print = (): Promise<string> => {
    printing ??= metrics.print().finally(() => {
      printing = undefined;
    });
    return printing;
  };
  app.get('/healthz', () => ({ status: 'ok' }));
  app.get('/readyz', (_request, reply) => {
    const [status, word] = isReady() ? [200, 'ready'] : [503, 'stopping'];
    return reply.code(status).header('cache-control', 'no-store').send({ status: word });
  });
  app.get('/metrics', async (_request, reply) =>
    reply
      .header('cache-control', 'no-store')
      .type(metrics.contentType)
      .send(await print()),
  );
}
