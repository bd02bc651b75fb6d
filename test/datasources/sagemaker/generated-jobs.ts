/** Training jobs of every shape, as the wire has them and as the graph must. */
import fc from 'fast-check';
import { toGeneratedJobs } from '../../conformance/answers.ts';
import type { ExpectedJob } from '../../conformance/provider-under-test.ts';
import {
  entries,
  epochTime,
  fraction,
  member,
  someText,
  toSortedEntries,
  wholeNumber,
  word,
} from '../generated-values.ts';
import { formatWireJson, toWireObject, unknownMembers, type WireJson } from '../wire-json.ts';

type Maybe<T> = T | null | undefined;
type Spelt = Maybe<{ readonly wire: string }>;
type SpeltTime = Maybe<{ readonly wire: string; readonly instant: string }>;
const toNumber = (value: Spelt): WireJson => value && { number: value.wire };
const toInstant = (time: SpeltTime): string | null => time?.instant ?? null;

const text = member(fc.oneof(someText, fc.constant('')));
const flag = member(fc.boolean());
const count = member(wholeNumber);
const time = member(epochTime);

/** Members that the graph shows as they are: where they stand, their field, and their kind. */
const texts = [
  ['TrainingJobArn', 'arn'],
  ['RoleArn', 'roleArn'],
  ['OutputDataConfig.S3OutputPath', 'outputPath'],
  ['ModelArtifacts.S3ModelArtifacts', 'modelArtifacts'],
  ['CheckpointConfig.S3Uri', 'checkpointPath'],
  ['TuningJobArn', 'tuningJobArn'],
  ['AutoMLJobArn', 'autoMlJobArn'],
  ['LabelingJobArn', 'labelingJobArn'],
  ['ExperimentConfig.ExperimentName', 'experimentName'],
  ['ExperimentConfig.TrialName', 'trialName'],
] as const;
const counts = [
  ['TrainingTimeInSeconds', 'trainingSeconds'],
  ['BillableTimeInSeconds', 'billableSeconds'],
  ['StoppingCondition.MaxRuntimeInSeconds', 'maxRuntimeSeconds'],
  ['StoppingCondition.MaxWaitTimeInSeconds', 'maxWaitSeconds'],
  ['StoppingCondition.MaxPendingTimeInSeconds', 'maxPendingSeconds'],
  ['RetryStrategy.MaximumRetryAttempts', 'maxRetryAttempts'],
] as const;
const flags = [
  ['EnableManagedSpotTraining', 'isSpot'],
  ['EnableNetworkIsolation', 'isNetworkIsolated'],
] as const;
type Fields = readonly (readonly [path: string, field: string])[];

function eachOf<T>({ length }: Fields, value: fc.Arbitrary<T>): fc.Arbitrary<readonly T[]> {
  return fc.array(value, { minLength: length, maxLength: length });
}

/** Objects of the outermost members, with those of their members that are there. */
function toMembers<T>(fields: Fields, values: readonly T[], toValue: (value: T) => WireJson) {
  const objects = new Map<string, WireJson>();
  fields.forEach(([path, _field], index) => {
    const [outer = '', inner] = path.split('.');
    const value = toValue(values[index] as T);
    const known = objects.get(outer);
    if (inner === undefined) objects.set(outer, value);
    else
      objects.set(
        outer,
        new Map([...(known instanceof Map ? (known as ReadonlyMap<string, WireJson>) : []), [inner, value]]),
      );
  });
  return Object.fromEntries(objects);
}

const toShown = <T>(fields: Fields, values: readonly T[], toValue: (value: T) => unknown): ExpectedJob =>
  Object.fromEntries(fields.map(([, field], index) => [field, toValue(values[index] as T) ?? null]));

