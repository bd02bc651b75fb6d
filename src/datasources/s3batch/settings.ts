import type { LimiterSettings } from '../../provider/contract/limiter-settings.ts';
import { awsCredentials, awsRegion, toSourceSchema } from '../../provider/contract/settings.ts';
import { text } from '../../settings/kinds.ts';

/** The schema of an S3 Batch source. */
export const s3batchSettings = toSourceSchema('s3batch', {
  region: awsRegion,
  accountId: text('text of 12 digits', /^[0-9]{12}$/).describe('The AWS account of the jobs, in quotes.'),
  credentials: awsCredentials,
});

/** AWS publishes no rate. Jobs are few and long, so that a low one suffices. */
export const s3batchLimits: LimiterSettings = { requestsPerSecond: 2, burst: 4, concurrency: 4, queue: 1000 };
