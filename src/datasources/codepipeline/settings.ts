import { z } from 'zod';
import type { LimiterSettings } from '../../upstream/limiter.ts';
import { awsCredentials, awsRegion, sharedSettings } from '../../upstream/settings.ts';

export const codepipelineSettings = z.strictObject({
  ...sharedSettings,
  provider: z.literal('codepipeline'),
  region: awsRegion,
  credentials: awsCredentials,
  statusFrom: z.enum(['actionExecution', 'none']).default('actionExecution'),
});

export type CodepipelineSettings = z.output<typeof codepipelineSettings>;

export const codepipelineLimits: LimiterSettings = { requestsPerSecond: 10, burst: 20, concurrency: 16, queue: 1000 };
