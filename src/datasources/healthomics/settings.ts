import { z } from 'zod';
import type { LimiterSettings } from '../../upstream/limiter.ts';
import { awsCredentials, awsRegion, sharedSettings } from '../../upstream/settings.ts';

export const healthomicsSettings = z.strictObject({
  ...sharedSettings,
  provider: z.literal('healthomics'),
  region: awsRegion,
  credentials: awsCredentials,
  referenceStoreIds: z.array(z.string().regex(/^[0-9]{10,36}$/)).optional(),
});

export type HealthomicsSettings = z.output<typeof healthomicsSettings>;

export const healthomicsLimits: LimiterSettings = { requestsPerSecond: 5, burst: 10, concurrency: 10, queue: 1000 };
