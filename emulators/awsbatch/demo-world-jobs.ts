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
  const { jobQueue = 'nightly', isParent = false, end, ...job } = sample;
  const { jobId, jobName } = job;
  return {
    jobArn: `arn:aws:batch:${account}:job/${jobId}`,
    jobDefinition: `arn:aws:batch:${account}:job-definition/${jobName}:7`,
    ...common,
    ...(isParent ? { attempts: [] } : toProcess(jobName, end)),
    ...withDates(clock, job, /At$/, (date) => date.getTime() + 123),
    jobId,
    jobQueue: `arn:aws:batch:${account}:job-queue/${jobQueue}`,
  };
}

function toProcess(name: string, end: JsonObject | undefined): JsonObject {
  if (end === undefined) return { attempts: [], container: toContainer(name) };
  const ended = { ...end, logStreamName: `${name}/default/0b69d5c0d6554d2b8e0b0a7d0f2f3f11` };
  const taskArn = `arn:aws:ecs:${account}:task/nightly_Batch/0b69d5c0d6554d2b8e0b0a7d0f2f3f11`;
  return {
    attempts: [
      { container: { ...ended, taskArn, networkInterfaces: [] }, statusReason: 'Essential container in task exited' },
    ],
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
