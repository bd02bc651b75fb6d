import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createCodePipelineEmulator } from '../../../src/datasources/codepipeline/emulator.ts';
import { toRawAnswer } from '../../../src/emulation/emulator.ts';
import { awsCredentials } from '../ask-whole.ts';
import { forAllJobs, toSortedEntries } from '../generated-values.ts';
import { openProvider, type OpenProvider } from '../open-provider.ts';
import { formatWireJson } from '../wire-json.ts';
import {
  jobModel,
  toExecutionIds,
  toExecutions,
  toJobDetails,
  type ArtifactModel,
  type DataModel,
  type JobModel,
} from './job-model.ts';
import { codepipeline } from './under-test.ts';

const jobs = new Map<string, JobModel>();
const toKey = (index: number): string => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;

const statuses = new Map([
  ['InProgress', 'RUNNING'],
  ['Succeeded', 'SUCCEEDED'],
  ['Failed', 'FAILED'],
  ['Abandoned', 'CANCELLED'],
]);

/** What the action's execution says, where the provider can be asked for it and has it. */
function toExpectedExecution(job: JobModel) {
  const { context } = job.data ?? {};
  if (!context?.name || !context.hasExecutionId || !context.hasActionExecutionId || !job.execution.isListed)
    return null;
  const { status, started, updated, result } = job.execution;
  return {
    status: statuses.get(status ?? '') ?? 'UNKNOWN',
    rawStatus: status ?? null,
    startedAt: started?.instant ?? null,
    updatedAt: updated?.instant ?? null,
    externalExecutionId: result?.id ?? null,
    externalExecutionSummary: result?.summary ?? null,
    externalExecutionUrl: result?.url ?? null,
    errorCode: result?.error?.code ?? null,
    errorMessage: result?.error?.message ?? null,
  };
}

function toSharedFields(id: string, job: JobModel): object {
  const execution = toExpectedExecution(job);
  const status = execution?.status ?? 'UNKNOWN';
  const isTerminal = ['SUCCEEDED', 'FAILED', 'CANCELLED'].includes(status);
  const hasError = execution !== null && (execution.errorCode !== null || execution.errorMessage !== null);
  return {
    __typename: 'CodePipelineJob',
    id: `pipelines:${id}`,
    providerJobId: id,
    name: job.data?.context?.action ?? null,
    kind: job.data?.actionType?.category ?? null,
    provider: 'CODEPIPELINE',
    source: { name: 'pipelines' },
    status,
    rawStatus: execution?.rawStatus ?? null,
    statusSource: execution?.rawStatus ? 'DERIVED' : 'NOT_REPORTED',
    isTerminal,
    statusMessage: null,
    createdAt: execution?.startedAt ?? null,
    updatedAt: execution?.updatedAt ?? null,
    endedAt: isTerminal ? (execution?.updatedAt ?? null) : null,
    progress: null,
    failures:
      status === 'FAILED' && hasError
        ? [{ code: execution.errorCode, message: execution.errorMessage, subject: null }]
        : [],
    consoleUrl: null,
    actionExecution: execution,
  };
}

function toOwnFields(id: string, { accountId, data }: JobModel): object {
  return {
    accountId: accountId ?? null,
    actionType: data?.actionType ?? null,
    hasContinuationToken: data ? Boolean(data.continuationToken) : null,
    encryptionKey: data?.encryptionKey ?? null,
    inputArtifacts: data?.inputs?.map(toExpectedArtifact) ?? null,
    outputArtifacts: data?.outputs?.map(toExpectedArtifact) ?? null,
    pipeline: toExpectedContext(id, data?.context),
  };
}

function toExpectedArtifact({ name, revision, location }: ArtifactModel): object {
  const { type, s3 } = location ?? {};
  return {
    name: name ?? null,
    revision: revision ?? null,
    locationType: type ?? null,
    location: s3 ? { bucket: s3.bucketName, key: s3.objectKey, region: null } : null,
  };
}

function toExpectedContext(id: string, context: DataModel['context']): object | null {
  if (!context) return null;
  const ids = toExecutionIds(id);
  return {
    name: context.name ?? null,
    arn: context.arn ?? null,
    executionId: context.hasExecutionId ? ids.pipeline : null,
    stage: context.stage ?? null,
    action: context.action ?? null,
    actionExecutionId: context.hasActionExecutionId ? ids.action : null,
  };
}

/** The parent is there: then no entries are an empty list. */
function toExpectedConfiguration({ data }: JobModel) {
  return data?.configuration === undefined ? null : toSortedEntries(data.configuration ?? []);
}

let provider: OpenProvider;

beforeAll(async () => {
  const emulator = await createCodePipelineEmulator({
    credentials: awsCredentials,
    jobs: {
      describe: (id) => {
        const job = jobs.get(id);
        return job && toRawAnswer({ body: formatWireJson(toJobDetails(id, job), job.spelling) });
      },
      actionExecutions: (_pipelineName, executionId) => {
        const id = [...jobs.keys()].find((key) => toExecutionIds(key).pipeline === executionId) ?? '';
        const job = jobs.get(id);
        return job && toRawAnswer({ body: formatWireJson(toExecutions(id, job), job.spelling) });
      },
    },
  });
  provider = await openProvider(codepipeline, emulator);
});

afterAll(() => provider.close());

describe('generated CodePipeline jobs', () => {
  it('come out of the graph whole for a viewer with every scope', () =>
    forAllJobs(jobModel, { jobs, toKey }, async () => {
      const answer = await provider.askWhole([...jobs.keys()]);

      expect(answer.errors).toEqual([]);
      expect(answer.jobs).toEqual(
        [...jobs].map(([id, job]) => ({
          ...toSharedFields(id, job),
          ...toOwnFields(id, job),
          configuration: toExpectedConfiguration(job),
          artifactCredentials: job.data?.credentials ?? null,
          continuationToken: job.data?.continuationToken ?? null,
        })),
      );
      expect(Object.prototype).not.toHaveProperty('polluted');
    }));

  it('come out of the graph without their secrets, the configuration by its keys, for a viewer without a token', () =>
    forAllJobs(jobModel, { jobs, toKey }, async () => {
      const answer = await provider.askOpen([...jobs.keys()]);

      expect(answer.errors).toEqual([]);
      expect(answer.jobs).toEqual(
        [...jobs].map(([id, job]) => ({
          ...toSharedFields(id, job),
          ...toOwnFields(id, job),
          configuration:
            toExpectedConfiguration(job)?.map((entry) => ({ key: (entry as { readonly key: string }).key })) ?? null,
        })),
      );
    }));
});
