import { z } from 'zod';
import type { LimiterSettings } from '../../upstream/limiter.ts';
import { sharedSettings } from '../../upstream/settings.ts';

export const cosbatchSettings = z.strictObject({
  ...sharedSettings,
  provider: z.literal('cosbatch'),
  uin: z.string().regex(/^[0-9]{1,32}$/),
  appId: z.string().regex(/^[0-9]{1,64}$/),
  region: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  credentials: z.strictObject({ secretId: z.string().min(1), secretKey: z.string().min(1), token: z.string().min(1).optional() }),
});

export type CosbatchSettings = z.output<typeof cosbatchSettings>;

export const cosbatchLimits: LimiterSettings = { requestsPerSecond: 20, burst: 50, concurrency: 16, queue: 1000 };
