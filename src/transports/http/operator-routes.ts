/** The routes for orchestrators and Prometheus. */
import type { FastifyInstance } from 'fastify';
import type { Metrics } from '../../observability/metrics.ts';

/** /healthz and /readyz. */
export function registerProbes(app: FastifyInstance, isReady: () => boolean): void {
  app.get('/healthz', () => ({ status: 'ok' }));
  app.get('/readyz', (_request, reply) => {
    const [status, word] = isReady() ? [200, 'ready'] : [503, 'stopping'];
    return reply.code(status).header('cache-control', 'no-store').send({ status: word });
  });
}

/** /metrics. */
export function registerMetrics(app: FastifyInstance, metrics: Pick<Metrics, 'print' | 'contentType'>): void {
  let printing: Promise<string> | undefined;
  /** Concurrent requests share one result. */
  const print = (): Promise<string> => {
    printing ??= metrics.print().finally(() => {
      printing = undefined;
    });
    return printing;
  };
  app.get('/metrics', async (_request, reply) =>
    reply
      .header('cache-control', 'no-store')
      .type(metrics.contentType)
      .send(await print()),
  );
}
