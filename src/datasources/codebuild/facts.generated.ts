/** Made of the SDL: npm run generate. */
import type { Instant, JobFacts, JobStatus, WholeNumber } from '../../provider/contract/job.ts';

export interface CodeBuildBuildFacts extends JobFacts {
  readonly arn: string | null;
  readonly projectName: string;
  readonly buildNumber: WholeNumber | null;
  readonly currentPhase: string | null;
  readonly phases: readonly CodeBuildPhaseFacts[] | null;
  readonly initiator: string | null;
  readonly sourceVersion: string | null;
  readonly resolvedSourceVersion: string | null;
  readonly buildSource: CodeBuildSourceFacts | null;
  readonly secondarySources: readonly CodeBuildSourceFacts[] | null;
  readonly environment: CodeBuildEnvironmentFacts | null;
  readonly environmentVariables: readonly JobEnvironmentVariableFacts[] | null;
  readonly exportedEnvironmentVariables: readonly JobEnvironmentVariableFacts[] | null;
  readonly artifact: CodeBuildArtifactFacts | null;
  readonly secondaryArtifacts: readonly CodeBuildArtifactFacts[] | null;
  readonly logs: CodeBuildLogsFacts | null;
  readonly roleArn: string | null;
  readonly timeoutMinutes: number | null;
  readonly queuedTimeoutMinutes: number | null;
  readonly buildBatchArn: string | null;
  readonly reportArns: readonly string[] | null;
  readonly debugSessionEnabled: boolean | null;
}

export interface CodeBuildPhaseFacts {
  readonly type: string | null;
  readonly status: JobStatus | null;
  readonly rawStatus: string | null;
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly durationSeconds: number | null;
}

export interface CodeBuildSourceFacts {
  readonly type: string | null;
  readonly location: string | null;
  readonly identifier: string | null;
  readonly cloneDepth: number | null;
}

export interface CodeBuildEnvironmentFacts {
  readonly type: string | null;
  readonly image: string | null;
  readonly computeType: string | null;
  readonly isPrivileged: boolean | null;
}

export interface JobEnvironmentVariableFacts {
  readonly name: string | null;
  readonly valueFrom: string | null;
  readonly type: string | null;
  readonly container: string | null;
}

export interface CodeBuildArtifactFacts {
  readonly location: string | null;
  readonly identifier: string | null;
  readonly sha256: string | null;
  readonly md5: string | null;
}

export interface CodeBuildLogsFacts {
  readonly groupName: string | null;
  readonly streamName: string | null;
  readonly url: string | null;
  readonly s3Url: string | null;
}
