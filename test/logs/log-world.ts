/** Batch jobs with logs in CloudWatch Logs, a gateway over them, and a client that reads logs. */
import { onTestFinished } from 'vitest';
import type { BatchEmulatedJob } from '../../emulators/awsbatch/emulator.ts';
import type { EmulatedLogEvent, LogWorld } from '../../emulators/kit/cloudwatch-logs.ts';
import type { EmulatedCall } from '../../emulators/kit/emulator.ts';
import type { FaultPicker } from '../emulation/faults.ts';
import type { GatewaySettings, GraphQLAnswer } from '../gateway.ts';
import { startProviders } from '../providers.ts';

export const group = '/acme/batch';
export const stream = 'align/default/0d7c61b2f3a84a0f9d3c1b5a2e4d6788';
export const jobKey = '24fa2d7a-64c4-49d2-8b47-f8da4fbde8e9';
export const jobId = `batch-prod:${jobKey}`;
/** 2026-11-22T00:00:00.000Z */
export const createdAt = 1_795_305_600_000;
const endedAt = 1_795_305_725_000;

/** The record of the contract's worked sample: a job that failed, with one attempt. */
export function toFailedJob(more: Partial<BatchEmulatedJob> = {}): BatchEmulatedJob {
  const container = { exitCode: 1, logStreamName: stream };
  const logConfiguration = { logDriver: 'awslogs', options: { 'awslogs-group': group }, secretOptions: [] };
  const statusReason = 'Essential container in task exited';
  return {
    jobId: jobKey,
    jobName: 'align',
    status: 'FAILED',
    createdAt,
    startedAt: createdAt + 60_000,
    stoppedAt: endedAt,
    attempts: [{ container, startedAt: createdAt + 60_000, stoppedAt: endedAt, statusReason }],
    container: { ...container, logConfiguration },
    ...more,
  };
}

/** The same while it runs: its container stands in no attempt. */
export function toRunningJob(more: Partial<BatchEmulatedJob> = {}): BatchEmulatedJob {
  const { stoppedAt: _stoppedAt, ...job } = toFailedJob();
  const logConfiguration = { logDriver: 'awslogs', options: { 'awslogs-group': group } };
  return { ...job, status: 'RUNNING', attempts: [], container: { logStreamName: stream, logConfiguration }, ...more };
}

export interface LogWorldOptions {
  readonly job?: () => BatchEmulatedJob | undefined;
  readonly events?: () => readonly EmulatedLogEvent[] | undefined;
  readonly logs?: Omit<LogWorld, 'find'>;
  readonly fault?: FaultPicker;
  readonly source?: object;
  readonly settings?: Partial<GatewaySettings>;
}

export const noEvents: readonly EmulatedLogEvent[] = [];

export async function startLogs({ job, events, logs, fault, source, settings }: LogWorldOptions = {}) {
  const toJob = job ?? ((): BatchEmulatedJob => toFailedJob());
  const find: LogWorld['find'] = (inGroup, name) =>
    inGroup === group && name === stream ? (events ?? ((): readonly EmulatedLogEvent[] => noEvents))() : undefined;
  const {
    gateway,
    emulators,
    fault: inject,
    close,
  } = await startProviders(
    {
      'batch-prod': {
        provider: 'awsbatch',
        jobs: {
          describe: (id) => (id === jobKey ? toJob() : undefined),
          list: () => [toJob()].filter((one) => one !== undefined),
          logs: { ...logs, find },
        },
        ...(fault === undefined ? {} : { fault }),
        ...(source === undefined ? {} : { source }),
      },
    },
    { cache: { runningSeconds: 0 }, random: () => 0, ...settings },
  );
  onTestFinished(close);
  const emulator = emulators['batch-prod'];
  const token = await gateway.token('job:read', 'job:logs');
  const reads = (): readonly EmulatedCall[] => emulator.calls.filter(({ operation }) => operation === 'GetLogEvents');
  return {
    gateway,
    emulator,
    inject,
    token,
    /** The calls of GetLogEvents. */
    reads,
    ask: (args: string, selection: string): Promise<GraphQLAnswer> =>
      gateway.query(`{ jobLog(id: "${jobId}", ${args}) { ${selection} } }`, { token }),
  };
}
