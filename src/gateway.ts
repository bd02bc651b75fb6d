/** The graph over its sources, without a transport: Apollo Server with its plugins, and what an operation needs. */
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { ApolloServerPluginInlineTrace } from '@apollo/server/plugin/inlineTrace';
import type { GraphQLFormattedError } from 'graphql';
import type { Viewer } from './auth/viewer.ts';
import type { Config } from './config.ts';
import { createOperation, type Operation, type OperationContext } from './operation.ts';
import { answerHeaders } from './plugins/answer-headers.ts';
import { createAudit, type Disclosure } from './plugins/audit.ts';
import { explain } from './plugins/explain.ts';
import { noServiceField } from './plugins/introspection-rules.ts';
import { protectedOverGet } from './plugins/protected-over-get.ts';
import { subscriptionOverHttp } from './plugins/subscription-over-http.ts';
import { createGatewaySchema } from './schema.ts';
import { createSources } from './sources.ts';
import type { BreakerOptions } from './upstream/breaker.ts';
import type { AttemptReport } from './upstream/caller.ts';
import type { Source } from './upstream/source.ts';

export interface GatewayOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** From 0 to 1; spreads retries. */
  readonly random: () => number;
  readonly breaker?: BreakerOptions;
  readonly plugins?: readonly ApolloServerPlugin<OperationContext>[];
  readonly onDisclosure: (disclosure: Disclosure) => void;
  readonly onAttempt?: (source: string, report: AttemptReport) => void;
  /** Something failed that is none of the graph's errors: a fault of this program. */
  readonly onFault: (error: unknown) => void;
}

export interface OperationRequest {
  readonly viewer: Viewer;
  readonly requestId: string;
  readonly explains: boolean;
}

export interface Gateway {
  readonly apollo: ApolloServer<OperationContext>;
  readonly sources: ReadonlyMap<string, Source>;
  readonly createOperation: (request: OperationRequest) => Operation;
  readonly close: () => Promise<void>;
}

export function createGateway(config: Config, options: GatewayOptions): Gateway {
  const sources = createSources(config, options);
  const { introspection, operationSeconds } = config.server;
  const apollo = new ApolloServer<OperationContext>({
    schema: createGatewaySchema(),
    introspection,
    validationRules: introspection ? [] : [noServiceField],
    // Suggestions ("did you mean …") tell what introspection would.
    hideSchemaDetailsFromClientErrors: !introspection,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    stopOnTerminationSignals: false,
    formatError: (formatted, error) => formatError(formatted, error, options.onFault),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      // Traces for a router that asks: times and paths, no values and no messages.
      ApolloServerPluginInlineTrace({ includeErrors: { masked: true } }),
      subscriptionOverHttp,
      protectedOverGet,
      explain,
      answerHeaders,
      createAudit(options.onDisclosure),
      ...(options.plugins ?? []),
    ],
  });

  return {
    apollo,
    sources,
    createOperation: (request) => createOperation({ ...request, sources, deadlineMilliseconds: operationSeconds * 1000 }),
    close: async () => {
      await apollo.stop();
      await Promise.all([...sources.values()].map((source) => source.close()));
    },
  };
}

/** What is not one of the graph's errors is a fault of ours: the client learns only that, the log the rest. */
function formatError(formatted: GraphQLFormattedError, error: unknown, onFault: (error: unknown) => void): GraphQLFormattedError {
  if (formatted.extensions?.['code'] !== 'INTERNAL_SERVER_ERROR') return formatted;
  onFault(unwrapResolverError(error));
  return { ...formatted, message: 'Internal server error', extensions: { code: 'INTERNAL_SERVER_ERROR' } };
}
