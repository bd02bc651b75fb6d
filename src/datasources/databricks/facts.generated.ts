/** Made of the SDL: npm run generate. */
import type { Instant, JobFacts, JobStatus, WholeNumber } from '../../provider/contract/job.ts';

export interface DatabricksJobRunFacts extends JobFacts {
  readonly jobId: string | null;
  readonly jobRunId: string | null;
  readonly originalAttemptRunId: string | null;
  readonly attempt: number | null;
  readonly description: string | null;
  readonly trigger: string | null;
  readonly schedule: string | null;
  readonly scheduleTimezone: string | null;
  readonly terminationType: string | null;
  readonly queueReason: string | null;
  readonly queueMilliseconds: WholeNumber | null;
  readonly setupMilliseconds: WholeNumber | null;
  readonly executionMilliseconds: WholeNumber | null;
  readonly cleanupMilliseconds: WholeNumber | null;
  readonly runMilliseconds: WholeNumber | null;
  readonly clusterId: string | null;
  readonly performanceTarget: string | null;
  readonly gitSource: DatabricksGitSourceFacts | null;
  readonly tasks: readonly DatabricksRunTaskFacts[] | null;
}

export interface DatabricksGitSourceFacts {
  readonly url: string | null;
  readonly provider: string | null;
  readonly branch: string | null;
  readonly tag: string | null;
  readonly commit: string | null;
}

export interface DatabricksRunTaskFacts {
  readonly taskKey: string;
  readonly runId: string | null;
  readonly type: string | null;
  readonly status: JobStatus;
  readonly rawStatus: string | null;
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly attempt: number | null;
  readonly dependsOn: readonly string[] | null;
  readonly clusterId: string | null;
  readonly url: string | null;
}
