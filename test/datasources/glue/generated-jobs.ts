/** Runs of every shape, as the wire has them and as the graph must. */
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
import { toNames } from './runs.ts';

const meaningOfWord = new Map([
  ['STARTING', 'QUEUED'],
  ['WAITING', 'QUEUED'],
  ['RUNNING', 'RUNNING'],
  ['STOPPING', 'CANCELLING'],
  ['STOPPED', 'CANCELLED'],
  ['SUCCEEDED', 'SUCCEEDED'],
  ['FAILED', 'FAILED'],
  ['ERROR', 'FAILED'],
  ['EXPIRED', 'FAILED'],
  ['TIMEOUT', 'TIMED_OUT'],
]);
const text = fc.oneof(someText, fc.constant(''));

/** Members that the graph shows as they are, with the graph's names. */
const textFields = [
  ['PreviousRunId', 'previousRunId'],
  ['TriggerName', 'triggerName'],
  ['JobMode', 'jobMode'],
  ['GlueVersion', 'glueVersion'],
  ['WorkerType', 'workerType'],
  ['ExecutionClass', 'executionClass'],
  ['MaintenanceWindow', 'maintenanceWindow'],
  ['ProfileName', 'usageProfile'],
  ['LogGroupName', 'logGroupName'],
] as const;
const wholeFields = [
  ['Attempt', 'attempt'],
  ['ExecutionTime', 'executionSeconds'],
  ['Timeout', 'timeoutMinutes'],
  ['NumberOfWorkers', 'workerCount'],
] as const;
const fractionFields = [
  ['MaxCapacity', 'maxCapacity'],
  ['DPUSeconds', 'dpuSeconds'],
] as const;
type Fields = readonly (readonly [member: string, field: string])[];

/** A value for each of them. */
function eachOf<T>({ length }: Fields, value: fc.Arbitrary<T>): fc.Arbitrary<readonly T[]> {
  return fc.array(value, { minLength: length, maxLength: length });
}

const runModel = fc.record({
  texts: eachOf(textFields, member(text)),
  wholes: eachOf(wholeFields, member(wholeNumber)),
  fractions: eachOf(fractionFields, member(fraction)),
  state: member(word(...meaningOfWord.keys())),
  errorMessage: member(text),
  stateDetail: member(fc.oneof(text, fc.constantFrom('x'.repeat(1024), '🦠'.repeat(1025), '🦠x'.repeat(700)))),
  started: member(epochTime),
  modified: member(epochTime),
  completed: member(epochTime),
  isQueuing: member(fc.boolean()),
  notification: member(fc.record({ delay: member(wholeNumber) })),
  arguments: member(entries),
  securityConfiguration: member(text),
  sessionPolicy: member(text),
  hasUnknown: fc.boolean(),
  spelling: fc.nat({ max: 1000 }),
});
type RunModel = typeof runModel extends fc.Arbitrary<infer T> ? T : never;

type Spelt = { readonly wire: string } | null | undefined;
const toNumber = (value: Spelt): WireJson => value && { number: value.wire };
const toMembers = <T>(fields: Fields, values: readonly T[], toValue: (value: T) => WireJson) =>
  Object.fromEntries(values.map((value, index) => [fields[index]?.[0] ?? '', toValue(value)]));

function toWire(key: string, model: RunModel): WireJson {
  return toWireObject({
    JobRun: toWireObject(
      {
        ...toNames(key),
        ...toMembers(textFields, model.texts, (value) => value),
        ...toMembers(wholeFields, model.wholes, toNumber),
        ...toMembers(fractionFields, model.fractions, toNumber),
        JobRunState: model.state,
        ErrorMessage: model.errorMessage,
        StateDetail: model.stateDetail,
        StartedOn: toNumber(model.started),
        LastModifiedOn: toNumber(model.modified),
        CompletedOn: toNumber(model.completed),
        JobRunQueuingEnabled: model.isQueuing,
        NotificationProperty:
          model.notification && toWireObject({ NotifyDelayAfter: toNumber(model.notification.delay) }),
        Arguments: model.arguments && new Map(model.arguments),
        SecurityConfiguration: model.securityConfiguration,
        ExecutionRoleSessionPolicy: model.sessionPolicy,
      },
      model.hasUnknown ? unknownMembers : [],
    ),
  });
}

const toShown = <T>(fields: Fields, values: readonly T[], toValue: (value: T) => unknown): ExpectedJob =>
  Object.fromEntries(values.map((value, index) => [fields[index]?.[1] ?? '', toValue(value) ?? null]));

function toOpenFields(key: string, model: RunModel): ExpectedJob {
  const { JobName, Id } = toNames(key);
  const rawStatus = model.state ?? null;
  const status = meaningOfWord.get(rawStatus ?? '') ?? 'UNKNOWN';
  const hasFailed = status === 'FAILED' || status === 'TIMED_OUT';
  const hasEnded = hasFailed || status === 'SUCCEEDED' || status === 'CANCELLED';
  const detail = model.stateDetail ?? null;
  return {
    providerJobId: Id,
    ...{ name: JobName, kind: JobName, definition: JobName, jobName: JobName },
    ...{ status, rawStatus, statusSource: rawStatus === null ? 'NOT_REPORTED' : 'PROVIDER' },
    statusMessage: model.errorMessage ? model.errorMessage : detail && Array.from(detail).slice(0, 1024).join(''),
    createdAt: model.started?.instant ?? null,
    updatedAt: model.modified?.instant ?? null,
    endedAt: hasEnded ? (model.completed?.instant ?? null) : null,
    failures: hasFailed ? [{ code: rawStatus, message: model.errorMessage ?? null, subject: null }] : [],
    ...toShown(textFields, model.texts, (value) => value),
    ...toShown(wholeFields, model.wholes, (value) => value?.value),
    ...toShown(fractionFields, model.fractions, (value) => value?.value),
    isQueuingEnabled: model.isQueuing ?? null,
    notifyDelayMinutes: model.notification?.delay?.value ?? null,
    stateDetail: detail,
  };
}

export const generatedJobs = toGeneratedJobs(
  runModel,
  (key, model) => ({ body: formatWireJson(toWire(key, model), model.spelling) }),
  (key, model, viewer) => ({
    ...toOpenFields(key, model),
    ...(viewer === 'whole'
      ? {
          arguments: model.arguments ? toSortedEntries(model.arguments) : null,
          securityConfiguration: model.securityConfiguration ?? null,
          sessionPolicyJson: model.sessionPolicy ?? null,
        }
      : {}),
  }),
);
