/** Made of the SDL: npm run generate. */
import type { Instant, JobFacts, JobKeyValue, WholeNumber } from '../../provider/contract/job.ts';

export interface KubernetesJobFacts extends JobFacts {
  readonly namespace: string;
  readonly resourceVersion: string | null;
  readonly labels: readonly JobKeyValue[] | null;
  readonly controller: KubernetesControllerFacts | null;
  readonly parallelism: number | null;
  readonly completions: number | null;
  readonly completionMode: KubernetesCompletionMode | null;
  readonly backoffLimit: number | null;
  readonly backoffLimitPerIndex: number | null;
  readonly maxFailedIndexes: number | null;
  readonly activeDeadlineSeconds: WholeNumber | null;
  readonly ttlSecondsAfterFinished: number | null;
  readonly isSuspended: boolean | null;
  readonly managedBy: string | null;
  readonly serviceAccountName: string | null;
  readonly deletionRequestedAt: Instant | null;
  readonly pods: KubernetesPodCountsFacts | null;
  readonly completedIndexes: string | null;
  readonly failedIndexes: string | null;
  readonly conditions: readonly KubernetesConditionFacts[] | null;
  readonly containers: readonly JobContainerFacts[] | null;
  readonly environmentVariables: readonly JobEnvironmentVariableFacts[] | null;
}

export interface KubernetesControllerFacts {
  readonly apiVersion: string | null;
  readonly kind: string | null;
  readonly name: string | null;
  readonly uid: string | null;
}

export type KubernetesCompletionMode = 'NON_INDEXED' | 'INDEXED' | 'UNKNOWN';

export interface KubernetesPodCountsFacts {
  readonly active: number;
  readonly ready: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly terminating: number;
}

export interface KubernetesConditionFacts {
  readonly type: string;
  readonly status: string;
  readonly reason: string | null;
  readonly message: string | null;
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
