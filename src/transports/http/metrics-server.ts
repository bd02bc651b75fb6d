/** /metrics on its own port, so that a network can allow it for Prometheus only, and not for clients of the graph. */
import type { Config } from '../../config/load.ts';
import type { BufferedBytes } from './buffered-bytes.ts';
import { createApp, registerHeaders, type HttpTimeouts } from './app.ts';
import { closeListeners } from './close-listeners.ts';
import { checkHosts, isForThisMachine } from './host.ts';
import { registerMetrics } from './operator-routes.ts';
import { registerRequestLog, type RequestLogOptions } from './request-log.ts';

/** The server of /metrics, whose port is closed until `listen`. */
interface MetricsServer {
  readonly listen: () => Promise<void>;
  /** Where the metrics are, once it listens, e.g. `http://127.0.0.1:9464/metrics`. */
  readonly url: () => string | undefined;
  readonly close: () => Promise<void>;
}

/** The log, timeouts and limits of the metrics server. */
interface MetricsServerOptions extends RequestLogOptions {
  readonly timeouts: HttpTimeouts;
  readonly bufferedBytes: BufferedBytes;
  readonly isDemo: boolean;
}

/** Undefined where the configuration names no port for it: the graph's port then serves /metrics. */
export async function createMetricsServer(
  config: Config,
  options: MetricsServerOptions,
): Promise<MetricsServer | undefined> {
  const { host: graphHost, metricsPort: port, metricsHost: host = graphHost } = config.server;
  if (port === undefined) return undefined;
  const { logger, metrics, timeouts, bufferedBytes, isDemo } = options;
  const { app, requests } = createApp(config, logger, timeouts, bufferedBytes);
  registerRequestLog(app, options);
  await registerHeaders(app, config);
  checkHosts(app, isForThisMachine({ server: { ...config.server, host }, auth: config.auth }, isDemo));
  registerMetrics(app, metrics);
  // WebSockets are not served here. Node.js would leave the connection open.
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