const few = <T>(item: fc.Arbitrary<T>) => member(fc.array(item, { maxLength: 3 }));
const images = ['', '/', 'xgboost', 'ml/churn:3', 'acme.example:5000/ml/churn:3@sha256:7c', 'x/é@y:z', 'a/b:', 'a/@'];
const names = ['', 'arn:aws:sagemaker:us-east-1:123456789012:algorithm/churn-forest', 'forest', 'forest/', 'a:1'];
const reasons = [
  ...['AlgorithmError: exit code 1', 'ClientError: no data', 'Error: x', 'XError:', 'XError', 'X1Error: y'],
  ...[' AlgorithmError: y', 'algorithmerror: y', `${'x'.repeat(60)}Error: y`, `${'x'.repeat(61)}Error: y`, ''],
  'AError: BError: y',
];
const notFinite = fc.constantFrom('NaN', 'Infinity', '-Infinity');
/** 2^53 - 1 and its like are carried exactly. */
const longNumber = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });

const jobModel = fc.record({
  texts: eachOf(texts, text),
  counts: eachOf(counts, count),
  flags: eachOf(flags, flag),
  status: member(word('InProgress', 'Completed', 'Failed', 'Stopping', 'Stopped', 'Deleting')),
  secondary: member(
    word('Starting', 'Pending', 'Training', 'Interrupted', 'MaxRuntimeExceeded', 'MaxWaitTimeExceeded', 'Stopped', ''),
  ),
  reason: member(fc.oneof(fc.constantFrom(...reasons), someText)),
  created: time,
  started: time,
  ended: time,
  modified: time,
  algorithm: member(
    fc.record({
      name: member(fc.oneof(fc.constantFrom(...names), someText)),
      image: member(fc.oneof(fc.constantFrom(...images), someText)),
      mode: text,
      entrypoint: few(someText),
      arguments: few(someText),
    }),
  ),
  jobType: text,
  environment: member(entries),
  hyperParameters: member(entries),
  transitions: few(fc.record({ status: someText, from: time, until: time, message: text })),
  inputs: few(
    fc.record({
      channel: text,
      s3: member(fc.record({ uri: text, type: text })),
      files: member(fc.record({ id: text, path: text, type: text })),
      contentType: text,
    }),
  ),
  resources: member(
    fc.record({
      type: text,
      count,
      volume: count,
      groups: few(fc.record({ name: text, type: text, count })),
    }),
  ),
  metrics: few(fc.record({ name: text, value: member(fc.oneof(fraction, notFinite)), at: time })),
  steps: member(fc.tuple(...Array.from({ length: 4 }, () => member(longNumber)))),
  hasUnknown: fc.boolean(),
  spelling: fc.nat({ max: 1000 }),
});
type JobModel = typeof jobModel extends fc.Arbitrary<infer T> ? T : never;

const stepNames = [
  ['CurrentStep', 'currentStep'],
  ['TotalStepCountPerEpoch', 'stepsPerEpoch'],
  ['CurrentEpoch', 'currentEpoch'],
  ['MaxEpoch', 'maxEpochs'],
] as const;

function toWire(key: string, model: JobModel): WireJson {
  const { algorithm, resources } = model;
  return toWireObject(
    {
      TrainingJobName: key,
      ...toMembers(texts, model.texts, (value) => value),
      ...toMembers(counts, model.counts, toNumber),
      ...toMembers(flags, model.flags, (value) => value),
      TrainingJobStatus: model.status,
      SecondaryStatus: model.secondary,
      FailureReason: model.reason,
      CreationTime: toNumber(model.created),
      TrainingStartTime: toNumber(model.started),
      TrainingEndTime: toNumber(model.ended),
      LastModifiedTime: toNumber(model.modified),
      AlgorithmSpecification:
        algorithm &&
        toWireObject({
          AlgorithmName: algorithm.name,
          TrainingImage: algorithm.image,
          TrainingInputMode: algorithm.mode,
          ContainerEntrypoint: algorithm.entrypoint,
          ContainerArguments: algorithm.arguments,
        }),
      ServerlessJobConfig: toWireObject({ JobType: model.jobType }),
      Environment: model.environment && new Map(model.environment),
      HyperParameters: model.hyperParameters && new Map(model.hyperParameters),
      ...toWireLists(model),
      ResourceConfig:
        resources &&
        toWireObject({
          InstanceType: resources.type,
          InstanceCount: toNumber(resources.count),
          VolumeSizeInGB: toNumber(resources.volume),
          InstanceGroups: resources.groups?.map(({ name, type, count: instances }) =>
            toWireObject({ InstanceGroupName: name, InstanceType: type, InstanceCount: toNumber(instances) }),
          ),
        }),
      ProgressInfo:
        model.steps &&
        toWireObject(
          Object.fromEntries(
            model.steps.map((step, index) => [
              stepNames[index]?.[0] ?? '',
              typeof step === 'number' ? { number: String(step) } : step,
            ]),
          ),
        ),
    },
    model.hasUnknown ? unknownMembers : [],
  );
}

