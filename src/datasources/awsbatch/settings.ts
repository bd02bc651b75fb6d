import type { LimiterSettings } from '../../provider/contract/limiter-settings.ts';
import { someList, text } from '../../settings/kinds.ts';
import { awsEvents } from '../../provider/aws/event-settings.ts';
import {
  awsCredentials,
  awsRegion,
  logsEndpoint,
  toLogsSetting,
  toSourceSchema,
} from '../../provider/contract/settings.ts';

const queue = text(
  'the name of a job queue (1 to 128 letters, digits, "_" and "-", the first a letter or digit) or its ARN',
  /^(arn:aws[a-z-]*:batch:[a-z0-9-]+:\d{12}:job-queue\/)?[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/,
);
const queues = 'a list of 1 to 100 job queues';

/** The schema of an AWS Batch source. */
export const awsbatchSettings = toSourceSchema('awsbatch', {
  region: awsRegion,
  credentials: awsCredentials,
  events: awsEvents,
  logs: toLogsSetting({ endpoint: logsEndpoint }, 'a map of endpoint and limits'),
  queues: someList(queue, queues)
    .max(100, { error: queues })
    .optional()
    .describe('The job queues whose jobs are listed, by name or ARN. Default: all that the account lists.'),
});

/**
 * AWS documents 50 per second for SubmitJob, and no rate for reads: https://docs.aws.amazon.com/batch/latest/userguide/service_limits.html.
 * All users of the account share the limit, so this rate is a tenth. One call reads 100 jobs: 500 jobs per second.
 */
export const awsbatchLimits: LimiterSettings = { requestsPerSecond: 5, burst: 10, concurrency: 10, queue: 1000 };
