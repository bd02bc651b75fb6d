import { z } from 'zod';
import type { LimiterSettings } from '../../upstream/limiter.ts';
import { awsCredentials, awsRegion, sharedSettings } from '../../upstream/settings.ts';

export const panoramaSettings = z.strictObject({
  ...sharedSettings,
  provider: z.literal('panorama'),
  region: awsRegion,
  credentials: awsCredentials,
});

export type PanoramaSettings = z.output<typeof panoramaSettings>;

export const panoramaLimits: LimiterSettings = { requestsPerSecond: 5, burst: 20, concurrency: 16, queue: 1000 };
