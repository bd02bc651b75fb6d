/**
 * A Job of batch/v1 as the API server answers it, checked. Annotations and managed fields are left out: kubectl's
 * annotation holds the whole manifest with its secrets.
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/job-v1/
 */
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
} from '../../decode/json-fields.ts';
import type { Instant, JobKeyValue, WholeNumber } from '../../job.ts';
import { BadAnswer } from '../../provider/adapter.ts';
import { formatKey, jobKeyPattern, type KeyParts } from './key.ts';

export interface KubernetesWireJob {
  readonly metadata: Metadata;
  readonly spec: Spec;
  readonly status: Status | null;
}

export interface Metadata extends KeyParts {
  readonly resourceVersion: string | null;
  readonly creationTimestamp: Instant | null;
  readonly deletionTimestamp: Instant | null;
  readonly labels: readonly JobKeyValue[] | null;
  readonly controller: Controller | null;
}

export interface Controller {
  readonly apiVersion: string | null;
  readonly kind: string | null;
  readonly name: string | null;
  readonly uid: string | null;
}

export interface Spec {
  readonly parallelism: number | null;
  readonly completions: number | null;
  readonly completionMode: string | null;
  readonly backoffLimit: number | null;
  readonly backoffLimitPerIndex: number | null;
  readonly maxFailedIndexes: number | null;
  readonly activeDeadlineSeconds: WholeNumber | null;
  readonly ttlSecondsAfterFinished: number | null;
  readonly suspend: boolean | null;
  readonly managedBy: string | null;
  readonly serviceAccountName: string | null;
  readonly containers: readonly Container[] | null;
}

export interface Container {
  readonly name: string | null;
  readonly image: string | null;
  /** With its arguments. */
  readonly command: readonly string[] | null;
  readonly env: readonly EnvironmentVariable[];
}

export interface EnvironmentVariable {
  readonly name: string | null;
  readonly value: string | null;
  readonly valueFrom: string | null;
  /** The member of the wire's `valueFrom` that says where the value comes from, e.g. `secretKeyRef`. */
  readonly type: string | null;
}

/** Counts that are absent are 0. */
export interface Status {
  readonly conditions: readonly Condition[] | null;
  readonly startTime: Instant | null;
  readonly completionTime: Instant | null;
  readonly active: number;
  readonly ready: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly terminating: number;
  readonly completedIndexes: string | null;
  readonly failedIndexes: string | null;
}

export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason: string | null;
  readonly message: string | null;
  readonly lastTransitionTime: Instant | null;
}

/** Throws `BadAnswer` for anything but a Job with a key. */
export function readWireJob(job: JsonObject): KubernetesWireJob {
  const metadata = { ...readIdentity(job), ...readMetadata(readObject(job, 'metadata') ?? {}) };
  const status = readObject(job, 'status');
  return { metadata, spec: readSpec(readObject(job, 'spec') ?? {}), status: status && readStatus(status) };
}

/** What the job's key is made of. Throws `BadAnswer` if it has none. */
export function readIdentity(job: JsonObject): KeyParts {
  const metadata = readObject(job, 'metadata') ?? {};
  const identity = {
    namespace: requireString(metadata, 'namespace'),
    name: requireString(metadata, 'name'),
    uid: requireString(metadata, 'uid'),
  };
  if (!jobKeyPattern.test(formatKey(identity))) throw new BadAnswer('a job has no key');
  return identity;
}

function readMetadata(metadata: JsonObject): Omit<Metadata, keyof KeyParts> {
  const owners = readObjects(metadata, 'ownerReferences') ?? [];
  const controller = owners.find((owner) => readJsonBoolean(owner, 'controller') === true);
  return {
    resourceVersion: readString(metadata, 'resourceVersion'),
    creationTimestamp: readJsonInstant(metadata, 'creationTimestamp'),
    deletionTimestamp: readJsonInstant(metadata, 'deletionTimestamp'),
    labels: readEntries(metadata, 'labels'),
    controller: controller === undefined ? null : readController(controller),
  };
}

function readController(owner: JsonObject): Controller {
  return {
    apiVersion: readString(owner, 'apiVersion'),
    kind: readString(owner, 'kind'),
    name: readString(owner, 'name'),
    uid: readString(owner, 'uid'),
  };
}

function readSpec(spec: JsonObject): Spec {
  const template = readObject(spec, 'template');
  const pod = (template && readObject(template, 'spec')) ?? {};
  return {
    parallelism: readInteger(spec, 'parallelism'),
    completions: readInteger(spec, 'completions'),
    completionMode: readWord(spec, 'completionMode'),
    backoffLimit: readInteger(spec, 'backoffLimit'),
    backoffLimitPerIndex: readInteger(spec, 'backoffLimitPerIndex'),
    maxFailedIndexes: readInteger(spec, 'maxFailedIndexes'),
    activeDeadlineSeconds: readWholeNumber(spec, 'activeDeadlineSeconds'),
    ttlSecondsAfterFinished: readInteger(spec, 'ttlSecondsAfterFinished'),
    suspend: readJsonBoolean(spec, 'suspend'),
    managedBy: readString(spec, 'managedBy'),
    serviceAccountName: readString(pod, 'serviceAccountName'),
    containers: readObjects(pod, 'containers')?.map(readContainer) ?? null,
  };
}

function readContainer(container: JsonObject): Container {
  const command = readStrings(container, 'command');
  const args = readStrings(container, 'args');
  return {
    name: readString(container, 'name'),
    image: readString(container, 'image'),
    command: command === null && args === null ? null : [...(command ?? []), ...(args ?? [])],
    env: (readObjects(container, 'env') ?? []).map(readEnvironmentVariable),
  };
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

function readStatus(status: JsonObject): Status {
  return {
    conditions: readObjects(status, 'conditions')?.map(readCondition) ?? null,
    startTime: readJsonInstant(status, 'startTime'),
    completionTime: readJsonInstant(status, 'completionTime'),
    active: readInteger(status, 'active') ?? 0,
    ready: readInteger(status, 'ready') ?? 0,
    succeeded: readInteger(status, 'succeeded') ?? 0,
    failed: readInteger(status, 'failed') ?? 0,
    terminating: readInteger(status, 'terminating') ?? 0,
    completedIndexes: readString(status, 'completedIndexes'),
    failedIndexes: readString(status, 'failedIndexes'),
  };
}

function readCondition(condition: JsonObject): Condition {
  return {
    type: requireString(condition, 'type'),
    status: requireString(condition, 'status'),
    reason: readString(condition, 'reason'),
    message: readString(condition, 'message'),
    lastTransitionTime: readJsonInstant(condition, 'lastTransitionTime'),
  };
}
