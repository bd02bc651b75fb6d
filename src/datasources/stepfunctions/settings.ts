import type { z } from 'zod';
import type { LimiterSettings } from '../../provider/contract/limiter-settings.ts';
import { awsEvents } from '../../provider/aws/event-settings.ts';
import { awsCredentials, awsRegion, toLogsSetting, toSourceSchema } from '../../provider/contract/settings.ts';
import { checkedText, someList, text } from '../../settings/kinds.ts';

/** One character of a name: any Unicode but what AWS excludes from the names of machines, labels and executions. */
const character = String.raw`[^\s\p{Cc}\p{Cs}<>{}\[\]?*"#%\\^|~$&,;:/\x60\uFFFE\uFFFF\u{10FFFF}]`;

/**
 * The name of a state machine, a label or an execution.
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
 */
export const namePattern = `${character}{1,80}`;

/** A JSON schema's patterns have no flag for Unicode, so this one is checked only here. */
const wholeName = new RegExp(`^${namePattern}$`, 'u');

const stateMachine = checkedText(
  'the name of a state machine, 1 to 80 characters without blanks and : / < > { } [ ] ? * " # % \\ ^ | ~ $ & , ; `',
  (name) => wholeName.test(name),
);

/** The schema of a Step Functions source. */
export const stepfunctionsSettings = toSourceSchema('stepfunctions', {
  region: awsRegion,
  accountId: text('the account id, text of 12 digits in quotes', /^\d{12}$/).describe(
    'The AWS account of the executions: with it and the region, a key becomes an ARN.',
  ),
  credentials: awsCredentials,
  events: awsEvents,
  stateMachines: someList(stateMachine, 'a list of 1 to 100 names of state machines')
    .max(100, { error: 'a list of 1 to 100 names of state machines' })
    .optional()
    .describe('The state machines whose executions are listed. Default: all of the account but EXPRESS ones.'),
  logs: toLogsSetting({}, 'a map of limits'),
});

/** The settings of a Step Functions source, with defaults. */
export type StepFunctionsSettings = z.output<typeof stepfunctionsSettings>;

/**
 * AWS refills DescribeExecution by 10 per second (15 in the largest regions) in a bucket of 250 or more, by account and
 * region: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html. The burst leaves room for others.
 */
export const stepfunctionsLimits: LimiterSettings = {
  requestsPerSecond: 10,
  burst: 100,
  concurrency: 16,
  queue: 1000,
};