function toWireLists({ transitions, inputs, metrics }: JobModel) {
  return {
    SecondaryStatusTransitions: transitions?.map(({ status, from, until, message }) =>
      toWireObject({ Status: status, StartTime: toNumber(from), EndTime: toNumber(until), StatusMessage: message }),
    ),
    InputDataConfig: inputs?.map(({ channel, s3, files, contentType }) =>
      toWireObject({
        ChannelName: channel,
        DataSource: toWireObject({
          S3DataSource: s3 && toWireObject({ S3Uri: s3.uri, S3DataType: s3.type }),
          FileSystemDataSource:
            files && toWireObject({ FileSystemId: files.id, DirectoryPath: files.path, FileSystemType: files.type }),
        }),
        ContentType: contentType,
      }),
    ),
    FinalMetricDataList: metrics?.map(({ name, value, at }) =>
      toWireObject({
        MetricName: name,
        Value: typeof value === 'string' ? value : toNumber(value),
        Timestamp: toNumber(at),
      }),
    ),
  };
}

/** By the contract's table: the first row that fits. */
function toExpectedStatus({ status, secondary }: JobModel): readonly [string, string] {
  if (status === null || status === undefined) return ['UNKNOWN', 'NOT_REPORTED'];
  const of = (word: string, ...seconds: readonly string[]): boolean =>
    status === word && seconds.includes(secondary ?? '');
  if (of('InProgress', 'Starting', 'Pending')) return ['QUEUED', 'DERIVED'];
  if (of('Stopped', 'MaxRuntimeExceeded', 'MaxWaitTimeExceeded')) return ['TIMED_OUT', 'DERIVED'];
  const rest = ['InProgress RUNNING', 'Completed SUCCEEDED', 'Failed FAILED', 'Stopped CANCELLED'];
  const row = [...rest, 'Stopping CANCELLING', 'Deleting CANCELLING'].find((one) => one.startsWith(`${status} `));
  return [row?.split(' ')[1] ?? 'UNKNOWN', 'PROVIDER'];
}

const behindSlash = (path: Maybe<string>): string => (path ?? '').split('/').at(-1) ?? '';

function toKind({ algorithm, jobType }: JobModel): string | null {
  const withoutTag = behindSlash(algorithm?.image).split('@')[0]?.split(':')[0];
  return behindSlash(algorithm?.name) || withoutTag || (jobType ?? null);
}

function toFailures(model: JobModel, status: string): readonly object[] {
  if (status !== 'FAILED' && status !== 'TIMED_OUT') return [];
  const begin = (model.reason ?? '').split(':')[0] ?? '';
  const isCode = model.reason?.includes(':') === true && /^[A-Za-z]+Error$/.test(begin) && begin.length > 5;
  const code = isCode && begin.length <= 65 ? begin : status === 'FAILED' ? 'Failed' : model.secondary;
  return [{ code, message: model.reason ?? null, subject: null }];
}

