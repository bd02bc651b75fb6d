/** The cost of `Query.jobsByProviderJobId`: a read of each job that the id may mean, and the lists that must be looked through. */
import type { FieldNode } from 'graphql';
import { collectFoundFields, findLookups, type Lookup } from '../resolvers/jobs/search.ts';
import type { JobReference } from '../resolvers/job-id.ts';
import { toRequestedFields } from '../resolvers/selection.ts';
import type { Arguments } from '../resolvers/root-fields.ts';
import type { Source } from '../jobs/source.ts';
import type { QueryJobsByProviderJobIdArgs } from '../resolvers/types.generated.ts';
import { costBeyondRow, type ListCost } from './list-cost.ts';
import type { ResolvedOperation } from './operation-cost.ts';

/** The jobs that the id may mean, and the list of those sources whose rows must be looked through. */
export interface SearchCost {
  /** Each is one read. */
  readonly references: readonly JobReference[];
  /** What is selected of them. */
  readonly nodes: readonly FieldNode[];
  /** Undefined if no list is looked through. */
  readonly list: ListCost | undefined;
}

/** How many jobs can be found at most. */
export function countFound(args: Arguments, sources: ReadonlyMap<string, Source>): number {
  return toLookups(args, sources).length;
}

/** Validation has made the arguments those of the field. */
function toLookups(args: Arguments, sources: ReadonlyMap<string, Source>): readonly Lookup[] {
  return findLookups(args as unknown as QueryJobsByProviderJobIdArgs, sources);
}

export function toSearchCost(
  resolved: ResolvedOperation,
  responseName: string,
  fieldNodes: readonly FieldNode[],
  args: Arguments,
): SearchCost {
  const lookups = toLookups(args, resolved.sources);
  const nodes = collectFoundFields(resolved, fieldNodes);
  const references = lookups.flatMap(({ jobs }) => (jobs === 'listed' ? [] : jobs));
  const sources = lookups.filter(({ jobs }) => jobs === 'listed').map(({ source }) => source);
  if (sources.length === 0) return { references, nodes, list: undefined };
  // One job of each source at most, and each must be readable: no page stands in for it.
  const calls = sources
    .map((source) => costBeyondRow(source, toRequestedFields(resolved, nodes, source.typeName, resolved.viewer)))
    .reduce((sum, cost) => sum + (cost?.calls ?? 0), 0);
  const name = `jobsByProviderJobId ${JSON.stringify([args['providerJobId'], sources.map((source) => source.name)])}`;
  const list = { responseName, name, jobs: sources.length, sources, callsPerJob: calls, callsForJobs: calls };
  return { references, nodes, list };
}
