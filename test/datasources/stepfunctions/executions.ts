/** Step Functions' executions as tests need them, in the provider's words. */
import type { EmulatedExecution } from '../../../emulators/stepfunctions/emulator.ts';
import { awsCredentials, fastSource } from '../ask-whole.ts';

export const arnPrefix = 'arn:aws:states:us-east-1:123456789012:';

export function toArn(key: string): string {
  return `${arnPrefix}execution:${key}`;
}

export function toKey(index: number, machine = 'orders'): string {
  return `${machine}:order-${String(index).padStart(6, '0')}`;
}

/** An execution that succeeded; the higher the index, the later it was started. */
export function toExecution(
  index: number,
  more: Partial<EmulatedExecution> = {},
  key = toKey(index),
): EmulatedExecution {
  return {
    executionArn: toArn(key),
    stateMachineArn: `${arnPrefix}stateMachine:${key.slice(0, key.lastIndexOf(':'))}`,
    name: key.slice(key.lastIndexOf(':') + 1),
    status: 'SUCCEEDED',
    startDate: 1_795_305_600 + index,
    stopDate: 1_795_305_612.093 + index,
    redriveCount: 0,
    redriveStatus: 'NOT_REDRIVABLE',
    ...more,
  };
}

/** A source's entry in the configuration. */
export function toSource(endpoint: string, more: object = {}): object {
  return {
    name: 'flows',
    provider: 'stepfunctions',
    region: 'us-east-1',
    accountId: '123456789012',
    endpoint,
    credentials: awsCredentials,
    stateMachines: ['orders'],
    ...fastSource,
    ...more,
  };
}
