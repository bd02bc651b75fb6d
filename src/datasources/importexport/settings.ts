import type { LimiterSettings } from '../../provider/contract/limiter-settings.ts';
import { choice } from '../../settings/kinds.ts';
import { awsCredentials, toSourceSchema } from '../../provider/contract/settings.ts';

/** The schema of an Import/Export source. */
export const importexportSettings = toSourceSchema('importexport', {
  credentials: awsCredentials,
  signatureVersion: choice([4, 2])
    .default(4)
    .describe('How requests are signed: 4, as AWS’s current clients do, or 2, as the service’s own documents say.'),
});

/**
 * AWS documents no rate for this old, global service, and it has few users: the rate is modest, and the burst lets a
 * dashboard's query through at once. If AWS throttles, the limiter slows down by itself.
 */
export const importexportLimits: LimiterSettings = { requestsPerSecond: 5, burst: 20, concurrency: 16, queue: 1000 };
