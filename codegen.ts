/**
 * Types from the SDL, of the resolvers and of the operations of the console and the client. It reads operations that bin/generate.ts writes:
 * `npm run regenerate` writes both, `npm run check:codegen` fails where these are stale.
 */
import type { CodegenConfig } from '@graphql-codegen/cli';
import { providers } from './src/providers.ts';

/** Of the operations that our own clients send: the console and `jobgraph/client`. */
const operations = {
  scalars: {
    ID: 'string',
    URL: 'string',
    DateTime: 'string',
    BigInt: { input: 'string | number', output: 'string' },
  },
  strictScalars: true,
  enumsAsTypes: true,
  // The SDL says that values may be added.
  futureProofEnums: true,
  immutableTypes: true,
  avoidOptionals: { field: true },
  nonOptionalTypename: true,
  onlyOperationTypes: true,
  disableDescriptions: true,
  dedupeFragments: true,
  useTypeImports: true,
} as const;

/** What a resolver is given as its parent, where a provider's nested type is not what the graph shows. */
export const nestedNodes = {
  CodePipelineConfigurationEntry: './nodes.ts#CodePipelineConfigurationEntryNode',
  CosBatchOperation: './nodes.ts#CosBatchOperationNode',
} as const;

const config: CodegenConfig = {
  schema: ['./schema/*.graphql', './schema/tooling/federation-directives.graphql'],
  errorsOnly: true,
  generates: {
    './src/resolvers/types.generated.ts': {
      plugins: ['typescript', 'typescript-resolvers'],
      config: {
        federation: true,
        disableFederationDirectiveAndScalarInjection: true,
        contextType: './context.ts#GatewayContext',
        // What a resolver is given as its parent, where that is not the graph's own shape.
        mappers: {
          Job: './nodes.ts#JobNode',
          ...Object.fromEntries(providers.map(({ typeName }) => [typeName, `./nodes.ts#JobNodeOf<'${typeName}'>`])),
          ...nestedNodes,
          JobSource: './nodes.ts#JobSourceNode',
          JobLog: './logs/job-log.ts#JobLogNode',
          JobLogEvent: './logs/log-updates.ts#JobLogEventNode',
          JobLogLine: './logs/log-line.ts#LogLineNode',
          JobReasonStats: './jobs/reason-stats.ts#ReasonStatsNode',
          JobSourceCheck: './source-checks.ts#SourceCheckNode',
          JobStats: './jobs/stats.ts#JobStatsNode',
        },
        scalars: {
          ID: 'string',
          URL: 'string',
          DateTime: { input: 'Date', output: 'string' },
          BigInt: { input: 'bigint', output: 'string' },
        },
        strictScalars: true,
        enumsAsTypes: true,
        immutableTypes: true,
        // A value without a mapper is read by property name: one that is left out would be null for ever.
        avoidOptionals: { field: true },
        useTypeImports: true,
        disableDescriptions: true,
        emitLegacyCommonJSImports: false,
        importExtension: '.ts',
      },
    },
    './console/src/graph/graphql.generated.ts': {
      documents: ['./console/src/**/*.graphql'],
      plugins: ['typescript-operations', 'typed-document-node'],
      config: { ...operations, documentNodeImport: '@urql/core#TypedDocumentNode' },
    },
    './client/graphql.generated.ts': {
      documents: ['./client/*.graphql'],
      plugins: ['typescript-operations', './bin/typed-text.ts'],
      config: { ...operations, nonOptionalTypename: false, skipTypename: true, inlineFragmentTypes: 'combine' },
    },
    './client/operations.generated.json': {
      documents: ['./client/*.graphql'],
      plugins: ['./bin/operations-json.ts'],
    },
  },
};

export default config;
