import type { LimiterSettings } from '../../provider/contract/limiter-settings.ts';
import { awsCredentials, awsRegion, toSourceSchema } from '../../provider/contract/settings.ts';

/** The schema of a Panorama source. */
export const panoramaSettings = toSourceSchema('panorama', {
  region: awsRegion,
  credentials: awsCredentials,
});

/**
 * AWS documents no rate for reads of Panorama's jobs, so the rate is a modest guess. If AWS throttles, the limiter slows
 * down by itself. The burst lets a dashboard's query through at once.
 */
export const panoramaLimits: LimiterSettings = { requestsPerSecond: 5, burst: 20, concurrency: 16, queue: 1000 };
