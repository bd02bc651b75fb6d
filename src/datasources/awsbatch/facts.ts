/** What the graph shows of an AWS Batch job. */
import type { Instant, JobFacts, JobKeyValue } from '../../job.ts';
import type { JobDependency, StatusCount } from './wire.ts';
import type { Container } from './wire-containers.ts';

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
  readonly statusCounts: readonly StatusCount[] | null;
  readonly countedAt: Instant | null;
}

export interface AwsBatchMultiNodeFacts {
  readonly nodeIndex: number | null;
  readonly isMainNode: boolean | null;
  readonly nodeCount: number | null;
  readonly mainNodeIndex: number | null;
}

/** The commands of containers and the values of variables are secrets. */
export interface AwsBatchFacts extends JobFacts {
  readonly arn: string | null;
  readonly queueName: string | null;
  readonly definition: string | null;
  readonly priority: number | null;
  readonly shareIdentifier: string | null;
  readonly startedAt: Instant | null;
  readonly maxAttempts: number | null;
  readonly attemptTimeoutSeconds: number | null;
  readonly attempts: readonly AwsBatchAttemptFacts[] | null;
  readonly array: AwsBatchArrayFacts | null;
  readonly multiNode: AwsBatchMultiNodeFacts | null;
  readonly dependsOn: readonly JobDependency[] | null;
  readonly containers: readonly Omit<Container, 'command' | 'environment'>[] | null;
  readonly environmentVariables:
    | readonly {
        readonly name: string | null;
        readonly valueFrom: string | null;
        readonly type: null;
        readonly container: string | null;
      }[]
    | null;
  readonly resources: readonly JobKeyValue[] | null;
  readonly roleArn: string | null;
  readonly executionRoleArn: string | null;
  readonly platforms: readonly string[] | null;
  readonly tags: readonly JobKeyValue[] | null;
}
