/** Finds where a job with its provider's own id may be: which sources are asked, and for which keys. */
import { formatJobId } from '../../jobs/reading/job-id.ts';
import type { Source } from '../../jobs/source.ts';
import type { KeyFormat } from '../../provider/contract/adapter.ts';
import type { ReadRootField } from '../asked.ts';
import type { SelectedJobs } from '../selection.ts';
import type { JobReference } from '../job-id.ts';
import { costBeyondRow, type ListCost } from './list-cost.ts';
import type { QueryJobsByProviderJobIdArgs } from '../types.generated.ts';

/** One source to ask, and the jobs there that may go by the id. */
export interface Lookup {
  readonly source: Source;
  /** `listed`: only the rows of the source's list show which jobs. */
  readonly jobs: readonly JobReference[] | 'listed';
}

/** The sources whose ids look like this one, in the configuration's order. */
function findLookups(
  { providerJobId, providers }: QueryJobsByProviderJobIdArgs,
  sources: ReadonlyMap<string, Source>,
): readonly Lookup[] {
  const wanted: readonly string[] | null | undefined = providers;
  return [...sources.values()]
    .filter(({ provider }) => wanted?.includes(provider) ?? true)
    .flatMap((source): readonly Lookup[] => {
      const keys = toKeys(source.keyFormat, providerJobId);
      if (keys === 'listed') return [{ source, jobs: keys }];
      const jobs = keys.map((key) => ({ source, key, id: formatJobId(source.name, key) }));
      return jobs.length === 0 ? [] : [{ source, jobs }];
    });
}

function toKeys({ pattern, ofProviderJobId, toCanonical }: KeyFormat, id: string): readonly string[] | 'listed' {
  if (ofProviderJobId !== undefined) return ofProviderJobId(id);
  const key = pattern.test(id) ? (toCanonical === undefined ? id : toCanonical(id)) : undefined;
  return key === undefined ? [] : [key];
}

/** The request of `jobsByProviderJobId`. */
interface SearchRequest {
  readonly providerJobId: string;
  readonly lookups: readonly Lookup[];
}

/** `Query.jobsByProviderJobId`: a read of each job that the id may mean, and the lists that must be looked through. */
export const readSearchField: ReadRootField<SearchRequest> = (args, { sources }) => {
  const asked = args as QueryJobsByProviderJobIdArgs;
  const lookups = findLookups(asked, sources);
  return {
    request: { providerJobId: asked.providerJobId, lookups },
    cost: (selected) => ({
      // One job of each source at most.
      entries: lookups.length,
      references: lookups.flatMap(({ jobs }) => (jobs === 'listed' ? [] : jobs)),
      list: toSearchCost(asked.providerJobId, lookups, selected),
    }),
  };
};

/** The cost of the lists whose rows must be searched; undefined if no list must be. */
function toSearchCost(
  providerJobId: string,
  lookups: readonly Lookup[],
  { requested }: SelectedJobs,
): ListCost | undefined {
  const sources = lookups.filter(({ jobs }) => jobs === 'listed').map(({ source }) => source);
  if (sources.length === 0) return undefined;
  // Reads of all jobs are counted: no page replaces them.
  const calls = sources
    .map((source) => costBeyondRow(source, requested(source.typeName)))
    .reduce((sum, cost) => sum + (cost?.calls ?? 0), 0);
  const name = `jobsByProviderJobId ${JSON.stringify([providerJobId, sources.map((source) => source.name)])}`;
  return { name, jobs: sources.length, sources, callsPerJob: calls, callsForJobs: calls };
}
