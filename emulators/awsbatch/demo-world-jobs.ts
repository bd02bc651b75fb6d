/** Jobs as the demo submits them: what Batch says of each, whatever its status. */
import type { JsonObject } from '../kit/json.ts';
import { withDates, type DemoClock } from '../kit/moment.ts';
import type { BatchEmulatedJob } from './emulator.ts';
import samples from './sample-jobs.json' with { type: 'json' };

/** What Batch says of all of them, and of their containers. */
const { common, container } = samples;

const account = 'us-east-1:123456789012';

/** A job's own members, with dates in seconds since the demo began. They replace those of a plain job. */
export interface SampleJob extends JsonObject {
  readonly jobId: string;
  readonly jobName: string;
  /** The queue's name. Default: nightly. */
  readonly jobQueue?: string;
  /** It has children or nodes in the place of a container. */
  readonly isParent?: boolean;
  /** How the container's process ended, and the only attempt that had it. */
  readonly end?: JsonObject | undefined;
}

/** The job as DescribeJobs returns it. */
export function toBatchJob(clock: DemoClock, sample: SampleJob): BatchEmulatedJob {
  const { jobQueue = 'nightly', isParent = false, end: _end, ...job } = sample;
  const { jobId, jobName } = job;
  return {
    jobArn: `arn:aws:batch:${account}:job/${jobId}`,
    jobDefinition: `arn:aws:batch:${account}:job-definition/${jobName}:7`,
    ...common,
    ...(isParent ? { attempts: [] } : withDates(clock, toProcess(sample), /At$/, toMilliseconds)),
    ...withDates(clock, job, /At$/, toMilliseconds),
    jobId,
    jobQueue: `arn:aws:batch:${account}:job-queue/${jobQueue}`,
  };
}

function toMilliseconds(date: Date): number {
  return date.getTime() + 123;
}

/** Each process has a stream of its own from the moment at which it runs. */
function toProcess({ jobId, jobName: name, end, status, startedAt, stoppedAt }: SampleJob): JsonObject {
  const task = `0b69d5c0d6554d2b8e0b${jobId.replace(/[^0-9a-f]/g, '').slice(-12)}`;
  const running = status === 'RUNNING' ? { logStreamName: `${name}/default/${task}` } : {};
  if (end === undefined) return { attempts: [], container: { ...toContainer(name), ...running } };
  const ended = { ...end, logStreamName: `${name}/default/${task}` };
  const taskArn = `arn:aws:ecs:${account}:task/nightly_Batch/${task}`;
  const statusReason = 'Essential container in task exited';
  return {
    attempts: [{ container: { ...ended, taskArn, networkInterfaces: [] }, startedAt, stoppedAt, statusReason }],
    container: { ...toContainer(name), ...ended },
  };
}

/** The container of a job of this name. */
export function toContainer(name: string): JsonObject {
  return {
    image: `123456789012.dkr.ecr.us-east-1.amazonaws.com/${name}:7`,
    command: [name, '--day', 'Ref::day', '--token', 'not-a-real-token'],
    jobRoleArn: `arn:aws:iam::123456789012:role/${name}`,
    ...container,
  };
}
