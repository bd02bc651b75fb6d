/** Made of the SDL: npm run generate. */
import type { Instant, JobFacts, JobKeyValue } from '../../provider/contract/job.ts';

export interface AwsBatchJobFacts extends JobFacts {
  readonly arn: string | null;
  readonly queueName: string | null;
  readonly jobDefinition: string | null;
  readonly priority: number | null;
  readonly shareIdentifier: string | null;
  readonly maxAttempts: number | null;
  readonly attemptTimeoutSeconds: number | null;
  readonly attempts: readonly AwsBatchAttemptFacts[] | null;
  readonly array: AwsBatchArrayFacts | null;
  readonly multiNode: AwsBatchMultiNodeFacts | null;
  readonly dependsOn: readonly AwsBatchDependencyFacts[] | null;
  readonly containers: readonly JobContainerFacts[] | null;
  readonly environmentVariables: readonly JobEnvironmentVariableFacts[] | null;
  readonly resources: readonly JobKeyValue[] | null;
  readonly roleArn: string | null;
  readonly executionRoleArn: string | null;
  readonly platforms: readonly string[] | null;
  readonly tags: readonly JobKeyValue[] | null;
}

export interface AwsBatchAttemptFacts {
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly statusReason: string | null;
  readonly exitCode: number | null;
  readonly reason: string | null;
  readonly logStreamName: string | null;
  readonly taskArn: string | null;
}

export interface AwsBatchArrayFacts {
  readonly size: number | null;
  readonly index: number | null;
  readonly statusCounts: readonly AwsBatchStatusCountFacts[] | null;
  readonly countedAt: Instant | null;
}

export interface AwsBatchMultiNodeFacts {
  readonly nodeIndex: number | null;
  readonly isMainNode: boolean | null;
  readonly nodeCount: number | null;
  readonly mainNodeIndex: number | null;
}

export interface AwsBatchDependencyFacts {
  readonly jobId: string | null;
  readonly type: string | null;
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

export interface AwsBatchStatusCountFacts {
  readonly status: string;
  readonly count: number;
}
