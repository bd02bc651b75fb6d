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
} from '../../provider/decode/json-fields.ts';
import { at, listOf, objectOf, orEmpty, shape, type Kind } from '../../provider/decode/shape.ts';

/** The plain values, then the secrets, which have the place where each is kept. */
function environmentOf(values: string): Kind<readonly EnvironmentVariable[]> {
  const readValues = orEmpty(listOf(shape({ name: readString, value: readString, valueFrom: () => null })));
  const readSecrets = orEmpty(listOf(shape({ name: readString, value: () => null, valueFrom: readString })));
  return (container) => [...readValues(container, values), ...readSecrets(container, 'secrets')];
}

interface EnvironmentVariable {
  readonly name: string | null;
  readonly value: string | null;
  readonly valueFrom: string | null;
}

const common = { image: readString, exitCode: readInteger, reason: readString, logStreamName: readString };
const ofEcs = { ...common, command: readStrings, environment: environmentOf('environment') };

/** The only container of a job has no name. */
const readOnlyContainer = shape({ ...ofEcs, name: (): string | null => null });
const readTaskContainer = shape({ ...ofEcs, name: readString });
const readPodContainer = shape({
  ...common,
  command: readCommandAndArguments,
  environment: environmentOf('env'),
  name: readString,
});
/** A container of a job, from any of the places where AWS Batch describes containers. */
type Container = ReturnType<typeof readTaskContainer>;

function readCommandAndArguments(container: JsonObject): readonly string[] | null {
  const command = readStrings(container, 'command');
  const args = readStrings(container, 'args');
  return command === null && args === null ? null : [...(command ?? []), ...(args ?? [])];
}

const readTasks = at('ecsProperties.taskProperties', listOf(shape({ containers: orEmpty(listOf(readTaskContainer)) })));
const readPodContainers = at('eksProperties.podProperties.containers', listOf(readPodContainer));
const readOnly = objectOf(readOnlyContainer);
const readRanges = at('nodeProperties.nodeRangeProperties', listOf(readContainersOf));

/** The containers of the job, then those of its ranges of nodes; null if it has no containers. */
export function readContainers(job: JsonObject): readonly Container[] | null {
  const containers = [...readContainersOf(job), ...(readRanges(job, '') ?? []).flat()];
  return containers.length === 0 ? null : containers;
}

function readContainersOf(properties: JsonObject): readonly Container[] {
  const only = readOnly(properties, 'container');
  return [
    ...(only === null ? [] : [only]),
    ...(readTasks(properties, '') ?? []).flatMap(({ containers }) => containers),
    ...(readPodContainers(properties, '') ?? []),
  ];
}

/** The roles of the job's own code and of the service that starts it. */
interface Roles {
  readonly jobRoleArn: string | null;
  readonly executionRoleArn: string | null;
}

/** Those of `container`, else those of the first ECS task; an empty text counts as absent. */
export function readRoles(job: JsonObject): Roles {
  const only = readObject(job, 'container') ?? {};
  const ecs = readObject(job, 'ecsProperties');
  const [task = {}] = (ecs && readObjects(ecs, 'taskProperties')) ?? [];
  return {
    jobRoleArn: readString(only, 'jobRoleArn') || readString(task, 'taskRoleArn'),
    executionRoleArn: readString(only, 'executionRoleArn') || readString(task, 'executionRoleArn'),
  };
}
