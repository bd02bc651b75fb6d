/** A whole gateway for a test: on real HTTP, over the sources that the test names, on a free port. */
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { createDemoIssuer } from '../src/auth/demo-tokens.ts';
import type { AuthSettings } from '../src/auth/settings.ts';
import type { KnownScope } from '../src/auth/viewer.ts';
import { parseConfig, type Config } from '../src/config/load.ts';
import { createLocalStores, type Stores } from '../src/operation/stores.ts';
import { createServer, type Server, type ServerOptions } from '../src/server.ts';
import { findFiles, type FindFiles } from '../src/transports/pages/console/files.ts';

export interface GatewayUnderTest {
  readonly url: string;
  readonly server: Server;
  /** Every line that was logged, as it was written. */
  readonly logs: readonly string[];
  /** A token with these scopes. */
  readonly token: (...scopes: KnownScope[]) => Promise<string>;
  /** A token of this viewer. */
  readonly tokenOf: (subject: string, scopes: readonly KnownScope[]) => Promise<string>;
  readonly query: (document: string, request?: GraphQLRequest) => Promise<GraphQLAnswer>;
  readonly close: () => Promise<void>;
}

export interface GraphQLRequest {
  readonly variables?: Readonly<Record<string, unknown>>;
  /** A bearer token. Default: none. */
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

export interface GraphQLAnswer {
  readonly status: number;
  readonly headers: Headers;
  // Tests look into answers of every shape.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly data: any;
  readonly errors: readonly GraphQLAnswerError[];
  readonly extensions: Readonly<Record<string, unknown>> | undefined;
}

export interface GraphQLAnswerError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: Readonly<Record<string, unknown>> & { readonly code: string };
}

export interface GatewaySettings extends Partial<
  Pick<
    ServerOptions,
    | 'now'
    | 'monotonic'
    | 'random'
    | 'breaker'
    | 'log'
    | 'pollMilliseconds'
    | 'logPace'
    | 'keySetTimeoutMilliseconds'
    | 'timeouts'
    | 'callbackTimings'
    | 'tracing'
    | 'findConsoleFiles'
  >
> {
  /** Entries of `sources` as the configuration file has them. */
  readonly sources: readonly object[];
  readonly cache?: Partial<Config['cache']>;
  readonly server?: Partial<Config['server']>;
  readonly console?: Config['console'];
  readonly limits?: Partial<Config['limits']>;
  readonly list?: Partial<Config['list']>;
  readonly logs?: Partial<Config['logs']>;
  readonly subscriptions?: Partial<Config['subscriptions']>;
  readonly federation?: Partial<Config['federation']>;
  /** Default: not at the start. */
  readonly checks?: Partial<Config['checks']>;
  readonly persistedOperations?: Config['persistedOperations'];
  readonly auth?: AuthSettings;
  readonly cluster?: Config['cluster'];
  /** Default: debug. */
  readonly logLevel?: Config['logging']['level'];
  /** Gives what stands in for the stores that the gateway would have. */
  readonly wrapStores?: (stores: Stores) => Stores;
}

/** The caller closes it. Without `auth`, tokens are of an issuer of its own, and a viewer without one may read jobs. */
export async function startGateway(settings: GatewaySettings): Promise<GatewayUnderTest> {
  const now = settings.now ?? Date.now;
  const issuer = createDemoIssuer({ now: () => new Date(now()) });
  const logs: string[] = [];
  const logger = pino(
    { level: settings.logLevel ?? 'debug' },
    new Writable({
      write: (line: Buffer, _encoding, done) => {
        logs.push(String(line));
        done();
      },
    }),
  );
  // A test that moves the time of day moves all time, unless it says otherwise.
  const monotonic = settings.monotonic ?? settings.now ?? ((): number => performance.now());
  const config = toConfig(settings, issuer.settings);
  // What processes of a cluster share is the server's own.
  const stores = settings.cluster === undefined ? createLocalStores(config, monotonic) : undefined;
  const server = await createServer(config, {
    now,
    monotonic,
    ...(stores === undefined ? {} : { stores: settings.wrapStores?.(stores) ?? stores }),
    random: settings.random ?? Math.random,
    ...(settings.breaker === undefined ? {} : { breaker: settings.breaker }),
    ...(settings.pollMilliseconds === undefined ? {} : { pollMilliseconds: settings.pollMilliseconds }),
    ...(settings.logPace === undefined ? {} : { logPace: settings.logPace }),
    ...(settings.keySetTimeoutMilliseconds === undefined
      ? {}
      : { keySetTimeoutMilliseconds: settings.keySetTimeoutMilliseconds }),
    ...(settings.timeouts === undefined ? {} : { timeouts: settings.timeouts }),
    ...(settings.callbackTimings === undefined ? {} : { callbackTimings: settings.callbackTimings }),
    ...(settings.log === undefined ? {} : { log: settings.log }),
    findConsoleFiles: settings.findConsoleFiles ?? findConsoleFilesOnce,
    tracing: settings.tracing,
    logger,
  });
  const url = await server.listen();
  return {
    url,
    server,
    logs,
    token: (...scopes) => issuer.sign({ scopes }),
    tokenOf: (subject, scopes) => issuer.sign({ subject, scopes }),
    query: (document, request = {}) => ask(url, document, request),
    close: () => server.stop(),
  };
}

let consoleFiles: ReturnType<FindFiles> | undefined;

/** For all gateways of a worker: each would build the same files anew. */
function findConsoleFilesOnce(): ReturnType<FindFiles> {
  return (consoleFiles ??= findFiles());
}

async function ask(
  url: string,
  query: string,
  { variables = {}, token, headers = {}, signal }: GraphQLRequest,
): Promise<GraphQLAnswer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    body: JSON.stringify({ query, variables }),
    ...(signal === undefined ? {} : { signal }),
  });
  const answer = (await response.json()) as Partial<GraphQLAnswer>;
  return {
    status: response.status,
    headers: response.headers,
    data: answer.data as unknown,
    errors: answer.errors ?? [],
    extensions: answer.extensions,
  };
}

function toConfig(
  { sources, cache, server, limits, list, logs, subscriptions, federation, checks, ...whole }: GatewaySettings,
  issuer: AuthSettings,
): Config {
  const config = parseConfig({
    server: { port: 0, ...server },
    auth: { mode: 'none' },
    // Tests count the calls that they cause.
    checks: { atStart: false, ...checks },
    // Room for 100,000 jobs, as by default, is slow to make and to collect.
    cache: { maxJobs: 20_000, ...cache },
    limits: { ...limits },
    list: { ...list },
    logs: { ...logs },
    subscriptions: { ...subscriptions },
    federation: { ...federation },
    sources,
  });
  const { auth = issuer, console = config.console, persistedOperations = config.persistedOperations } = whole;
  return { ...config, auth, console, persistedOperations, cluster: whole.cluster };
}
