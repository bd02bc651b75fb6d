/** Apollo Server, which runs the requests of HTTP through the gateway's engine. */
import { ApolloServer, type ApolloServerOptionsWithGateway, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginInlineTrace } from '@apollo/server/plugin/inlineTrace';
import type { GraphQLFormattedError } from 'graphql';
import type { Config } from '../../config/load.ts';
import type { Engine } from '../../operation/engine.ts';
import { maxInputErrors } from '../../operation/prepare.ts';
import type { HttpContext } from './graph-request.ts';
import { createAnswersPlugin, type ExplainedCluster } from './plugins/answers.ts';
import { documentIds } from './plugins/document-ids.ts';
import { preparedDocuments } from './plugins/prepared-documents.ts';
import { createServedOperations } from './plugins/served-operations.ts';

/** Which subscriptions are served over HTTP, and the cluster that answers explain. */
interface ApolloOptions {
  /** Whether a subscription with this `Accept` header is served. */
  readonly servesSubscription: (accept: string | undefined) => boolean;
  /** Undefined if this process works by itself. */
  readonly cluster?: ExplainedCluster | undefined;
  readonly plugins: readonly ApolloServerPlugin<HttpContext>[];
}

/** Not started: the server starts it. */
export function createApollo(
  config: Pick<Config, 'server' | 'limits'>,
  engine: Pick<Engine, 'schema' | 'run' | 'formatError' | 'persisted' | 'validationRules'>,
  { servesSubscription, cluster, plugins }: ApolloOptions,
): ApolloServer<HttpContext> {
  return new ApolloServer<HttpContext>({
    gateway: toApolloGateway(engine),
    // Refused by our own rule, over WebSockets too.
    introspection: true,
    validationRules: [...engine.validationRules],
    // Suggestions ("did you mean …") reveal the same as introspection.
    hideSchemaDetailsFromClientErrors: !config.server.introspection,
    includeStacktraceInErrorResponses: false,
    validationOptions: { maxErrors: maxInputErrors },
    parseOptions: { maxLexicalTokens: config.limits.tokens },
    persistedQueries: { cache: toCache(engine.persisted) },
    // The plugin of prepared documents stands in for it.
    documentStore: null,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    stopOnTerminationSignals: false,
    formatError: (formatted, error) => engine.formatError(withAdvice(formatted), error),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      // The explorer has its own pages.
      ApolloServerPluginLandingPageDisabled(),
      // Traces for a router that asks: times and paths, no values and no messages.
      ApolloServerPluginInlineTrace({ includeErrors: { masked: true } }),
      documentIds,
      preparedDocuments,
      createServedOperations(servesSubscription),
      createAnswersPlugin(cluster),
      ...plugins,
    ],
  });
}

/** How Apollo Server begins the message of what `csrfPrevention` refuses. */
const blocked = 'This operation has been blocked as a potential Cross-Site Request Forgery (CSRF).';

/** Says what a client has to do, which is urql's setting most of all: by default it sends short queries by GET. */
function withAdvice(formatted: GraphQLFormattedError): GraphQLFormattedError {
  if (!formatted.message.startsWith(blocked)) return formatted;
  const advice =
    'A request must be a POST with content-type: application/json (in urql: preferGetMethod: false), or have the header ' +
    'apollo-require-preflight: 1. See docs/clients.md, "Requests".';
  return { ...formatted, message: `${blocked} ${advice}` };
}

type ApolloGateway = ApolloServerOptionsWithGateway<HttpContext>['gateway'];

/** Apollo Server's hook for gateways, the only one that accepts another executor. */
function toApolloGateway({ schema, run }: Pick<Engine, 'schema' | 'run'>): ApolloGateway {
  const notify: Parameters<ApolloGateway['onSchemaLoadOrUpdate']>[0][] = [];
  return {
    onSchemaLoadOrUpdate: (callback) => {
      notify.push(callback);
      return () => undefined;
    },
    load: () => {
      for (const callback of notify) callback({ apiSchema: schema, coreSupergraphSdl: '' });
      return Promise.resolve({
        executor: async ({ request: { variables }, context }) => {
          const contextValue = context as HttpContext;
          const { operation } = contextValue.graph;
          if (operation === undefined) throw new Error('the operation was not prepared');
          if (operation.errors !== undefined) return { errors: operation.errors };
          return run({ operation, variables }, contextValue);
        },
      });
    },
    stop: () => Promise.resolve(),
  };
}

/** Apollo Server puts it before each digest. */
const keyPrefix = 'apq:';

type PersistedQueries = Exclude<ApolloServerOptionsWithGateway<HttpContext>['persistedQueries'], false | undefined>;

function toCache({ find, register, forget }: Engine['persisted']): NonNullable<PersistedQueries['cache']> {
  const toDigest = (key: string): string => key.slice(keyPrefix.length);
  return {
    get: (key) => Promise.resolve(find(toDigest(key))),
    set: (key, text) => {
      register(toDigest(key), text);
      return Promise.resolve();
    },
    delete: (key) => Promise.resolve(forget(toDigest(key))),
  };
}
