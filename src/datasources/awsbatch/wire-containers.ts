/**
 * The containers of a job, which Batch spells in three ways: one `container`, the containers of ECS tasks, and those of an
 * EKS pod. A multi-node job has the same three for each range of its nodes.
 * @see https://docs.aws.amazon.com/batch/latest/APIReference/API_ContainerDetail.html
 */
import {
  readInteger,
  readObject,
  readObjects,
  readString,
  readStrings,
  type JsonObject,
} from '../../decode/json-fields.ts';

export interface EnvironmentVariable {
  readonly name: string | null;
  readonly value: string | null;
  /** Where a secret is kept. */
  readonly valueFrom: string | null;
}

export interface Container {
  /** Null for the only container of a job. */
  readonly name: string | null;
  readonly image: string | null;
  /** With its arguments. */
  readonly command: readonly string[] | null;
  readonly exitCode: number | null;
  readonly reason: string | null;
  readonly logStreamName: string | null;
  /** The plain values, then the secrets. */
  readonly environment: readonly EnvironmentVariable[];
}

/** The roles of the job's own code and of the service that starts it. */
export interface Roles {
  readonly jobRoleArn: string | null;
  readonly executionRoleArn: string | null;
}

/** Those of the job, then those of its ranges of nodes; null if there are none. */
export function readContainers(job: JsonObject): readonly Container[] | null {
  const nodes = readObject(job, 'nodeProperties');
  const ranges = (nodes && readObjects(nodes, 'nodeRangeProperties')) ?? [];
  const containers = [job, ...ranges].flatMap(readContainersOf);
  return containers.length === 0 ? null : containers;
}

function readContainersOf(properties: JsonObject): readonly Container[] {
  const only = readObject(properties, 'container');
  const pod = readInner(readObject(properties, 'eksProperties'), 'podProperties');
  return [
    ...(only === null ? [] : [readEcsContainer(only, null)]),
    ...readTasks(properties)
      .flatMap((task) => readObjects(task, 'containers') ?? [])
      .map((container) => readEcsContainer(container, readString(container, 'name'))),
    ...((pod && readObjects(pod, 'containers')) ?? []).map(readEksContainer),
  ];
}

function readEcsContainer(container: JsonObject, name: string | null): Container {
  return {
    ...readCommon(container),
    name,
    command: readStrings(container, 'command'),
    environment: readEnvironment(container, 'environment'),
  };
}

function readEksContainer(container: JsonObject): Container {
  const command = readStrings(container, 'command');
  const args = readStrings(container, 'args');
  return {
    ...readCommon(container),
    name: readString(container, 'name'),
    command: command === null && args === null ? null : [...(command ?? []), ...(args ?? [])],
    environment: readEnvironment(container, 'env'),
  };
}

function readCommon(container: JsonObject): Omit<Container, 'name' | 'command' | 'environment'> {
  return {
    image: readString(container, 'image'),
    exitCode: readInteger(container, 'exitCode'),
    reason: readString(container, 'reason'),
    logStreamName: readString(container, 'logStreamName'),
  };
}

function readEnvironment(container: JsonObject, name: string): readonly EnvironmentVariable[] {
  const values = readObjects(container, name) ?? [];
  const secrets = readObjects(container, 'secrets') ?? [];
  return [
    ...values.map((one) => ({ name: readString(one, 'name'), value: readString(one, 'value'), valueFrom: null })),
    ...secrets.map((one) => ({ name: readString(one, 'name'), value: null, valueFrom: readString(one, 'valueFrom') })),
  ];
}

/** Those of `container`, else those of the first ECS task; an empty text counts as absent. */
export function readRoles(job: JsonObject): Roles {
  const only = readObject(job, 'container') ?? {};
  const [task = {}] = readTasks(job);
  return {
    jobRoleArn: readString(only, 'jobRoleArn') || readString(task, 'taskRoleArn'),
    executionRoleArn: readString(only, 'executionRoleArn') || readString(task, 'executionRoleArn'),
  };
}

function readTasks(properties: JsonObject): readonly JsonObject[] {
  const ecs = readObject(properties, 'ecsProperties');
  return (ecs && readObjects(ecs, 'taskProperties')) ?? [];
}

function readInner(parent: JsonObject | null, name: string): JsonObject | null {
  return parent && readObject(parent, name);
}
