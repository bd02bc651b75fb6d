import type { PageAllowance } from '../../jobs/list-run.ts';
import type { Source } from '../../jobs/source.ts';

/** What one list of an operation may still cost. Set by the limits before the operation runs. */
export interface ListAllowance {
  readonly pagesOf: (source: Source) => PageAllowance;
  /**
   * Takes one job and the calls that reading it costs beyond its row. If a limit prevents it, takes nothing and returns
   * that limit.
   */
  readonly take: (jobId: string, calls: number) => ListLimit | undefined;
}

/** The limits that may end a page of the job list early. */
export type ListLimit = 'upstreamCalls' | 'jobsPerOperation' | 'jobsPerMinute';
