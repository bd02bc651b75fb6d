import type { PageAllowance } from '../../jobs/lists/list-run.ts';
import type { Source } from '../../jobs/source.ts';

/** The remaining cost that one list of an operation may have. The limits set it before the operation runs. */
export interface ListAllowance {
  readonly pagesOf: (source: Source) => PageAllowance;
  /**
   * Takes one job and the calls that reading it costs beyond its row. If a limit prevents it, takes nothing and returns
   * that limit.
   */
  readonly spend: (jobId: string, calls: number) => ListLimit | undefined;
}

/** The limits that may end a page of the job list early. */
export type ListLimit = 'upstreamCalls' | 'jobsPerOperation' | 'jobsPerMinute';
