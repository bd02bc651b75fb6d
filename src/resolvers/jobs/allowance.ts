/** What one list of an operation may still cost. The limits fix it before the operation runs. */
export interface ListAllowance {
  /** How many pages of each source may be read. */
  readonly pagesPerSource: number;
  /**
   * Takes one job, and the calls that reading it costs beyond its row. Answers with the limit that is in the way, and
   * takes nothing then.
   */
  readonly take: (jobId: string, calls: number) => ListLimit | undefined;
}

export type ListLimit = 'upstreamCalls' | 'jobsPerOperation' | 'jobsPerMinute';
