import type { LimiterSettings } from '../../provider/contract/limiter-settings.ts';
import { list, text } from '../../settings/kinds.ts';
import { awsEvents } from '../../provider/aws/event-settings.ts';
import { awsCredentials, awsRegion, toSourceSchema } from '../../provider/contract/settings.ts';

/** The form of a reference store's id; the ids of its jobs have the same form. */
export const storeIdPattern = /^[0-9]{10,36}$/;

/** The schema of a HealthOmics source. */
export const healthomicsSettings = toSourceSchema('healthomics', {
  region: awsRegion,
  credentials: awsCredentials,
  events: awsEvents,
  referenceStoreIds: list(
    text('the id of a reference store, text of 10 to 36 digits', storeIdPattern),
    'a list of ids of reference stores',
  )
    .optional()
    .describe('The reference stores whose jobs are listed. Default: all that the account lists.'),
});

/**
 * AWS's documented quota for reads and lists of reference import jobs is 5 per second, by account and region, and can be
 * raised there: https://docs.aws.amazon.com/omics/latest/dev/api-quotas.html. A rate of 4 leaves a fifth to the
 * account's other users. The burst is two seconds' worth, so that a page of a dashboard does not wait; should AWS
 * throttle it, the limiter slows down by itself.
 */
export const healthomicsLimits: LimiterSettings = { requestsPerSecond: 4, burst: 8, concurrency: 10, queue: 1000 };
