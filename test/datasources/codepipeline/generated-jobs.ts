/** CodePipeline jobs of every shape, as the wire has them and as the graph must. */
import { toGeneratedJobs } from '../../conformance/answers.ts';
import type { ExpectedJob, Viewer } from '../../conformance/provider-under-test.ts';
import { toExpectedAddress, toSortedEntries } from '../generated-values.ts';
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
    externalExecutionUrl: toExpectedAddress(result?.url),
    errorCode: result?.error?.code ?? null,
    errorMessage: result?.error?.message ?? null,
  };
}

function toDefinition({ data }: JobModel): string | null {
  const names = [data?.context?.name, data?.context?.stage, data?.context?.action];
  return names.every(Boolean) ? names.join('/') : null;
}

function toSharedFields(job: JobModel): ExpectedJob {
  const execution = toExpectedExecution(job);
  const status = execution?.status ?? 'UNKNOWN';
  const isTerminal = ['SUCCEEDED', 'FAILED', 'CANCELLED'].includes(status);
  const hasError = execution !== null && (execution.errorCode !== null || execution.errorMessage !== null);
  return {
    name: job.data?.context?.action ?? null,
    kind: job.data?.actionType?.category ?? null,
    status,
    rawStatus: execution?.rawStatus ?? null,
    statusSource: execution?.rawStatus ? 'DERIVED' : 'NOT_REPORTED',
    definition: toDefinition(job),
    createdAt: execution?.startedAt ?? null,
    startedAt: execution?.startedAt ?? null,
    updatedAt: execution?.updatedAt ?? null,
    endedAt: isTerminal ? (execution?.updatedAt ?? null) : null,
    failures:
      status === 'FAILED' && hasError
        ? [{ code: execution.errorCode, message: execution.errorMessage, subject: null }]
        : [],
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
    consoleUrl: toExpectedPage(id, data?.context),
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

/** The execution's page in the console, where the job says which execution it is. */
function toExpectedPage(id: string, context: DataModel['context']): string | null {
  const { name, hasExecutionId } = context ?? {};
  if (name === undefined || hasExecutionId !== true) return null;
  const execution = `${name}/executions/${toExecutionIds(id).pipeline}/visualization`;
  return `https://us-east-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/${execution}?region=us-east-1`;
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

/** The parent is there: then no entries are an empty list. Without their scope entries are shown by their keys. */
function toExpectedConfiguration({ data }: JobModel, viewer: Viewer): readonly object[] | null {
  if (data?.configuration === undefined) return null;
  const entries = toSortedEntries(data.configuration ?? []) as readonly { readonly key: string }[];
  return viewer === 'whole' ? entries : entries.map(({ key }) => ({ key }));
}

export const generatedJobs = toGeneratedJobs(
  jobModel,
  (key, job) => ({
    body: formatWireJson(toJobDetails(key, job), job.spelling),
    second: formatWireJson(toExecutions(key, job), job.spelling),
  }),
  (key, job, viewer) => ({
    ...toSharedFields(job),
    ...toOwnFields(key, job),
    configuration: toExpectedConfiguration(job, viewer),
    ...(viewer === 'open'
      ? {}
      : {
          artifactCredentials: job.data?.credentials ?? null,
          continuationToken: job.data?.continuationToken ?? null,
        }),
  }),
);
