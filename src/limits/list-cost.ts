/** The cost of `Query.jobs`: pages of every source that can list, and reads of the jobs whose rows lack a selected fact. */
import type { FieldNode } from 'graphql';
import { isCovered } from '../resolvers/jobs/coverage.ts';
import { isUnbounded } from '../resolvers/jobs/filter.ts';
import { readPageRequest, readsToEnd, type PageRequest } from '../resolvers/jobs/page.ts';
import { toJudgedFacts } from '../resolvers/jobs/verdict.ts';
import { toRequestedFields, withFacts } from '../resolvers/selection.ts';
import type { QueryJobsArgs } from '../resolvers/types.generated.ts';
import { needsSecrets, type RequestedFields } from '../provider/requested-fields.ts';
import { holdsInRow, toRowCost, type ReadCost } from '../provider/plan.ts';
import type { Source } from '../jobs/source.ts';
import type { ResolvedOperation } from './operation-cost.ts';

/** What one root field that reads lists may cost, before its rows are known. */
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
  /** What is put aside for all jobs of the page together: their rows are expected from all sources alike. */
  readonly callsForJobs: number;
  /** Whether the newest jobs of each source are all that the page needs. Default: false. */
  readonly isLazy?: boolean;
}

/**
 * Throws `InputError` for arguments that the resolver will refuse before any call.
 * @param nodeFields what is selected of its jobs
 */
export function toListCost(
  resolved: ResolvedOperation,
  responseName: string,
  nodes: readonly FieldNode[],
  nodeFields: readonly FieldNode[],
  args: QueryJobsArgs,
): ListCost {
  const page = readPageRequest({ args, fieldNodes: nodes, variableValues: resolved.variableValues }, resolved.sources);
  const { count: jobs, cursor, isBackward, listKey, filter } = page;
  const sources = filter.sources.filter((source) => isCovered(source, filter));
  const judged = toJudgedFacts(filter);
  const costs = sources.flatMap((source) => {
    const requested = toRequestedFields(resolved, nodeFields, source.typeName, resolved.viewer);
    return costBeyondRow(source, withFacts(requested, judged)) ?? [];
  });
  const name = `jobs ${JSON.stringify([listKey, cursor, isBackward])}`;
  const callsPerJob = Math.max(0, ...costs.map(({ calls }) => calls));
  const worst = countCallsForJobs(jobs, callsPerJob, costs);
  return {
    responseName,
    name,
    jobs,
    sources,
    callsPerJob,
    callsForJobs: Math.max(callsPerJob, Math.ceil((worst * costs.length) / Math.max(1, sources.length))),
    isLazy: !readsToEnd(page, resolved, nodes) && beginsAtNewest(page),
  };
}

/** Whether the page is made of the newest jobs there are, so that it is known how many rows it needs. */
function beginsAtNewest({ cursor, filter: { statuses, created, ended, words } }: PageRequest): boolean {
  return cursor === null && statuses === null && created.until === null && isUnbounded(ended) && words.length === 0;
}

/** Undefined if rows answer everything. */
export function costBeyondRow({ adapter }: Source, requested: RequestedFields): ReadCost | undefined {
  const isInRow = [...requested.facts].every((fact) => holdsInRow(adapter, undefined, fact));
  return isInRow && !needsSecrets(requested) ? undefined : toRowCost(adapter, requested);
}

/** Of the worst page: of jobs that share no calls, or of the first job of each source and then full batches. */
function countCallsForJobs(jobs: number, callsPerJob: number, costs: readonly ReadCost[]): number {
  const jobsPerCall = Math.min(...costs.map((cost) => cost.jobsPerCall));
  if (costs.length === 0 || jobsPerCall === 1) return jobs * callsPerJob;
  const begun = Math.min(jobs, costs.length);
  return begun + Math.floor((jobs - begun) / jobsPerCall);
}
