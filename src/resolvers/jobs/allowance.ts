/** What one list of an operation may still cost. Set by the limits before the operation runs. */
export interface ListAllowance {
  /** How many pages of each source may be read. */
  readonly pagesPerSource: number;
  /**
   * Takes one job and the calls that reading it costs beyond its row. If a limit prevents it, takes nothing and returns
   * that limit.
   */
  readonly take: (jobId: string, calls: number) => ListLimit | undefined;
}

export type ListLimit = 'upstreamCalls' | 'jobsPerOperation' | 'jobsPerMinute';
