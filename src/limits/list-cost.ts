/** The cost of `Query.jobs`: pages of every source that can list, and a read per row that lacks a selected fact. */
import type { FieldNode } from 'graphql';
import { collectNodeFields, readPageRequest } from '../resolvers/jobs/page.ts';
import { toRequestedFields, withStatus } from '../resolvers/selection.ts';
import type { QueryJobsArgs } from '../resolvers/types.generated.ts';
import { needsSecrets, type RequestedFields } from '../provider/requested-fields.ts';
import { callsOf, holdsInRow, toLevel } from '../provider/plan.ts';
import type { Source } from '../jobs/source.ts';
import type { ResolvedOperation } from './operation-cost.ts';

export interface ListCost {
  /** The root field's name in the answer. */
  readonly responseName: string;
  /** Equal for the same page of the same list. */
  readonly name: string;
  /** Maximum number of jobs on the page. */
  readonly jobs: number;
  readonly sources: readonly Source[];
  /** Maximum number of calls for one job of the page, beyond its row. */
  readonly callsPerJob: number;
}

/** Throws `InputError` for arguments that the resolver will refuse before any call. */
export function toListCost(
  resolved: ResolvedOperation,
  responseName: string,
  nodes: readonly FieldNode[],
  args: QueryJobsArgs,
): ListCost {
  const { first: jobs, after, filter } = readPageRequest(args, resolved.sources);
  const nodeFields = collectNodeFields(resolved, nodes);
  const sources = filter.sources.filter(({ canList }) => canList);
  const costs = sources.map((source) => {
    const requested = toRequestedFields(resolved, nodeFields, source.typeName, resolved.viewer);
    return callsBeyondRow(source, filter.statuses === null ? requested : withStatus(requested));
  });
  const name = `jobs ${JSON.stringify([filter.key, after])}`;
  return { responseName, name, jobs, sources, callsPerJob: Math.max(0, ...costs) };
}

function callsBeyondRow({ adapter }: Source, requested: RequestedFields): number {
  const isInRow = [...requested.facts].every((fact) => holdsInRow(adapter.listing, undefined, fact));
  if (isInRow && !needsSecrets(requested)) return 0;
  return callsOf(toLevel(adapter, requested.facts));
}
