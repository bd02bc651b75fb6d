/** What Step Functions may not answer to DescribeExecution. */
import { withSwap } from '../../conformance/hostile-answers.ts';
import type { HostileAnswer } from '../../conformance/provider-under-test.ts';
import { toArn } from './executions.ts';

const arn = /"executionArn":"[^"]*"/;

export const hostileAnswers: readonly HostileAnswer[] = [
  withSwap('no ARN', /"executionArn":"[^"]*",/, ''),
  withSwap('an ARN that is inherited only', arn, (key) => `"__proto__":{"executionArn":"${toArn(key)}"}`),
  withSwap('an ARN under another name', '"executionArn"', '"ExecutionArn"'),
  withSwap('an ARN that is null', arn, '"executionArn":null'),
  withSwap('an ARN that is a number', arn, '"executionArn":7'),
  withArn('an empty ARN', () => ''),
  withArn('the key alone', (key) => key),
  withArn('another account', (key) => `arn:aws:states:us-east-1:210987654321:execution:${key}`),
  withArn('another region', (key) => `arn:aws:states:eu-west-1:123456789012:execution:${key}`),
  withArn('another partition', (key) => `arn:aws-cn:states:us-east-1:123456789012:execution:${key}`),
  withArn('another service', (key) => `arn:aws:swf:us-east-1:123456789012:execution:${key}`),
  withArn('an express execution', (key) => `arn:aws:states:us-east-1:123456789012:express:${key}`),
  withArn('another state machine', (key) => toArn(`x${key}`)),
  withArn('a child of a map of that machine', () => toArn('orders/Each:2f1c7a10-5d1e-4b8e-9a53-0d5a7f0e7c11')),
  withArn('another execution', (key) => toArn(`${key.slice(0, -1)}~`)),
  withArn('capitals', (key) => toArn(key).toUpperCase()),
  withArn('an ARN with more behind it', (key) => toArn(`${key}:1`)),
  withArn('an ARN with a blank behind it', (key) => `${toArn(key)} `),
  withSwap('the execution inside another object', '{"executionArn"', '{"execution":{},"Execution"'),
];

function withArn(name: string, toOther: (key: string) => string): HostileAnswer {
  return withSwap(name, arn, (key) => `"executionArn":${JSON.stringify(toOther(key))}`);
}
