/**
 * CodePipeline's answers, unknown → checked. Names follow the provider's, with some nesting flattened. Nested `__type`
 * members are markers of the service's serialiser and are ignored.
 * @see https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_GetJobDetails.html
 * @see https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ListActionExecutions.html
 */
import type { Instant, JobKeyValue, JobS3Object } from '../../job.ts';
import { BadAnswer } from '../../provider/adapter.ts';
import {
  readEntries,
  readEpochSeconds,
  readJsonUrl,
  readObject,
  readObjects,
  readString,
  readWord,
  requireString,
  type JsonObject,
} from '../../decode/json-fields.ts';

export interface JobDetails {
  readonly id: string;
  readonly accountId: string | null;
  readonly data: JobData | null;
}

export interface JobData {
  readonly actionTypeId: {
    readonly category: string;
    readonly owner: string;
    readonly provider: string;
    readonly version: string;
  } | null;
  readonly configuration: readonly JobKeyValue[] | null;
  readonly artifactCredentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken: string;
  } | null;
  readonly continuationToken: string | null;
  readonly encryptionKey: { readonly id: string; readonly type: string } | null;
  readonly inputArtifacts: readonly Artifact[] | null;
  readonly outputArtifacts: readonly Artifact[] | null;
  readonly pipelineContext: PipelineContext | null;
}

export interface Artifact {
  readonly name: string | null;
  readonly revision: string | null;
  readonly locationType: string | null;
  readonly location: JobS3Object | null;
}

export interface PipelineContext {
  readonly pipelineName: string | null;
  readonly pipelineArn: string | null;
  readonly pipelineExecutionId: string | null;
  readonly stageName: string | null;
  readonly actionName: string | null;
  readonly actionExecutionId: string | null;
}

/** The outcome of an action execution. Its inputs may contain resolved secrets and are not read. */
export interface ActionExecutionDetail {
  readonly actionExecutionId: string | null;
  readonly status: string | null;
  readonly startTime: Instant | null;
  readonly lastUpdateTime: Instant | null;
  readonly externalExecutionId: string | null;
  readonly externalExecutionSummary: string | null;
  readonly externalExecutionUrl: string | null;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
}

/** Throws `BadAnswer` if a member is mistyped. */
export function readJobDetails(body: JsonObject): JobDetails {
  const details = readObject(body, 'jobDetails');
  if (details === null) throw new BadAnswer('jobDetails is missing');
  const data = readObject(details, 'data');
  return {
    id: requireString(details, 'id'),
    accountId: readString(details, 'accountId'),
    data: data && readData(data),
  };
}

function readData(data: JsonObject): JobData {
  const actionConfiguration = readObject(data, 'actionConfiguration');
  return {
    actionTypeId: readTexts(data, 'actionTypeId', ['category', 'owner', 'provider', 'version']),
    configuration: actionConfiguration && (readEntries(actionConfiguration, 'configuration') ?? []),
    artifactCredentials: readTexts(data, 'artifactCredentials', ['accessKeyId', 'secretAccessKey', 'sessionToken']),
    continuationToken: readString(data, 'continuationToken'),
    encryptionKey: readTexts(data, 'encryptionKey', ['id', 'type']),
    inputArtifacts: readObjects(data, 'inputArtifacts')?.map(readArtifact) ?? null,
    outputArtifacts: readObjects(data, 'outputArtifacts')?.map(readArtifact) ?? null,
    pipelineContext: readPipelineContext(data),
  };
}

/** Reads an object member whose own members are strings, all of them required. */
function readTexts<Name extends string>(
  parent: JsonObject,
  name: string,
  members: readonly Name[],
): Readonly<Record<Name, string>> | null {
  const object = readObject(parent, name);
  return (
    object &&
    (Object.fromEntries(members.map((member) => [member, requireString(object, member)])) as Record<Name, string>)
  );
}

function readArtifact(artifact: JsonObject): Artifact {
  const location = readObject(artifact, 'location');
  const s3Location = location && readTexts(location, 's3Location', ['bucketName', 'objectKey']);
  return {
    name: readString(artifact, 'name'),
    revision: readString(artifact, 'revision'),
    locationType: location && readString(location, 'type'),
    location: s3Location && { bucket: s3Location.bucketName, key: s3Location.objectKey, region: null },
  };
}

function readPipelineContext(data: JsonObject): PipelineContext | null {
  const context = readObject(data, 'pipelineContext');
  if (context === null) return null;
  const stage = readObject(context, 'stage');
  const action = readObject(context, 'action');
  return {
    pipelineName: readString(context, 'pipelineName'),
    pipelineArn: readString(context, 'pipelineArn'),
    pipelineExecutionId: readString(context, 'pipelineExecutionId'),
    stageName: stage && readString(stage, 'name'),
    actionName: action && readString(action, 'name'),
    actionExecutionId: action && readString(action, 'actionExecutionId'),
  };
}

export interface ActionExecutionPage {
  readonly executions: readonly ActionExecutionDetail[];
  readonly nextToken: string | null;
}

/** Throws `BadAnswer` if a member is mistyped. */
export function readActionExecutionPage(body: JsonObject): ActionExecutionPage {
  return {
    executions: (readObjects(body, 'actionExecutionDetails') ?? []).map(readActionExecution),
    nextToken: readWord(body, 'nextToken'),
  };
}

function readActionExecution(detail: JsonObject): ActionExecutionDetail {
  const output = readObject(detail, 'output');
  const result = output && readObject(output, 'executionResult');
  const error = result && readObject(result, 'errorDetails');
  return {
    actionExecutionId: readString(detail, 'actionExecutionId'),
    status: readString(detail, 'status'),
    startTime: readEpochSeconds(detail, 'startTime'),
    lastUpdateTime: readEpochSeconds(detail, 'lastUpdateTime'),
    externalExecutionId: result && readString(result, 'externalExecutionId'),
    externalExecutionSummary: result && readString(result, 'externalExecutionSummary'),
    externalExecutionUrl: result && readJsonUrl(result, 'externalExecutionUrl'),
    errorCode: error && readString(error, 'code'),
    errorMessage: error && readString(error, 'message'),
  };
}