function toOpenFields(key: string, model: JobModel): ExpectedJob {
  const [status, statusSource] = toExpectedStatus(model);
  const hasEnded = ['SUCCEEDED', 'FAILED', 'CANCELLED', 'TIMED_OUT'].includes(status);
  const said = (model.transitions ?? []).map(({ message }) => message).filter(Boolean);
  return {
    ...{ name: key, kind: toKind(model), definition: null },
    ...{ status, statusSource, rawStatus: model.status ?? null },
    statusMessage: model.reason || (said.at(-1) ?? null),
    createdAt: toInstant(model.created),
    startedAt: status === 'QUEUED' ? null : toInstant(model.started),
    updatedAt: toInstant(model.modified),
    endedAt: hasEnded ? (toInstant(model.ended) ?? toInstant(model.modified)) : null,
    failures: toFailures(model, status),
    ...toShown(texts, model.texts, (value) => value),
    ...toShown(counts, model.counts, (value) => value?.value),
    ...toShown(flags, model.flags, (value) => value),
    secondaryStatus: model.secondary ?? null,
    ...toOpenObjects(model),
  };
}

function toOpenObjects({ algorithm, environment, transitions, inputs, resources, metrics, steps }: JobModel) {
  return {
    algorithm: algorithm
      ? { name: algorithm.name ?? null, image: algorithm.image ?? null, inputMode: algorithm.mode ?? null }
      : null,
    containers: algorithm?.image
      ? [{ name: null, image: algorithm.image, exitCode: null, reason: null, logStreamName: null }]
      : null,
    environmentVariables: environment
      ? toSortedEntries(environment).map((entry) => ({
          ...{ name: (entry as { readonly key: string }).key, valueFrom: null, type: null, container: null },
        }))
      : null,
    transitions:
      transitions?.map(({ status, from, until, message }) => ({
        ...{ status, startedAt: toInstant(from), endedAt: toInstant(until), message: message ?? null },
      })) ?? null,
    inputs: inputs?.map(toInput) ?? null,
    resourceConfig: resources
      ? {
          instanceType: resources.type ?? null,
          instanceCount: resources.count?.value ?? null,
          volumeSizeGb: resources.volume?.value ?? null,
          instanceGroups:
            resources.groups?.map(({ name, type, count: instances }) => ({
              ...{ name: name ?? null, instanceType: type ?? null, instanceCount: instances?.value ?? null },
            })) ?? null,
        }
      : null,
    metrics:
      metrics?.map(({ name, value, at }) => ({
        name: name ?? null,
        value: typeof value === 'string' ? null : (value?.value ?? null),
        at: toInstant(at),
      })) ?? null,
    steps: steps
      ? Object.fromEntries(steps.map((step, index) => [stepNames[index]?.[1], step == null ? null : String(step)]))
      : null,
  };
}

function toInput({ channel, s3, files, contentType }: NonNullable<JobModel['inputs']>[number]): object {
  const path = files?.id && files.path ? `${files.id}:${files.path}` : null;
  return {
    channel: channel ?? null,
    location: s3?.uri || path,
    type: s3?.type || (files?.type ?? null),
    contentType: contentType ?? null,
  };
}

function toSecretFields({ algorithm, environment, hyperParameters }: JobModel, open: ExpectedJob): ExpectedJob {
  const { entrypoint, arguments: args } = algorithm ?? {};
  const command = entrypoint || args ? [...(entrypoint ?? []), ...(args ?? [])] : null;
  const sorted = environment ? (toSortedEntries(environment) as readonly { readonly value: string | null }[]) : [];
  const containers = open['containers'] as readonly object[] | null;
  const variables = open['environmentVariables'] as readonly object[] | null;
  return {
    hyperParameters: hyperParameters ? toSortedEntries(hyperParameters) : null,
    containers: containers?.map((container) => ({ ...container, command })) ?? null,
    environmentVariables: variables?.map((one, index) => ({ ...one, value: sorted[index]?.value ?? null })) ?? null,
  };
}

export const generatedJobs = toGeneratedJobs(
  jobModel,
  (key, model) => ({ body: formatWireJson(toWire(key, model), model.spelling) }),
  (key, model, viewer) => {
    const open = toOpenFields(key, model);
    return viewer === 'whole' ? { ...open, ...toSecretFields(model, open) } : open;
  },
);
