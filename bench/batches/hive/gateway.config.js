/**
 * Hive Gateway as its documentation starts it. References are its own and call nothing; their jobs are gathered into calls, as
 * `@resolveTo` with `keysArg` does it. That has no most of keys for a call, and the providers refuse more than a hundred: so the
 * same delegation is written in its programmatic form, which takes one.
 * @see https://the-guild.dev/graphql/mesh/v1/schema-extensions
 */
import { defineConfig } from '@graphql-hive/gateway';
import { Kind } from 'graphql';

const jobsPerCall = 100;

/** @param list the member of the answer that holds the jobs, `key` the member of each that names it */
function toJoin({ source, operation, argument, list, key }) {
  const name = { kind: Kind.NAME, value: list };
  return {
    selectionSet: `{ ${key} }`,
    resolve: (root, _args, context, info) =>
      context[source].Query[operation]({
        root,
        context,
        info,
        key: root[key],
        argsFromKeys: (keys) => ({ input: { [argument]: keys } }),
        selectionSet: (selectionSet) => ({
          kind: Kind.SELECTION_SET,
          selections: [{ kind: Kind.FIELD, name, selectionSet }],
        }),
        valuesFromResults: (answer, keys) => {
          const byKey = new Map(answer[list].map((job) => [job[key], job]));
          return keys.map((one) => byKey.get(one));
        },
        dataLoaderOptions: { maxBatchSize: jobsPerCall },
      }),
  };
}

export const gatewayConfig = defineConfig({
  logging: 'error',
  additionalResolvers: {
    Query: {
      batchJobRefs: (_root, { ids }) => ids.map((jobId) => ({ __typename: 'BatchJobRef', jobId })),
      buildRefs: (_root, { ids }) => ids.map((id) => ({ __typename: 'BuildRef', id })),
    },
    BatchJobRef: {
      job: toJoin({ source: 'awsbatch', operation: 'describeJobs', argument: 'jobs', list: 'jobs', key: 'jobId' }),
    },
    BuildRef: {
      build: toJoin({ source: 'codebuild', operation: 'batchGetBuilds', argument: 'ids', list: 'builds', key: 'id' }),
    },
  },
});
