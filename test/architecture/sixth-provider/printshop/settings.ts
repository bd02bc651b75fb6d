import { toSourceSchema } from '../../provider/contract/settings.ts';

export const printshopSettings = toSourceSchema('printshop', {});

/** The rate of a shop that exists in this test alone. */
export const printshopLimits = { requestsPerSecond: 1000, burst: 1000, concurrency: 16, queue: 1000 };
