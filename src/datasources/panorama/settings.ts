import type { z } from 'zod';
import type { LimiterSettings } from '../../provider/provider.ts';
import { awsCredentials, awsRegion, toSourceSchema } from '../../provider/settings.ts';

export const panoramaSettings = toSourceSchema('panorama', {
  region: awsRegion,
  credentials: awsCredentials,
});

export type PanoramaSettings = z.output<typeof panoramaSettings>;

/**
 * AWS documents no rate for reads of Panorama's jobs, so the rate is a modest guess. If AWS throttles, the limiter slows
 * down by itself. The burst lets a dashboard's query through at once.
 */
export const panoramaLimits: LimiterSettings = { requestsPerSecond: 5, burst: 20, concurrency: 16, queue: 1000 };
