/** Made of the SDL: npm run generate. */
import type { Instant, JobFacts, JobStatus } from '../../provider/contract/job.ts';

export interface AirflowDagRunFacts extends JobFacts {
  readonly dagId: string;
  readonly dagDisplayName: string | null;
  readonly runType: string | null;
  readonly triggeredBy: string | null;
  readonly logicalDate: Instant | null;
  readonly dataIntervalStart: Instant | null;
  readonly dataIntervalEnd: Instant | null;
  readonly queuedAt: Instant | null;
  readonly bundleVersion: string | null;
  readonly dagVersions: readonly AirflowDagVersionFacts[] | null;
  readonly partitionKey: string | null;
  readonly tasks: readonly AirflowTaskInstanceFacts[] | null;
}

export interface AirflowDagVersionFacts {
  readonly versionNumber: number | null;
  readonly bundleName: string | null;
  readonly bundleVersion: string | null;
  readonly createdAt: Instant | null;
}

export interface AirflowTaskInstanceFacts {
  readonly taskId: string;
  readonly mapIndex: number | null;
  readonly status: JobStatus;
  readonly rawStatus: string | null;
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly tryNumber: number | null;
  readonly maxTries: number | null;
  readonly operator: string | null;
  readonly pool: string | null;
  readonly queue: string | null;
}
