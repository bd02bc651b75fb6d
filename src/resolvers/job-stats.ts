import { countOverTime } from './jobs/time-spans.ts';
import { readDefinitionsArguments, readReasonsArguments } from './jobs/stats-request.ts';
import { withGraphQLErrors } from './graphql-errors.ts';
import type { JobReasonStatsResolvers, JobStatsResolvers } from './types.generated.ts';

/** Spans of time are counted when they are selected. What may read jobs was read with its parent. */
export const JobStats: JobStatsResolvers = {
  byDefinition: (stats, args) => stats.definitionsOf(readDefinitionsArguments(args)),
  byReason: (stats, args) => stats.reasonsOf(readReasonsArguments(args)),
  overTime: (stats, { interval, by }) => withGraphQLErrors(() => countOverTime(stats, interval, by)),
};

/** The spans are those of `JobStats.overTime` by ENDED. */
export const JobReasonStats: JobReasonStatsResolvers = {
  overTime: (reason, { interval }) => withGraphQLErrors(() => countOverTime(reason, interval, 'ENDED')),
};
