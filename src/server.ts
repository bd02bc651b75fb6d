/** The HTTP server of the gateway: the graph at /graphql, the operators' routes, and a stop that loses no answer. */
import type { ApolloServer } from '@apollo/server';
import type { Logger } from 'pino';
import { createAuthenticator, type Authenticator } from './auth/authenticate.ts';
import { createCallbackPlugin } from './transports/callback/callback-plugin.ts';
import { acceptsCallback } from './transports/callback/callback-request.ts';
import {
  createCallbackSubscriptions,
  type CallbackSubscriptions,
  type CallbackTimings,
} from './transports/callback/callback-subscriptions.ts';
import type { Cluster } from './cluster/cluster.ts';
import type { Config } from './config/load.ts';
import { createGateway, type Gateway, type GatewayOptions } from './operation/gateway.ts';
import { createLocalStores } from './operation/stores.ts';
import { createApollo } from './transports/http/apollo-server.ts';
import { createApp, defaultTimeouts, registerHeaders, type HttpTimeouts } from './transports/http/app.ts';
import { createDisclosureRecord, createFaultLog } from './transports/http/gateway-log.ts';
import type { HttpContext } from './transports/http/graph-request.ts';
import { graphPath, registerGraph } from './transports/http/graph-route.ts';
import { checkHosts, isForThisMachine } from './transports/http/host.ts';
import { createBufferedBytes } from './transports/http/buffered-bytes.ts';
import { registerPages, type PagesOptions } from './transports/http/pages.ts';
import { createMetricsServer } from './transports/http/metrics-server.ts';
import { registerMetrics, registerProbes } from './transports/http/operator-routes.ts';
import { createOperationSummary } from './transports/http/plugins/operation-summary.ts';
import { registerWebhooks } from './transports/http/webhook-route.ts';
import { createRememberedAnswers, type RememberedAnswers } from './transports/http/remembered-answers.ts';
import { registerRequestLog, type RequestLog } from './transports/http/request-log.ts';
import type { LogDestination } from './observability/log-destination.ts';
import { createMetrics, type Metrics } from './observability/metrics.ts';
import { createCheckLog } from './observability/check-log.ts';
import { createPushReport } from './observability/push-report.ts';
import { createStateLog } from './observability/state-log.ts';
import { createUnreadableLog } from './observability/unreadable-log.ts';
import type { Tracing } from './observability/tracing.ts';
import { createStop, type StopOptions } from './transports/http/stop.ts';
import { attachWebSocket, type WebSocketEndpoint } from './transports/web-socket/endpoint.ts';

export type { StopOptions } from './transports/http/stop.ts';

/** Dependencies beside the configuration: clocks, the log, tracing and pages. */
export interface ServerOptions
  extends
    Pick<GatewayOptions, 'now' | 'monotonic' | 'random' | 'breaker' | 'pollMilliseconds' | 'logPace' | 'stores'>,
    PagesOptions {
  readonly logger: Logger;
  /** Where the logger's lines go. Default: they are always written. */
  readonly log?: Pick<LogDestination, 'taken' | 'lost'>;
  /** How long a read of the issuer's keys may take. Default: the authenticator's. */
  readonly keySetTimeoutMilliseconds?: number | undefined;
  /** Default: no traces. Closed with the server. */
  readonly tracing?: Tracing | undefined;
  /** Tests that wait for timeouts set shorter ones. */
  readonly timeouts?: Partial<HttpTimeouts>;
  readonly callbackTimings?: Partial<CallbackTimings>;
}

/** A gateway with its port, which is closed until `listen`. */
export interface Server {
  readonly gateway: Gateway;
  /** Opens the port, and that of the metrics. Resolves to the address of the graph, e.g. `http://127.0.0.1:4000/graphql`. */
  readonly listen: () => Promise<string>;
  /** Where /metrics is, once the server listens; undefined where it is on the graph's port. */
  readonly metricsUrl: () => string | undefined;
  /** Turns off readiness at once, answers requests in flight, and closes. */
  readonly stop: (options?: StopOptions) => Promise<void>;
}

