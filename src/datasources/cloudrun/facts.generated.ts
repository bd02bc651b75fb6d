/** Made of the SDL: npm run generate. */
import type { Instant, JobFacts, JobKeyValue } from '../../provider/contract/job.ts';

export interface CloudRunExecutionFacts extends JobFacts {
  readonly jobName: string;
  readonly uid: string | null;
  readonly deletionRequestedAt: Instant | null;
  readonly taskCount: number | null;
  readonly parallelism: number | null;
  readonly taskCounts: CloudRunTaskCountsFacts | null;
  readonly maxRetries: number | null;
  readonly taskTimeoutSeconds: number | null;
  readonly serviceAccount: string | null;
  readonly executionEnvironment: string | null;
  readonly accelerator: string | null;
  readonly imageEncryptionKey: string | null;
  readonly launchStage: string | null;
  readonly labels: readonly JobKeyValue[] | null;
  readonly conditions: readonly CloudRunConditionFacts[] | null;
  readonly containers: readonly JobContainerFacts[] | null;
  readonly environmentVariables: readonly JobEnvironmentVariableFacts[] | null;
  readonly resources: readonly JobKeyValue[] | null;
  readonly logUrl: string | null;
}

export interface CloudRunTaskCountsFacts {
  readonly running: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly retried: number;
}

export interface CloudRunConditionFacts {
  readonly type: string;
  readonly state: string | null;
  readonly reason: string | null;
  readonly message: string | null;
  readonly severity: string | null;
  readonly changedAt: Instant | null;
}

export interface JobContainerFacts {
  readonly name: string | null;
  readonly image: string | null;
  readonly exitCode: number | null;
  readonly reason: string | null;
  readonly logStreamName: string | null;
}

export interface JobEnvironmentVariableFacts {
  readonly name: string | null;
  readonly valueFrom: string | null;
  readonly type: string | null;
  readonly container: string | null;
}
