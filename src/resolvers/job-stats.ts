import { countOverTime } from './jobs/time-spans.ts';
import { withGraphQLErrors } from './read-job.ts';
import type { JobStatsResolvers } from './types.generated.ts';

export const JobStats: JobStatsResolvers = {
  overTime: (stats, { interval }) => withGraphQLErrors(() => countOverTime(stats, interval)),
};
