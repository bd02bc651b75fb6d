/** The HTTP server of the gateway: the graph at /graphql, the operators' routes, and a stop that loses no answer. */
import type { ApolloServer } from '@apollo/server';
import type { Logger } from 'pino';
import { createAuthenticator, type Authenticator } from './auth/authenticate.ts';
import { createCallbackPlugin } from './callback/callback-plugin.ts';
import { acceptsCallback } from './callback/callback-request.ts';
import {
  createCallbackSubscriptions,
  type CallbackSubscriptions,
  type CallbackTimings,
} from './callback/callback-subscriptions.ts';
import type { Cluster } from './cluster/cluster.ts';
import type { RecordDisclosure } from './graph/audit.ts';
import type { Config } from './config/load.ts';
import { createGateway, type Gateway, type GatewayOptions } from './graph/gateway.ts';
import { createLocalStores } from './graph/stores.ts';
import { createApollo } from './http/apollo-server.ts';
import { createApp, defaultTimeouts, registerHeaders, type HttpTimeouts } from './http/app.ts';
import { toFaultRecord } from './http/failures.ts';
import { graphPath, registerGraph } from './http/graph-route.ts';
import { checkHosts, isForThisMachine } from './http/host.ts';
import { createHeldBytes } from './limits/held-bytes.ts';
import { countOpenRequests } from './http/open-requests.ts';
import { registerPages, type PagesOptions } from './http/pages.ts';
import { createMetricsServer } from './http/metrics-server.ts';
import { registerMetrics, registerProbes } from './http/operator-routes.ts';
import { createOperationSummary } from './http/plugins/operation-summary.ts';
import { createRememberedAnswers, type RememberedAnswers } from './http/remembered-answers.ts';
import { registerRequestLog, type RequestLog } from './http/request-log.ts';
import type { LogDestination } from './observability/log-destination.ts';
import { createMetrics, type Metrics } from './observability/metrics.ts';
import type { OperationContext } from './graph/operation.ts';
import type { Tracing } from './observability/tracing.ts';
import type { StateChange } from './calls/state-report.ts';
import { createStop, type StopOptions } from './http/stop.ts';
import { attachWebSocket, type WebSocketEndpoint } from './web-socket/endpoint.ts';

export type { StopOptions } from './http/stop.ts';

export interface ServerOptions
  extends
    Pick<GatewayOptions, 'now' | 'monotonic' | 'random' | 'breaker' | 'pollMilliseconds' | 'stores'>,
    PagesOptions {
  readonly logger: Logger;
  /** Where the logger's lines go. Default: they are always written. */
  readonly log?: Pick<LogDestination, 'taken' | 'lost'>;
  /** How long a read of the issuer's keys may take. Default: the authenticator's. */
  readonly keySetTimeoutMilliseconds?: number;
  /** Default: no traces. Closed with the server. */
  readonly tracing?: Tracing | undefined;
  /** Overridden by tests that wait for them. */
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
  const held = createHeldBytes(config.limits.requestBytes);
  const wire = { timeouts: { ...defaultTimeouts, ...timeouts }, held, isDemo: options.demo !== undefined };
  const app = createApp(config, logger, wire.timeouts, held);
  const metrics = createMetrics();
  if (options.log !== undefined) metrics.watchLog(options.log.lost);
  const watched = { logger, metrics, tracing, graphPath };
  const requestLog = registerRequestLog(app, watched);
  const requests = countOpenRequests(app);
  const cluster = await joinCluster(config, options, metrics);
  const gateway = createObservedGateway(config, options, metrics, cluster);
  const callbacks = createCallbacks(gateway, config, options);
  const answers = gateway.answers && createRememberedAnswers(gateway.answers);
  const apollo = createGraphServer(gateway, config, callbacks, { requestLog, answers, cluster });

  await apollo.start();
  await registerHeaders(app, config);
  const loopbackOnly = isForThisMachine(config, wire.isDemo);
  checkHosts(app, loopbackOnly);
  registerGraph(app, { apollo, gateway, answers, authenticator, requestLog, held });
  const own = { gateway, authenticator, config, metrics, held, loopbackOnly, onFault: createFaultLog(logger) };
  const webSocket = attachWebSocket(app.server, { ...options, tracing, ...own });
  watchGauges(metrics, gateway, webSocket, callbacks);
  const metricsServer = await createMetricsServer(config, { ...watched, ...wire });
  if (metricsServer === undefined) registerMetrics(app, metrics);
  registerPages(app, config, gateway.steps.persisted, options);
  const rest = [authenticator, { close: () => apollo.stop() }, gateway, cluster, metricsServer];
  const stopping = createStop({ app, requests, gateway, webSocket, callbacks, rest }, config.server, options);
  registerProbes(app, stopping.isReady);

  return {
    gateway,
    listen: async () => {
      await metricsServer?.listen();
      return `${await app.listen({ host: config.server.host, port: config.server.port })}${graphPath}`;
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
    ...(keySetTimeoutMilliseconds === undefined ? {} : { keySetTimeoutMilliseconds }),
  });
}