/** Throws `TypeError` if the settings of `auth` are unsound. */
export async function createServer(config: Config, options: ServerOptions): Promise<Server> {
  const { logger, tracing, timeouts } = options;
  const authenticator = createConfiguredAuthenticator(config, options);
  const bufferedBytes = createBufferedBytes(config.limits.requestBytes);
  const wire = { timeouts: { ...defaultTimeouts, ...timeouts }, bufferedBytes, isDemo: options.demo !== undefined };
  const { app, requests } = createApp(config, logger, wire.timeouts, bufferedBytes);
  const metrics = createMetrics();
  if (options.log !== undefined) metrics.watchLog(options.log.lost);
  const watched = { logger, metrics, tracing, graphPath };
  const requestLog = registerRequestLog(app, watched);
  const cluster = await joinCluster(config, options, metrics);
  const gateway = createObservedGateway(config, options, metrics, cluster);
  const callbacks = createCallbacks(gateway, config, options);
  const answers = gateway.answers && createRememberedAnswers(gateway.answers);
  const apollo = createGraphServer(gateway, config, callbacks, { requestLog, answers, cluster });

  await apollo.start();
  registerWebhooks(app, gateway.webhooks, () => !stopping.isReady());
  await registerHeaders(app, config);
  const loopbackOnly = isForThisMachine(config, wire.isDemo);
  checkHosts(app, loopbackOnly);
  registerGraph(app, { apollo, gateway, answers, authenticator, requestLog });
  const own = { gateway, authenticator, config, metrics, bufferedBytes, loopbackOnly, onFault: createFaultLog(logger) };
  const webSocket = attachWebSocket(app.server, { ...options, tracing, ...own });
  watchGauges(metrics, gateway, webSocket, callbacks);
  const metricsServer = await createMetricsServer(config, { ...watched, ...wire });
  if (metricsServer === undefined) registerMetrics(app, metrics);
  registerPages(app, config, gateway.persisted, options);
  const rest = [authenticator, { close: () => apollo.stop() }, gateway, cluster, metricsServer];
  const stopping = createStop({ app, requests, gateway, webSocket, callbacks, rest }, config.server, options);
  registerProbes(app, stopping.isReady);

  return {
    gateway,
    listen: async () => {
      await metricsServer?.listen();
      const address = await app.listen({ host: config.server.host, port: config.server.port });
      gateway.hear();
      if (config.checks.atStart) checkAll(gateway);
      return `${address}${graphPath}`;
    },
    metricsUrl: () => metricsServer?.url(),
    stop: stopping.stop,
  };
}

function createConfiguredAuthenticator({ auth }: Config, options: ServerOptions): Authenticator {
  const { now, monotonic, keySetTimeoutMilliseconds } = options;
  return createAuthenticator(auth, {
    now: () => new Date(now()),
    monotonic,
    keySetTimeoutMilliseconds,
  });
}

/** Undefined without `cluster` in the configuration: then none of its modules is loaded. */
async function joinCluster(
  { cluster: settings }: Config,
  { now, monotonic, random, logger }: ServerOptions,
  metrics: Metrics,
): Promise<Cluster | undefined> {
  if (settings === undefined) return undefined;
  const { openCluster } = await import('./cluster/cluster.ts');
  const { watch, ...counts } = metrics.ofCluster();
  const cluster = openCluster(settings, {
    now,
    monotonic,
    random,
    report: {
      ...counts,
      onClockStep: () => {
        counts.onClockStep();
        logger.warn('cluster clock stepped');
      },
      onState: (state, fault) => {
        if (state === 'JOINED') logger.info({ cluster: { replicas: cluster.replicas() } }, 'cluster joined');
        else logger.warn({ cluster: { fault } }, 'cluster left');
      },
    },
  });
  watch(cluster);
  return cluster;
}

