/**
 * Where the logs of a job's containers are, of all that DescribeJobs says of them. Of a log's configuration only the driver and two
 * options are read: others hold tokens.
 * @see https://docs.aws.amazon.com/batch/latest/APIReference/API_LogConfiguration.html
 */
import {
  readEpochMilliseconds,
  readInteger,
  readObject,
  readString,
  type JsonObject,
} from '../../provider/decode/json-fields.ts';
import { at, listOf, objectOf, orEmpty, shape } from '../../provider/decode/shape.ts';

const outcome = { exitCode: readInteger, reason: readString };
const written = { ...outcome, logStreamName: readString };
const configured = {
  logDriver: at('logConfiguration.logDriver', readString),
  group: at('logConfiguration.options.awslogs-group', readString),
  region: at('logConfiguration.options.awslogs-region', readString),
};

const named = { name: readString };
const readOnly = objectOf(shape({ ...written, ...configured, name: (): string | null => null }));
const readConfigured = shape({ ...written, ...configured, ...named });
const readTried = shape({ ...written, ...named });

const readAttempt = shape({
  startedAt: readEpochMilliseconds,
  stoppedAt: readEpochMilliseconds,
  statusReason: readString,
  container: objectOf(shape({ ...written, name: (): string | null => null })),
  taskProperties: orEmpty(listOf(shape({ containers: orEmpty(listOf(readTried)) }))),
});

const pod = {
  containers: orEmpty(listOf(shape({ ...outcome, ...named }))),
  initContainers: orEmpty(listOf(shape({ ...outcome, ...named }))),
};
const readPodAttempt = shape({
  ...pod,
  podName: readString,
  startedAt: readEpochMilliseconds,
  stoppedAt: readEpochMilliseconds,
  statusReason: readString,
});
/** An attempt in a pod, or the pod before its first attempt. */
export type PodAttempt = ReturnType<typeof readPodAttempt>;

const readTasks = at(
  'ecsProperties.taskProperties',
  orEmpty(listOf(shape({ containers: orEmpty(listOf(readConfigured)) }))),
);

/** What decides where the logs of a job are. */
export const readJobLogs = shape({
  isOfSeveralNodes: (job) => readObject(job, 'nodeProperties') !== null && readObject(job, 'nodeDetails') === null,
  attempts: orEmpty(listOf(readAttempt)),
  containers: readContainers,
  eksAttempts: orEmpty(listOf(readPodAttempt)),
  eksProperties: at('eksProperties.podProperties', objectOf(readPodAttempt)),
});
/** A job as far as its logs go. */
export type JobLogs = ReturnType<typeof readJobLogs>;

/** Those of the job itself: as they were configured, and as they stand. */
function readContainers(job: JsonObject): readonly ReturnType<typeof readConfigured>[] {
  const only = readOnly(job, 'container');
  return [...(only === null ? [] : [only]), ...(readTasks(job, '') ?? []).flatMap(({ containers }) => containers)];
}
