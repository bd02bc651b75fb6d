/** The settings of the queue that events about a source's jobs come through. */
import type { z } from 'zod';
import { safetySeconds, sharedSettings } from '../contract/settings.ts';
import { checkedText, section, text } from '../../settings/kinds.ts';
import { parseQueueUrl } from './queue-url.ts';

const queueUrl = checkedText(
  'the URL of an SQS queue: https, the host sqs.{region}.…, sqs-fips.{region}.… or ….sqs.{region}.vpce.…, the path /{12 digits}/{name}',
  (url) => parseQueueUrl(url) !== undefined,
).describe(
  'The SQS queue that EventBridge sends the events to. Sources may share one: it is asked with the credentials of the first source that names it. Processes share one only with `cluster`.',
);

/** The key `events` of a source. */
export const awsEvents = section({
  queueUrl,
  account: text('the id of an AWS account, text of 12 digits in quotes', /^\d{12}$/)
    .optional()
    .describe('Events of other accounts are dropped. Default: `accountId` of the source, else the queue’s account.'),
  safetySeconds,
  endpoint: sharedSettings.shape.endpoint,
})
  .optional()
  .describe('The queue with events about the jobs, each of which makes a watched job be read at once. Default: polls.');

/** What the key `events` of a source holds. */
export type AwsEvents = NonNullable<z.output<typeof awsEvents>>;
