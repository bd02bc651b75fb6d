/** CodePipeline jobs as a test means them, and the two answers that make one up. */
import fc from 'fast-check';

import { entries, epochTime, member, someAddress, someText, word, type SpeltTime } from '../generated-values.ts';
import { toWireObject, unknownMembers, type WireJson, type WireObject } from '../wire-json.ts';

/** `null` is a JSON null, `undefined` no member. */
export type Maybe<T> = T | null | undefined;

const artifact = fc.record({
  name: member(someText),
  revision: member(someText),
  location: member(
    fc.record({ type: member(someText), s3: member(fc.record({ bucketName: someText, objectKey: someText })) }),
  ),
});

/** The provider's own name of a pipeline: the one text here that a second request holds. */
const pipelineName = fc.constantFrom('acme-web', '007', '1e5', '__proto__', 'constructor', 'a.b@c-d_e');

const execution = fc.record({
  /** Whether the list of executions holds this job's one. */
  isListed: fc.constantFrom(true, true, true, false),
  status: member(word('InProgress', 'Succeeded', 'Failed', 'Abandoned')),
  started: member(epochTime),
  updated: member(epochTime),
  result: member(
    fc.record({
      id: member(someText),
      summary: member(someText),
      url: member(someAddress),
      error: member(fc.record({ code: member(someText), message: member(someText) })),
    }),
  ),
});

export const jobModel = fc.record({
  accountId: member(fc.constantFrom('123456789012', '000000000007')),
  data: member(
    fc.record({
      actionType: member(fc.record({ category: someText, owner: someText, provider: someText, version: someText })),
      configuration: member(member(entries)),
      credentials: member(fc.record({ accessKeyId: someText, secretAccessKey: someText, sessionToken: someText })),
      continuationToken: member(fc.oneof(someText, fc.constant(''))),
      encryptionKey: member(fc.record({ id: someText, type: someText })),
      inputs: member(fc.array(artifact, { maxLength: 3 })),
      outputs: member(fc.array(artifact, { maxLength: 3 })),
      context: member(
        fc.record({
          name: fc.oneof({ weight: 5, arbitrary: pipelineName }, { weight: 1, arbitrary: fc.constant(undefined) }),
          arn: member(someText),
          hasExecutionId: fc.constantFrom(true, true, true, true, false),
          hasActionExecutionId: fc.constantFrom(true, true, true, true, false),
          stage: member(member(someText)),
          action: member(someText),
        }),
      ),
    }),
  ),
  execution,
  isMarked: fc.boolean(),
  spelling: fc.nat({ max: 1000 }),
});

export type JobModel = typeof jobModel extends fc.Arbitrary<infer T> ? T : never;
export type DataModel = NonNullable<JobModel['data']>;
export type ArtifactModel = NonNullable<DataModel['inputs']>[number];

/** The ids of the pipeline's run and of the action's, made of the job's own. */
export function toExecutionIds(id: string): { readonly pipeline: string; readonly action: string } {
  return { pipeline: id.replace(/^0/, 'e'), action: id.replace(/^0/, 'a') };
}

/** The answer of GetJobDetails. */
export function toJobDetails(id: string, job: JobModel): WireJson {
  const details = toWireObject(
    { id, accountId: job.accountId, data: job.data && toData(id, job.data, job.isMarked) },
    job.isMarked ? unknownMembers : [],
  );
  return toWireObject({ jobDetails: details });
}

function toData(id: string, data: DataModel, isMarked: boolean): WireObject {
  const marked = (type: string, members: Readonly<Record<string, WireJson>>): WireObject =>
    toWireObject(isMarked ? { __type: type, ...members } : members);
  const toArtifact = ({ name, revision, location }: ArtifactModel): WireObject =>
    marked('Artifact', {
      name,
      revision,
      location:
        location &&
        marked('ArtifactLocation', {
          type: location.type,
          s3Location: location.s3 && marked('S3ArtifactLocation', location.s3),
        }),
    });
  return marked('JobData', {
    actionTypeId: data.actionType && marked('ActionTypeId', data.actionType),
    actionConfiguration:
      data.configuration === undefined
        ? undefined
        : marked('ActionConfiguration', { configuration: data.configuration && new Map(data.configuration) }),
    artifactCredentials: data.credentials && marked('AWSSessionCredentials', data.credentials),
    continuationToken: data.continuationToken,
    encryptionKey: data.encryptionKey && marked('EncryptionKey', data.encryptionKey),
    inputArtifacts: data.inputs?.map(toArtifact),
    outputArtifacts: data.outputs?.map(toArtifact),
    pipelineContext: data.context && toContext(id, data.context, marked),
  });
}

function toContext(
  id: string,
  context: NonNullable<DataModel['context']>,
  marked: (type: string, members: Readonly<Record<string, WireJson>>) => WireObject,
): WireObject {
  const ids = toExecutionIds(id);
  return marked('PipelineContext', {
    pipelineName: context.name,
    pipelineArn: context.arn,
    pipelineExecutionId: context.hasExecutionId ? ids.pipeline : undefined,
    stage: context.stage === undefined ? undefined : marked('StageContext', { name: context.stage }),
    action: marked('ActionContext', {
      name: context.action,
      actionExecutionId: context.hasActionExecutionId ? ids.action : undefined,
    }),
  });
}

/** The answer of ListActionExecutions: the job's own execution among others. */
export function toExecutions(id: string, { execution: own, isMarked }: JobModel): WireJson {
  const ids = toExecutionIds(id);
  const { result } = own;
  const detail = toWireObject(
    {
      pipelineExecutionId: ids.pipeline,
      actionExecutionId: ids.action,
      status: own.status,
      startTime: toNumber(own.started),
      lastUpdateTime: toNumber(own.updated),
      input: toWireObject({ configuration: toWireObject({ Password: 'not for anybody' }) }),
      output:
        result === undefined
          ? undefined
          : toWireObject({
              executionResult:
                result &&
                toWireObject({
                  externalExecutionId: result.id,
                  externalExecutionSummary: result.summary,
                  externalExecutionUrl: result.url,
                  errorDetails: result.error && toWireObject(result.error),
                }),
            }),
    },
    isMarked ? unknownMembers : [],
  );
  const other = toWireObject({
    pipelineExecutionId: ids.pipeline,
    actionExecutionId: 'another',
    status: 'Failed',
    startTime: { number: '1' },
  });
  return toWireObject({ actionExecutionDetails: own.isListed ? [other, detail, other] : [other] });
}

function toNumber(time: Maybe<SpeltTime>): WireJson {
  return time && { number: time.wire };
}
