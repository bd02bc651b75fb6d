/** The cost of `Query.jobStats`: each source's list, read to its end. */
import { isCovered } from '../resolvers/jobs/coverage.ts';
import { readFilter } from '../resolvers/jobs/filter.ts';
import type { QueryJobStatsArgs } from '../resolvers/types.generated.ts';
import type { ListCost } from './list-cost.ts';
import type { ResolvedOperation } from './operation-cost.ts';

/** Throws `InputError` for a filter that the resolver will refuse before any call. */
export function toStatsCost(
  { sources }: Pick<ResolvedOperation, 'sources'>,
  responseName: string,
  args: QueryJobStatsArgs,
): ListCost {
  const filter = readFilter(sources, args.filter);
  return {
    responseName,
    name: `jobStats ${filter.key}`,
    jobs: 0,
    sources: filter.sources.filter((source) => isCovered(source, filter)),
    callsPerJob: 0,
    callsForJobs: 0,
  };
}
