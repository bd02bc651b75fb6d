/** Made of the SDL: npm run generate. */
import type { Instant, JobFacts, JobStatus, WholeNumber } from '../../provider/contract/job.ts';

export interface GitHubActionsRunFacts extends JobFacts {
  readonly repository: string;
  readonly runNumber: WholeNumber | null;
  readonly attempt: number | null;
  readonly event: string | null;
  readonly workflowId: WholeNumber | null;
  readonly workflowPath: string | null;
  readonly branch: string | null;
  readonly commitSha: string | null;
  readonly commitMessage: string | null;
  readonly headRepository: string | null;
  readonly checkSuiteId: WholeNumber | null;
  readonly jobs: readonly GitHubActionsRunJobFacts[] | null;
}

export interface GitHubActionsRunJobFacts {
  readonly jobId: WholeNumber | null;
  readonly name: string | null;
  readonly status: JobStatus;
  readonly rawStatus: string | null;
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly url: string | null;
  readonly runnerName: string | null;
  readonly labels: readonly string[] | null;
}
