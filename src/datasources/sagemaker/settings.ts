import type { LimiterSettings } from '../../provider/contract/limiter-settings.ts';
import { awsCredentials, awsRegion, toSourceSchema } from '../../provider/contract/settings.ts';

/** The schema of a SageMaker source. */
export const sageMakerSettings = toSourceSchema('sagemaker', { region: awsRegion, credentials: awsCredentials });

/** AWS does not publish the rates of these reads. */
export const sageMakerLimits: LimiterSettings = { requestsPerSecond: 5, burst: 10, concurrency: 10, queue: 1000 };
