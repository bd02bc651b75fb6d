import type { LimiterSettings } from '../../provider/contract/limiter-settings.ts';
import { choice } from '../../settings/kinds.ts';
import { awsEvents } from '../../provider/aws/event-settings.ts';
import { awsCredentials, awsRegion, toSourceSchema } from '../../provider/contract/settings.ts';

/** The schema of a CodePipeline source. */
export const codepipelineSettings = toSourceSchema('codepipeline', {
  region: awsRegion,
  credentials: awsCredentials,
  events: awsEvents,
  statusFrom: choice(['actionExecution', 'none'])
    .default('actionExecution')
    .describe('Where a job’s status and times are read: from the execution of its action (one more call), or nowhere.'),
});

/**
 * AWS documents no rate for CodePipeline's API. A job can cost two calls here, its details and its action's execution,
 * so the rate and the burst are twice those of one call per job.
 */
export const codepipelineLimits: LimiterSettings = { requestsPerSecond: 10, burst: 20, concurrency: 16, queue: 1000 };