/** Undefined without `cluster` in the configuration: then nothing of it is loaded. */
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

/** Its faults and disclosures are logged, its calls counted and traced. */
function createObservedGateway(
  config: Config,
  options: ServerOptions,
  metrics: Metrics,
  cluster: Cluster | undefined,
): Gateway {
  const { now, monotonic, random, breaker, pollMilliseconds, logger, tracing } = options;
  const stores = options.stores ?? createLocalStores(config, monotonic, cluster?.limits);
  const providers = new Map(config.sources.map(({ name, provider }) => [name, provider]));
  const providerOf = (source: string): string => providers.get(source) ?? 'unknown';
  return createGateway(config, {
    now,
    monotonic,
    random,
    share: cluster?.share,
    ...(breaker === undefined ? {} : { breaker }),
    stores,
    ...(pollMilliseconds === undefined ? {} : { pollMilliseconds }),
    onAttempt: (source, report, operation) => {
      metrics.attempt(source, report);
      tracing?.attempt({ name: source, provider: providerOf(source) }, report, operation);
    },
    onStateChange: createStateLog(providerOf, logger),
    recordDisclosure: createDisclosureRecord(options, metrics),
    onFault: createFaultLog(logger),
  });
}

function createStateLog(
  providerOf: (source: string) => string,
  logger: Logger,
): (source: string, change: StateChange) => void {
  return (source, change) => {
    const level = change.state === 'HEALTHY' ? 'info' : 'warn';
    logger[level]({ source, provider: providerOf(source), ...change }, 'source state');
  };
}

/** Where the operator has turned such lines off by the level, there is nothing to wait for. */
function createDisclosureRecord({ logger, log }: ServerOptions, metrics: Metrics): RecordDisclosure {
  return async (audit) => {
    if (!logger.isLevelEnabled('info')) return true;
    logger.info({ audit }, 'secrets disclosed');
    if (log === undefined || (await log.taken())) return true;
    metrics.withheld();
    const { jobId, requestId } = audit;
    logger.warn({ audit: { jobId, requestId } }, 'secrets withheld');
    return false;
  };
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
): ApolloServer<OperationContext> {
  const { callbackUrls } = config.subscriptions;
  const hasCallbacks = callbackUrls.length > 0;
  return createApollo(config, gateway, {
    servesSubscription: (accept) => hasCallbacks && acceptsCallback(accept),
    cluster,
    plugins: [
      createOperationSummary(requestLog.summarize),
      ...(answers === undefined ? [] : [answers.plugin]),
      ...(hasCallbacks ? [createCallbackPlugin(callbacks, callbackUrls)] : []),
    ],
  });
}

function createFaultLog(logger: Logger): (error: unknown) => void {
  return (error) => {
    logger.error({ fault: toFaultRecord(error) }, 'fault');
  };
}
