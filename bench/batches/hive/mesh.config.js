/**
 * Mesh's JSON-schema handlers over the two batch operations, with the fields that are asked for. A reference names one job;
 * the gateway resolves it (gateway.config.js).
 */
import { defineConfig } from '@graphql-mesh/compose-cli';
import { loadJSONSchemaSubgraph } from '@omnigraph/json-schema';

const endpoints = JSON.parse(process.env.BENCH_ENDPOINTS);

const text = { type: 'string' };
const number = { type: 'number' };
const map = (title, properties) => ({ type: 'object', title, properties });
const list = (items) => ({ type: 'array', items });

const batchJobs = map('BatchJobs', {
  jobs: list(
    map('BatchJob', {
      jobId: text,
      status: text,
      statusReason: text,
      createdAt: number,
      stoppedAt: number,
      jobQueue: text,
      jobDefinition: text,
      attempts: list(
        map('BatchAttempt', {
          stoppedAt: number,
          container: map('BatchAttemptContainer', { exitCode: number, logStreamName: text }),
        }),
      ),
      container: map('BatchContainer', {
        image: text,
        exitCode: number,
        resourceRequirements: list(map('BatchResource', { type: text, value: text })),
      }),
      tags: map('BatchTags', { team: text }),
    }),
  ),
});

const builds = map('Builds', {
  builds: list(
    map('Build', {
      id: text,
      buildStatus: text,
      startTime: number,
      endTime: number,
      projectName: text,
      buildNumber: number,
      currentPhase: text,
      phases: list(map('BuildPhase', { phaseType: text, phaseStatus: text, durationInSeconds: number })),
      environment: map('BuildEnvironment', { image: text, computeType: text }),
      artifacts: map('BuildArtifact', { location: text }),
      logs: map('BuildLogs', { groupName: text, streamName: text, deepLink: text }),
    }),
  ),
});

function toSubgraph(name, operation) {
  return {
    sourceHandler: loadJSONSchemaSubgraph(name, {
      endpoint: endpoints[name],
      operations: [{ type: 'Query', method: 'POST', ...operation }],
    }),
  };
}

export const composeConfig = defineConfig({
  subgraphs: [
    toSubgraph('awsbatch', {
      field: 'describeJobs',
      path: '/v1/describejobs',
      headers: { 'content-type': 'application/json' },
      requestSchema: map('DescribeJobsInput', { jobs: list(text) }),
      responseSchema: batchJobs,
    }),
    toSubgraph('codebuild', {
      field: 'batchGetBuilds',
      path: '/',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'CodeBuild_20161006.BatchGetBuilds',
      },
      requestSchema: map('BatchGetBuildsInput', { ids: list(text) }),
      responseSchema: builds,
    }),
  ],
  additionalTypeDefs: /* GraphQL */ `
    type BatchJobRef {
      jobId: String!
      job: BatchJob
    }
    type BuildRef {
      id: String!
      build: Build
    }
    extend type Query {
      batchJobRefs(ids: [String!]!): [BatchJobRef!]!
      buildRefs(ids: [String!]!): [BuildRef!]!
    }
  `,
});
