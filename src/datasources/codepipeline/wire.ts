/**
 * CodePipeline's answers, unknown → checked. Names follow the provider's, with some nesting flattened. Nested `__type`
 * members are markers of the service's serialiser and are ignored.
 * @see https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_GetJobDetails.html
 * @see https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ListActionExecutions.html
 */
import { within } from '../../provider/contract/bad-answer.ts';
import { BadAnswer } from '../../provider/contract/adapter.ts';
import {
  readEntries,
  readEpochSeconds,
  readJsonUrl,
  readObject,
  readString,
  readWord,
  requireString,
  type JsonObject,
} from '../../provider/decode/json-fields.ts';
import { at, listOf, objectOf, orEmpty, shape } from '../../provider/decode/shape.ts';

const readS3Location = shape({
  bucket: at('bucketName', requireString),
  key: at('objectKey', requireString),
  region: () => null,
});

const readArtifact = shape({
  name: readString,
  revision: readString,
  locationType: at('location.type', readString),
  location: at('location.s3Location', objectOf(readS3Location)),
});
/** An input or output artifact of a job. */
export type Artifact = ReturnType<typeof readArtifact>;

const readPipelineContext = shape({
  pipelineName: readString,
  pipelineArn: readString,
  pipelineExecutionId: readString,
  stageName: at('stage.name', readString),
  actionName: at('action.name', readString),
  actionExecutionId: at('action.actionExecutionId', readString),
});
/** The pipeline, stage and action that a job belongs to. */
export type PipelineContext = ReturnType<typeof readPipelineContext>;

const readData = shape({
  actionTypeId: objectOf(
    shape({ category: requireString, owner: requireString, provider: requireString, version: requireString }),
  ),
  configuration: at('actionConfiguration.configuration', orEmpty(readEntries)),
  artifactCredentials: objectOf(
    shape({ accessKeyId: requireString, secretAccessKey: requireString, sessionToken: requireString }),
  ),
  continuationToken: readString,
  encryptionKey: objectOf(shape({ id: requireString, type: requireString })),
  inputArtifacts: listOf(readArtifact),
  outputArtifacts: listOf(readArtifact),
  pipelineContext: objectOf(readPipelineContext),
});

const readDetails = shape({ id: requireString, accountId: readString, data: objectOf(readData) });
/** The job in GetJobDetails' answer. */
export type JobDetails = ReturnType<typeof readDetails>;

/** Throws `BadAnswer` if a member is mistyped. */
export function readJobDetails(body: JsonObject): JobDetails {
  const details = readObject(body, 'jobDetails');
  if (details === null) throw new BadAnswer('jobDetails', 'object', 'nothing');
  return within('jobDetails', () => readDetails(details));
}

/** The outcome of an action execution. Its inputs may contain resolved secrets and are not read. */
const readActionExecution = shape({
  actionExecutionId: readString,
  status: readString,
  startTime: readEpochSeconds,
  lastUpdateTime: readEpochSeconds,
  externalExecutionId: at('output.executionResult.externalExecutionId', readString),
  externalExecutionSummary: at('output.executionResult.externalExecutionSummary', readString),
  externalExecutionUrl: at('output.executionResult.externalExecutionUrl', readJsonUrl),
  errorCode: at('output.executionResult.errorDetails.code', readString),
  errorMessage: at('output.executionResult.errorDetails.message', readString),
});
/** An execution in ListActionExecutions' answer. */
export type ActionExecutionDetail = ReturnType<typeof readActionExecution>;

/** Throws `BadAnswer` if a member is mistyped. */
export const readActionExecutionPage = shape({
  executions: at('actionExecutionDetails', orEmpty(listOf(readActionExecution))),
  nextToken: readWord,
});
/** A page of ListActionExecutions; `nextToken` is null on the last page. */
export type ActionExecutionPage = ReturnType<typeof readActionExecutionPage>;
