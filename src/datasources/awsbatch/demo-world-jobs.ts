/** Jobs as the demo submits them: what Batch says of each, whatever its status. */
import type { JsonObject } from '../../emulation/json.ts';
import { toDemoDate } from '../../emulation/moment.ts';
import type { DemoClock } from '../../emulation/moment.ts';
import type { BatchEmulatedJob } from './emulator.ts';

const account = 'us-east-1:123456789012';

/** A job of the demo, in seconds since the demo began. */
export interface SubmittedJob {
  readonly id: string;
  readonly name: string;
  readonly queue?: string;
  readonly status: string;
  readonly reason?: string;
  readonly createdSeconds: number;
  readonly startedSeconds?: number;
  readonly stoppedSeconds?: number;
  /** What the job has in addition to a plain one, or in place of it. */
  readonly more?: JsonObject;
}

export function toQueueArn(name: string): string {
  return `arn:aws:batch:${account}:job-queue/${name}`;
}

/** The job as DescribeJobs returns it, with `job.more` replacing members. */
export function toBatchJob(clock: DemoClock, job: SubmittedJob): BatchEmulatedJob {
  const toTime = (seconds: number): number => toDemoDate(clock, seconds).getTime() + 123;
  return {
    jobArn: `arn:aws:batch:${account}:job/${job.id}`,
    jobId: job.id,
    jobName: job.name,
    jobQueue: toQueueArn(job.queue ?? 'nightly'),
    status: job.status,
    statusReason: job.reason,
    createdAt: toTime(job.createdSeconds),
    startedAt: job.startedSeconds === undefined ? undefined : toTime(job.startedSeconds),
    stoppedAt: job.stoppedSeconds === undefined ? undefined : toTime(job.stoppedSeconds),
    jobDefinition: `arn:aws:batch:${account}:job-definition/${job.name}:7`,
    attempts: [],
    retryStrategy: { attempts: 1, evaluateOnExit: [] },
    timeout: { attemptDurationSeconds: 3600 },
    dependsOn: [],
    parameters: { day: '2026-11-22', token: 'not-a-real-token' },
    container: toContainer(job.name),
    tags: { team: 'data' },
    platformCapabilities: ['FARGATE'],
    isCancelled: false,
    isTerminated: false,
    ...job.more,
  };
}

export function toContainer(name: string): JsonObject {
  return {
    image: `123456789012.dkr.ecr.us-east-1.amazonaws.com/${name}:7`,
    command: [name, '--day', 'Ref::day', '--token', 'not-a-real-token'],
    jobRoleArn: `arn:aws:iam::123456789012:role/${name}`,
    executionRoleArn: 'arn:aws:iam::123456789012:role/batch-execution',
    environment: [
      { name: 'STAGE', value: 'demo' },
      { name: 'DB_PASSWORD', value: 'not-a-real-password' },
    ],
    secrets: [{ name: 'API_KEY', valueFrom: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:api-AbCdEf' }],
    resourceRequirements: [
      { type: 'VCPU', value: '2' },
      { type: 'MEMORY', value: '4096' },
    ],
    volumes: [],
    mountPoints: [],
    ulimits: [],
    networkInterfaces: [],
  };
}

/** The end of a container's process, and the only attempt that had it. */
export function toEnd(name: string, exitCode: number, reason?: string): JsonObject {
  const end = { exitCode, reason, logStreamName: `${name}/default/0b69d5c0d6554d2b8e0b0a7d0f2f3f11` };
  const taskArn = `arn:aws:ecs:${account}:task/nightly_Batch/0b69d5c0d6554d2b8e0b0a7d0f2f3f11`;
  return {
    attempts: [
      { container: { ...end, taskArn, networkInterfaces: [] }, statusReason: 'Essential container in task exited' },
    ],
    container: { ...toContainer(name), ...end },
  };
}

/** What the parent of an array has; a word without jobs is listed with 0. */
export function toArrayParent(size: number, counts: Readonly<Record<string, number>>, countedAt: number): JsonObject {
  const none = { SUBMITTED: 0, PENDING: 0, RUNNABLE: 0, STARTING: 0, RUNNING: 0, SUCCEEDED: 0, FAILED: 0 };
  return {
    container: undefined,
    arrayProperties: { size, statusSummary: { ...none, ...counts }, statusSummaryLastUpdatedAt: countedAt },
  };
}