/** A gateway whose faults and disclosures are logged, and whose calls are counted and traced. */
function createObservedGateway(
  config: Config,
  options: ServerOptions,
  metrics: Metrics,
  cluster: Cluster | undefined,
): Gateway {
  const { now, monotonic, random, breaker, pollMilliseconds, logPace, logger, tracing } = options;
  const stores = options.stores ?? createLocalStores(config, monotonic, cluster?.limits);
  const providers = new Map(config.sources.map(({ name, provider }) => [name, provider]));
  const providerOf = (source: string): string => providers.get(source) ?? 'unknown';
  const logCheck = createCheckLog(providerOf, logger);
  const logUnreadable = createUnreadableLog(providerOf, logger, monotonic);
  const settingOf = (source: string, part: string | null): string | null =>
    gateway.sources.get(source)?.settingOf(part) ?? null;
  const gateway = createGateway(config, {
    now,
    monotonic,
    random,
    share: cluster?.share,
    shareHints: cluster?.shareHints,
    breaker,
    stores,
    pollMilliseconds,
    logPace,
    onAttempt: (source, report, operation) => {
      metrics.attempt(source, report);
      logUnreadable(source, report);
      tracing?.attempt({ name: source, provider: providerOf(source) }, report, operation);
    },
    onCheck: (source, report) => {
      metrics.check(source, report);
      logCheck(source, report);
    },
    onStateChange: createStateLog(providerOf, settingOf, logger),
    pushReport: createPushReport(metrics, logger, monotonic),
    recordDisclosure: createDisclosureRecord(options, metrics),
    onFault: createFaultLog(logger),
  });
  return gateway;
}

/** In the background: nothing waits for it, and its findings are in log, metrics and health. */
function checkAll({ sources }: Gateway): void {
  for (const source of sources.values()) source.check('start').catch(() => undefined);
}

function watchGauges(
  metrics: Metrics,
  { sources, watcher }: Gateway,
  webSocket: WebSocketEndpoint,
  callbacks: CallbackSubscriptions,
): void {
  metrics.watch({
    sources: [...sources.values()],
    webSockets: webSocket.connections,
    webSocketSubscriptions: webSocket.subscriptions,
    callbackSubscriptions: callbacks.size,
    watchedJobs: watcher.size,
  });
}

function createCallbacks(gateway: Gateway, config: Config, options: ServerOptions): CallbackSubscriptions {
  const { now, random, logger, callbackTimings } = options;
  return createCallbackSubscriptions({
    gateway,
    maxCallbacks: config.subscriptions.maxCallbacks,
    now,
    random,
    ...callbackTimings,
    onFailure: (callback) => {
      logger.warn({ callback }, 'callback failed');
    },
    onFault: createFaultLog(logger),
  });
}

interface GraphServerParts {
  readonly requestLog: RequestLog;
  readonly answers: RememberedAnswers | undefined;
  readonly cluster: Cluster | undefined;
}

/** Its operations are summed up; it takes subscriptions by HTTP callback where the configuration allows an address. */
function createGraphServer(
  gateway: Gateway,
  config: Config,
  callbacks: CallbackSubscriptions,
  { requestLog, answers, cluster }: GraphServerParts,
): ApolloServer<HttpContext> {
  const { callbackUrls } = config.subscriptions;
  const hasCallbacks = callbackUrls.length > 0;
  return createApollo(config, gateway, {
    servesSubscription: (accept) => hasCallbacks && acceptsCallback(accept),
    cluster,
    plugins: [
      createOperationSummary(requestLog.summarize),
      ...(answers === undefined ? [] : [answers.plugin]),
      ...(hasCallbacks ? [createCallbackPlugin(callbacks, gateway, callbackUrls)] : []),
    ],
  });
}
