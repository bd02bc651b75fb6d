/** /metrics on a port of its own, so that a network can let Prometheus reach it, and nobody who reaches the graph. */
import type { Config } from '../config/load.ts';
import type { HeldBytes } from '../limits/held-bytes.ts';
import { createApp, registerHeaders, type HttpTimeouts } from './app.ts';
import { closeListeners } from './close-listeners.ts';
import { checkHosts, isForThisMachine } from './host.ts';
import { countOpenRequests } from './open-requests.ts';
import { registerMetrics } from './operator-routes.ts';
import { registerRequestLog, type RequestLogOptions } from './request-log.ts';

export interface MetricsServer {
  readonly listen: () => Promise<void>;
  /** Where the metrics are, once it listens, e.g. `http://127.0.0.1:9464/metrics`. */
  readonly url: () => string | undefined;
  readonly close: () => Promise<void>;
}

export interface MetricsServerOptions extends RequestLogOptions {
  readonly timeouts: HttpTimeouts;
  readonly held: HeldBytes;
  readonly isDemo: boolean;
}

/** Undefined where the configuration names no port for it: the graph's port then serves /metrics. */
export async function createMetricsServer(
  config: Config,
  options: MetricsServerOptions,
): Promise<MetricsServer | undefined> {
  const { host: graphHost, metricsPort: port, metricsHost: host = graphHost } = config.server;
  if (port === undefined) return undefined;
  const { logger, metrics, timeouts, held, isDemo } = options;
  const app = createApp(config, logger, timeouts, held);
  registerRequestLog(app, options);
  const requests = countOpenRequests(app);
  await registerHeaders(app, config);
  checkHosts(app, isForThisMachine({ server: { ...config.server, host }, auth: config.auth }, isDemo));
  registerMetrics(app, metrics);
  // No WebSocket is for here; Node.js would leave its connection open.
  app.server.on('upgrade', (_request, socket) => {
    socket.destroy();
  });
  let url: string | undefined;
  return {
    listen: async () => {
      url = `${await app.listen({ host, port })}/metrics`;
    },
    url: () => url,
    close: () => closeListeners(app, requests, 0),
  };
}
