import { z } from 'zod';
import type { LimiterSettings } from '../../upstream/limiter.ts';
import { awsCredentials, sharedSettings } from '../../upstream/settings.ts';

export const importexportSettings = z.strictObject({
  ...sharedSettings,
  provider: z.literal('importexport'),
  credentials: awsCredentials,
  signatureVersion: z.union([z.literal(4), z.literal(2)]).default(4),
});

export type ImportexportSettings = z.output<typeof importexportSettings>;

export const importexportLimits: LimiterSettings = { requestsPerSecond: 5, burst: 20, concurrency: 16, queue: 1000 };
