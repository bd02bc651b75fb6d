/** AWS Batch's jobs and answers as tests need them, in the provider's words. */
import type { BatchEmulatedJob } from '../../../emulators/awsbatch/emulator.ts';
import { awsCredentials, fastSource } from '../ask-whole.ts';

export const queueArn = (name: string): string => `arn:aws:batch:us-east-1:123456789012:job-queue/${name}`;

export function toKey(index: number): string {
  return `24fa2d7a-64c4-49d2-8b47-${index.toString(16).padStart(12, '0')}`;
}

/** A job that has run to its end, submitted `index` milliseconds after the first one. */
export function toJob(index: number, more: Partial<BatchEmulatedJob> = {}): BatchEmulatedJob {
  return {
    jobId: toKey(index),
    jobName: `load-${index}`,
    jobArn: `arn:aws:batch:us-east-1:123456789012:job/${toKey(index)}`,
    jobQueue: queueArn('nightly'),
    jobDefinition: 'arn:aws:batch:us-east-1:123456789012:job-definition/load:7',
    status: 'SUCCEEDED',
    createdAt: 1_795_305_600_000 + index,
    startedAt: 1_795_305_661_000,
    stoppedAt: 1_795_305_702_250,
    ...more,
  };
}

/** A source's entry in the configuration. */
export function toSource(endpoint: string, more: object = {}): object {
  return {
    name: 'batch',
    provider: 'awsbatch',
    region: 'us-east-1',
    endpoint,
    credentials: awsCredentials,
    ...fastSource,
    ...more,
  };
}
