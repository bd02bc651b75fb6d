/** Apollo Server: how HTTP's requests go through the pipeline. */
import { ApolloServer, type ApolloServerOptionsWithGateway, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginInlineTrace } from '@apollo/server/plugin/inlineTrace';
import type { Config } from '../config/load.ts';
import type { Pipeline, PipelineSteps } from '../graph/pipeline.ts';
import type { OperationContext } from '../graph/operation.ts';
import { createAnswersPlugin, type ExplainedCluster } from './plugins/answers.ts';
import { documentIds } from './plugins/document-ids.ts';
import { createLimitsPlugin } from './plugins/operation-limits.ts';
import { createServedOperations } from './plugins/served-operations.ts';

export interface ApolloOptions {
  /** Whether a subscription with this `Accept` header is served. */
  readonly servesSubscription: (accept: string | undefined) => boolean;
  /** Undefined if this process works by itself. */
  readonly cluster?: ExplainedCluster | undefined;
  readonly plugins: readonly ApolloServerPlugin<OperationContext>[];
}

/** Not started: the server starts it. */
export function createApollo(
  config: Pick<Config, 'server' | 'limits'>,
  pipeline: Pick<Pipeline, 'schema' | 'steps' | 'execute' | 'formatError'>,
  { servesSubscription, cluster, plugins }: ApolloOptions,
): ApolloServer<OperationContext> {
  const { validationRules, maxErrors, documents, persisted, check } = pipeline.steps;
  return new ApolloServer<OperationContext>({
    gateway: toApolloGateway(pipeline),
    // Refused by our own rule, over WebSockets too.
    introspection: true,
    validationRules: [...validationRules],
    // Suggestions ("did you mean …") reveal the same as introspection.
    hideSchemaDetailsFromClientErrors: !config.server.introspection,
    includeStacktraceInErrorResponses: false,
    validationOptions: { maxErrors },
    parseOptions: { maxLexicalTokens: config.limits.tokens },
    persistedQueries: { cache: toCache(persisted) },
    documentStore: documents,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    stopOnTerminationSignals: false,
    formatError: pipeline.formatError,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      // The explorer has its own pages.
      ApolloServerPluginLandingPageDisabled(),
      // Traces for a router that asks: times and paths, no values and no messages.
      ApolloServerPluginInlineTrace({ includeErrors: { masked: true } }),
      documentIds,
      createServedOperations(servesSubscription),
      createLimitsPlugin(check),
      createAnswersPlugin(cluster),
      ...plugins,
    ],
  });
}

type ApolloGateway = ApolloServerOptionsWithGateway<OperationContext>['gateway'];

/** Apollo Server's hook for gateways, the only one that accepts another executor. */
function toApolloGateway({ schema, execute }: Pick<Pipeline, 'schema' | 'execute'>): ApolloGateway {
  const notify: Parameters<ApolloGateway['onSchemaLoadOrUpdate']>[0][] = [];
  return {
    onSchemaLoadOrUpdate: (callback) => {
      notify.push(callback);
      return () => undefined;
    },
    load: () => {
      for (const callback of notify) callback({ apiSchema: schema, coreSupergraphSdl: '' });
      return Promise.resolve({
        executor: ({ document, request: { operationName, variables }, context }) => {
          const contextValue = context as OperationContext;
          const { made } = contextValue;
          return Promise.resolve(
            made.result ?? execute({ document, operationName, variables, contextValue }, contextValue),
          );
        },
      });
    },
    stop: () => Promise.resolve(),
  };
}

/** Apollo Server puts it before each digest. */
const keyPrefix = 'apq:';

type PersistedQueries = Exclude<
  ApolloServerOptionsWithGateway<OperationContext>['persistedQueries'],
  false | undefined
>;

function toCache({ find, register, forget }: PipelineSteps['persisted']): NonNullable<PersistedQueries['cache']> {
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
