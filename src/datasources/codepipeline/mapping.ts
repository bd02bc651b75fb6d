import type { ProviderErrorFacts } from '../../errors/errors.ts';
import type { Instant, JobFacts, JobRecord, JobS3Object, JobStatus } from '../../provider/contract/job.ts';
import { Secret } from '../../provider/contract/secret.ts';
import { toSecrets } from '../../provider/contract/secrets.ts';
import { toStatus, toStatusWords } from '../../provider/contract/status.ts';
import type { ActionExecutionDetail, Artifact, JobDetails, PipelineContext } from './wire.ts';

/** An input or output artifact, without credentials. */
interface CodePipelineArtifactFacts {
  readonly name: string | null;
  readonly revision: string | null;
  readonly locationType: string | null;
  readonly location: JobS3Object | null;
}

/** The pipeline, stage and action that a job belongs to. */
interface CodePipelineContextFacts {
  readonly name: string | null;
  readonly arn: string | null;
  readonly executionId: string | null;
  readonly stage: string | null;
  readonly action: string | null;
  readonly actionExecutionId: string | null;
}

/** The execution of a job's action, from ListActionExecutions. */
interface ActionExecutionFacts {
  readonly status: JobStatus;
  readonly rawStatus: string | null;
  readonly startedAt: Instant | null;
  readonly updatedAt: Instant | null;
  readonly externalExecutionId: string | null;
  readonly externalExecutionSummary: string | null;
  readonly externalExecutionUrl: string | null;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
}

/** The facts of a CodePipeline job. */
export interface CodePipelineFacts extends JobFacts {
  readonly accountId: string | null;
  readonly actionType: {
    readonly category: string;
    readonly owner: string;
    readonly provider: string;
    readonly version: string;
  } | null;
  /** Keys only: any value may be a secret, and the provider does not say which. */
  readonly configurationKeys: readonly string[] | null;
  readonly hasContinuationToken: boolean | null;
  readonly encryptionKey: { readonly id: string; readonly type: string } | null;
  readonly inputArtifacts: readonly CodePipelineArtifactFacts[] | null;
  readonly outputArtifacts: readonly CodePipelineArtifactFacts[] | null;
  readonly pipeline: CodePipelineContextFacts | null;
  readonly actionExecution: ActionExecutionFacts | null;
  /** Why reading the action execution failed; null if it succeeded or was not tried. */
  readonly actionExecutionError: ProviderErrorFacts | null;
}

/** The secrets of a CodePipeline job. */
export interface CodePipelineSecrets {
  readonly artifactCredentials?: Secret<{
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken: string;
  }>;
  readonly continuationToken?: Secret<string>;
  /** By configuration key. */
  readonly 'configuration.value'?: ReadonlyMap<string, Secret<string | null>>;
}

/** Statuses of an action execution. A stopped pipeline execution leaves its actions Abandoned. */
const statusWords = toStatusWords({
  InProgress: 'RUNNING',
  Succeeded: 'SUCCEEDED',
  Failed: 'FAILED',
  Abandoned: 'CANCELLED',
});

/** The record that GetJobDetails alone gives: without status and times. */
export function toCodePipelineRecord(details: JobDetails): JobRecord<CodePipelineFacts> {
  const { data } = details;
  return {
    facts: {
      providerJobId: details.id,
      name: data?.pipelineContext?.actionName ?? null,
      kind: data?.actionTypeId?.category ?? null,
      definition: toDefinition(data?.pipelineContext ?? null),
      ...toStatus(statusWords, null),
      statusMessage: null,
      createdAt: null,
      startedAt: null,
      updatedAt: null,
      endedAt: null,
      progress: null,
      failures: [],
      consoleUrl: null,
      accountId: details.accountId,
      actionType: data && data.actionTypeId,
      configurationKeys: data?.configuration?.map(({ key }) => key) ?? null,
      hasContinuationToken: data && Boolean(data.continuationToken),
      encryptionKey: data && data.encryptionKey,
      inputArtifacts: data?.inputArtifacts?.map(toArtifact) ?? null,
      outputArtifacts: data?.outputArtifacts?.map(toArtifact) ?? null,
      pipeline: data?.pipelineContext ? toContext(data.pipelineContext) : null,
      actionExecution: null,
      actionExecutionError: null,
    },
    secrets: {
      ...toSecrets({
        artifactCredentials: data?.artifactCredentials ?? null,
        continuationToken: data?.continuationToken ?? null,
      }),
      'configuration.value': new Map(data?.configuration?.map(({ key, value }) => [key, new Secret(value)])),
    },
  };
}

/** The job's status and times, derived from its action's execution. */
export function withActionExecution(facts: CodePipelineFacts, detail: ActionExecutionDetail): CodePipelineFacts {
  const { status, rawStatus, statusSource, isTerminal } = toStatus(statusWords, detail.status);
  const hasError = detail.errorCode !== null || detail.errorMessage !== null;
  return {
    ...facts,
    status,
    rawStatus,
    statusSource: statusSource === 'PROVIDER' ? 'DERIVED' : statusSource,
    createdAt: detail.startTime,
    startedAt: detail.startTime,
    updatedAt: detail.lastUpdateTime,
    isTerminal,
    endedAt: isTerminal ? detail.lastUpdateTime : null,
    failures:
      status === 'FAILED' && hasError ? [{ code: detail.errorCode, message: detail.errorMessage, subject: null }] : [],
    actionExecution: {
      status,
      rawStatus,
      startedAt: detail.startTime,
      updatedAt: detail.lastUpdateTime,
      externalExecutionId: detail.externalExecutionId,
      externalExecutionSummary: detail.externalExecutionSummary,
      externalExecutionUrl: detail.externalExecutionUrl,
      errorCode: detail.errorCode,
      errorMessage: detail.errorMessage,
    },
  };
}

/** Null where one of the three names is missing. */
function toDefinition(context: PipelineContext | null): string | null {
  const { pipelineName, stageName, actionName } = context ?? {};
  return pipelineName && stageName && actionName ? `${pipelineName}/${stageName}/${actionName}` : null;
}

function toArtifact({ name, revision, locationType, location }: Artifact): CodePipelineArtifactFacts {
  return { name, revision, locationType, location };
}

function toContext(context: PipelineContext): CodePipelineContextFacts {
  return {
    name: context.pipelineName,
    arn: context.pipelineArn,
    executionId: context.pipelineExecutionId,
    stage: context.stageName,
    action: context.actionName,
    actionExecutionId: context.actionExecutionId,
  };
}
