/**
 * A Job of batch/v1 as the API server answers it, checked. Annotations and managed fields are left out: kubectl's
 * annotation holds the whole manifest with its secrets.
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/job-v1/
 */
import { within } from '../../provider/contract/bad-answer.ts';
import {
  readEntries,
  readInteger,
  readJsonBoolean,
  readJsonInstant,
  readObject,
  readObjects,
  readString,
  readStrings,
  readWholeNumber,
  readWord,
  requireString,
  type JsonObject,
} from '../../provider/decode/json-fields.ts';
import { at, listOf, objectOf, orEmpty, shape } from '../../provider/decode/shape.ts';
import { BadAnswer } from '../../provider/contract/adapter.ts';
import { formatKey, jobKeyPattern, type KeyParts } from './key.ts';

const readContainer = shape({
  name: readString,
  image: readString,
  command: readCommandAndArguments,
  env: orEmpty(listOf(readEnvironmentVariable)),
});
/** A container of the job's pods. */
export type Container = ReturnType<typeof readContainer>;

const readMetadata = shape({
  resourceVersion: readString,
  creationTimestamp: readJsonInstant,
  deletionTimestamp: readJsonInstant,
  labels: readEntries,
  controller: at('ownerReferences', readController),
  cronJobName: at('ownerReferences', readCronJobName),
  generateName: readString,
});

const readRequirement = shape({ key: requireString, operator: requireString, values: readStrings });

const readSpec = shape({
  parallelism: readInteger,
  completions: readInteger,
  completionMode: readWord,
  backoffLimit: readInteger,
  backoffLimitPerIndex: readInteger,
  maxFailedIndexes: readInteger,
  activeDeadlineSeconds: readWholeNumber,
  ttlSecondsAfterFinished: readInteger,
  suspend: readJsonBoolean,
  managedBy: readString,
  serviceAccountName: at('template.spec.serviceAccountName', readString),
  containers: at('template.spec.containers', listOf(readContainer)),
  matchLabels: at('selector.matchLabels', readEntries),
  matchExpressions: at('selector.matchExpressions', listOf(readRequirement)),
});
/** The job's `spec`; times are in seconds. */
export type Spec = ReturnType<typeof readSpec>;

const readCondition = shape({
  type: requireString,
  status: requireString,
  reason: readString,
  message: readString,
  lastTransitionTime: readJsonInstant,
});
/** A condition of the job's status. */
export type Condition = ReturnType<typeof readCondition>;

const readStatus = shape({
  conditions: listOf(readCondition),
  startTime: readJsonInstant,
  completionTime: readJsonInstant,
  active: readCount,
  ready: readCount,
  succeeded: readCount,
  failed: readCount,
  terminating: readCount,
  completedIndexes: readString,
  failedIndexes: readString,
});
/** The job's `status`; an absent count is 0. */
export type Status = ReturnType<typeof readStatus>;

/** Throws `BadAnswer` for anything but a Job with a key. */
export const readWireJob = shape({
  metadata: (job, name) => ({ ...readIdentity(job), ...readWithin(job, name, readMetadata) }),
  spec: (job, name) => readWithin(job, name, readSpec),
  status: objectOf(readStatus),
});
/** A Job of batch/v1. */
export type KubernetesWireJob = ReturnType<typeof readWireJob>;

/** An absent object has no members. */
function readWithin<T>(parent: JsonObject, name: string, read: (object: JsonObject) => T): T {
  const object = readObject(parent, name) ?? {};
  return within(name, () => read(object));
}

const readKeyParts = shape({ namespace: requireString, name: requireString, uid: requireString });

/** The parts of the job's key. Throws `BadAnswer` if the job has no key. */
export function readIdentity(job: JsonObject): KeyParts {
  const metadata = readObject(job, 'metadata') ?? {};
  const identity = within('metadata', () => readKeyParts(metadata));
  if (!jobKeyPattern.test(formatKey(identity))) throw new BadAnswer('metadata.name', 'text', 'other text');
  return identity;
}

const readOwner = shape({ apiVersion: readString, kind: readString, name: readString, uid: readString });

function readController(metadata: JsonObject, name: string): ReturnType<typeof readOwner> | null {
  const owners = readObjects(metadata, name) ?? [];
  return within(`${name}[]`, () => {
    const controller = owners.find((owner) => readJsonBoolean(owner, 'controller') === true);
    return controller === undefined ? null : readOwner(controller);
  });
}

/** The owner need not be the controller: `kubectl create job --from` makes one that is not. */
function readCronJobName(metadata: JsonObject, name: string): string | null {
  const cronJob = readObjects(metadata, name)?.find((owner) => readString(owner, 'kind') === 'CronJob');
  return cronJob === undefined ? null : readString(cronJob, 'name');
}

/** An absent count is 0. */
function readCount(status: JsonObject, name: string): number {
  return readInteger(status, name) ?? 0;
}

function readCommandAndArguments(container: JsonObject): readonly string[] | null {
  const command = readStrings(container, 'command');
  const args = readStrings(container, 'args');
  return command === null && args === null ? null : [...(command ?? []), ...(args ?? [])];
}

interface EnvironmentVariable {
  readonly name: string | null;
  readonly value: string | null;
  readonly valueFrom: string | null;
  /** The member of the wire's `valueFrom` that says where the value comes from, e.g. `secretKeyRef`. */
  readonly type: string | null;
}

function readEnvironmentVariable(variable: JsonObject): EnvironmentVariable {
  const source = readObject(variable, 'valueFrom');
  const type = source && (Object.keys(source).find((member) => readObject(source, member) !== null) ?? null);
  return {
    name: readString(variable, 'name'),
    value: readString(variable, 'value'),
    valueFrom: source && type === null ? null : source && type && readReference(type, readObject(source, type) ?? {}),
    type,
  };
}

/** Where a value is kept, e.g. `<name>/<key>` of a secret. */
function readReference(type: string, reference: JsonObject): string | null {
  switch (type) {
    case 'secretKeyRef':
    case 'configMapKeyRef':
      return `${readString(reference, 'name') ?? ''}/${readString(reference, 'key') ?? ''}`;
    case 'fieldRef':
      return readString(reference, 'fieldPath');
    case 'resourceFieldRef':
      return readString(reference, 'resource');
    default:
      return null;
  }
}
