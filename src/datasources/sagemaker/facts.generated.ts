/** Made of the SDL: npm run generate. */
import type { Instant, JobFacts, WholeNumber } from '../../provider/contract/job.ts';

export interface SageMakerTrainingJobFacts extends JobFacts {
  readonly arn: string | null;
  readonly secondaryStatus: string | null;
  readonly transitions: readonly SageMakerTransitionFacts[] | null;
  readonly trainingSeconds: number | null;
  readonly billableSeconds: number | null;
  readonly roleArn: string | null;
  readonly algorithm: SageMakerAlgorithmFacts | null;
  readonly containers: readonly JobContainerFacts[] | null;
  readonly environmentVariables: readonly JobEnvironmentVariableFacts[] | null;
  readonly inputs: readonly SageMakerInputFacts[] | null;
  readonly outputPath: string | null;
  readonly modelArtifacts: string | null;
  readonly resourceConfig: SageMakerResourcesFacts | null;
  readonly maxRuntimeSeconds: number | null;
  readonly maxWaitSeconds: number | null;
  readonly maxPendingSeconds: number | null;
  readonly maxRetryAttempts: number | null;
  readonly isSpot: boolean | null;
  readonly isNetworkIsolated: boolean | null;
  readonly checkpointPath: string | null;
  readonly metrics: readonly SageMakerMetricFacts[] | null;
  readonly steps: SageMakerStepsFacts | null;
  readonly tuningJobArn: string | null;
  readonly autoMlJobArn: string | null;
  readonly labelingJobArn: string | null;
  readonly experimentName: string | null;
  readonly trialName: string | null;
}

export interface SageMakerTransitionFacts {
  readonly status: string;
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly message: string | null;
}

export interface SageMakerAlgorithmFacts {
  readonly name: string | null;
  readonly image: string | null;
  readonly inputMode: string | null;
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

export interface SageMakerInputFacts {
  readonly channel: string | null;
  readonly location: string | null;
  readonly type: string | null;
  readonly contentType: string | null;
}

export interface SageMakerResourcesFacts {
  readonly instanceType: string | null;
  readonly instanceCount: number | null;
  readonly volumeSizeGb: number | null;
  readonly instanceGroups: readonly SageMakerInstanceGroupFacts[] | null;
}

export interface SageMakerMetricFacts {
  readonly name: string | null;
  readonly value: number | null;
  readonly at: Instant | null;
}

export interface SageMakerStepsFacts {
  readonly currentStep: WholeNumber | null;
  readonly stepsPerEpoch: WholeNumber | null;
  readonly currentEpoch: WholeNumber | null;
  readonly maxEpochs: WholeNumber | null;
}

export interface SageMakerInstanceGroupFacts {
  readonly name: string | null;
  readonly instanceType: string | null;
  readonly instanceCount: number | null;
}
