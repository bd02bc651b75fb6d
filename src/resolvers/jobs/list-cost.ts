/** The cost of `Query.jobs`: pages of every source that can list, and reads of the jobs whose rows lack a selected fact. */
import type { Source } from '../../jobs/source.ts';
import {
  holdsInRow,
  needsSecrets,
  type ReadCost,
  type RequestedFields,
  toRowCost,
  withFacts,
} from '../../jobs/reading/plan.ts';
import type { SelectedJobs } from '../selection.ts';
import { isCovered } from './coverage.ts';
import { readsToEnd, type PageRequest } from './page-request.ts';
import { toJudgedFacts } from './verdict.ts';

/** What one root field that reads lists may cost, before its rows are known. */
export interface ListCost {
  /** Equal for the same page of the same list. */
  readonly name: string;
  /** Maximum number of jobs on the page. */
  readonly jobs: number;
  readonly sources: readonly Source[];
  /** Maximum number of calls for one job of the page, beyond its row. */
  readonly callsPerJob: number;
  /** Calls reserved for all jobs of the page together. Their rows are expected equally from all sources. */
  readonly callsForJobs: number;
  /** Whether the newest jobs of each source are all that the page needs. Default: false. */
  readonly isLazy?: boolean;
}

/** Of a page of the list of all sources. */
export function toListCost(page: PageRequest, { requested, selects }: SelectedJobs): ListCost {
  const { count: jobs, cursor, isBackward, listKey, filter } = page;
  const sources = filter.sources.filter((source) => isCovered(source, filter));
  const judged = toJudgedFacts(filter);
  const costs = sources.flatMap((source) => {
    return costBeyondRow(source, withFacts(requested(source.typeName), judged)) ?? [];
  });
  const name = `jobs ${JSON.stringify([listKey, cursor, isBackward])}`;
  const callsPerJob = Math.max(0, ...costs.map(({ calls }) => calls));
  const worst = countCallsForJobs(jobs, costs);
  return {
    name,
    jobs,
    sources,
    callsPerJob,
    callsForJobs: Math.max(callsPerJob, Math.ceil((worst * costs.length) / Math.max(1, sources.length))),
    isLazy: !readsToEnd(page, selects('totalCount')) && beginsAtNewest(page),
  };
}

/** Whether the page holds simply the newest jobs. If so, the number of rows that it needs is known. */
function beginsAtNewest({ cursor, filter }: PageRequest): boolean {
  const { created, words } = filter;
  return cursor === null && created.until === null && words.length === 0 && toJudgedFacts(filter).size === 0;
}

/** Undefined if rows answer everything. */
export function costBeyondRow({ adapter }: Source, requested: RequestedFields): ReadCost | undefined {
  const isInRow = [...requested.facts].every((fact) => holdsInRow(adapter, undefined, fact));
  return isInRow && !needsSecrets(requested) ? undefined : toRowCost(adapter, requested);
}

/** Of the worst page: of jobs that share no calls, or of the first job of each source and then full batches. */
export function countCallsForJobs(jobs: number, costs: readonly ReadCost[]): number {
  const jobsPerCall = Math.min(...costs.map((cost) => cost.jobsPerCall));
  if (costs.length === 0 || jobsPerCall === 1) return jobs * Math.max(0, ...costs.map(({ calls }) => calls));
  const begun = Math.min(jobs, costs.length);
  return begun + Math.floor((jobs - begun) / jobsPerCall);
}
