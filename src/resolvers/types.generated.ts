import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { JobNode, JobNodeOf, CodePipelineConfigurationEntryNode, CosBatchOperationNode, JobSourceNode } from './nodes.ts';
import type { JobLogNode } from './logs/job-log.ts';
import type { JobLogEventNode } from './logs/log-updates.ts';
import type { LogLineNode } from './logs/log-line.ts';
import type { ReasonStatsNode } from './jobs/reason-stats.ts';
import type { SourceCheckNode } from './source-checks.ts';
import type { JobStatsNode } from './jobs/stats.ts';
import type { GatewayContext } from './context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  BigInt: { input: bigint; output: string; }
  DateTime: { input: Date; output: string; }
  URL: { input: string; output: string; }
};

export type AirflowDagRun = Job & {
  readonly __typename?: 'AirflowDagRun';
  readonly bundleVersion: Maybe<Scalars['String']['output']>;
  readonly confJson: Maybe<Scalars['String']['output']>;
  readonly consoleUrl: Maybe<Scalars['URL']['output']>;
  readonly createdAt: Maybe<Scalars['DateTime']['output']>;
  readonly dagDisplayName: Maybe<Scalars['String']['output']>;
  readonly dagId: Scalars['String']['output'];
  readonly dagVersions: Maybe<ReadonlyArray<AirflowDagVersion>>;
  readonly dataIntervalEnd: Maybe<Scalars['DateTime']['output']>;
  readonly dataIntervalStart: Maybe<Scalars['DateTime']['output']>;
  readonly definition: Maybe<Scalars['String']['output']>;
  readonly durationSeconds: Maybe<Scalars['Float']['output']>;
  readonly endedAt: Maybe<Scalars['DateTime']['output']>;
  readonly failures: Maybe<ReadonlyArray<JobFailure>>;
  readonly fetchedAt: Maybe<Scalars['DateTime']['output']>;
  readonly id: Scalars['ID']['output'];
  readonly isTerminal: Maybe<Scalars['Boolean']['output']>;
  readonly kind: Maybe<Scalars['String']['output']>;
  readonly logicalDate: Maybe<Scalars['DateTime']['output']>;
  readonly name: Maybe<Scalars['String']['output']>;
  readonly note: Maybe<Scalars['String']['output']>;
  readonly partitionKey: Maybe<Scalars['String']['output']>;
  readonly progress: Maybe<JobProgress>;
  readonly provider: JobProvider;
  readonly providerJobId: Scalars['String']['output'];
  readonly queuedAt: Maybe<Scalars['DateTime']['output']>;
  readonly rawStatus: Maybe<Scalars['String']['output']>;
  readonly runType: Maybe<Scalars['String']['output']>;
  readonly source: JobSource;
  readonly startedAt: Maybe<Scalars['DateTime']['output']>;
  readonly status: Maybe<JobStatus>;
  readonly statusMessage: Maybe<Scalars['String']['output']>;
  readonly statusSource: Maybe<JobStatusSource>;
  readonly tasks: Maybe<ReadonlyArray<AirflowTaskInstance>>;
  readonly triggeredBy: Maybe<Scalars['String']['output']>;
  readonly triggeringUserName: Maybe<Scalars['String']['output']>;
  readonly updatedAt: Maybe<Scalars['DateTime']['output']>;
};

export type AirflowDagVersion = {
  readonly __typename?: 'AirflowDagVersion';
  readonly bundleName: Maybe<Scalars['String']['output']>;
  readonly bundleVersion: Maybe<Scalars['String']['output']>;
  readonly createdAt: Maybe<Scalars['DateTime']['output']>;
  readonly versionNumber: Maybe<Scalars['Int']['output']>;
};

export type AirflowTaskInstance = {
  readonly __typename?: 'AirflowTaskInstance';
  readonly endedAt: Maybe<Scalars['DateTime']['output']>;
  readonly mapIndex: Maybe<Scalars['Int']['output']>;
  readonly maxTries: Maybe<Scalars['Int']['output']>;
  readonly operator: Maybe<Scalars['String']['output']>;
  readonly pool: Maybe<Scalars['String']['output']>;
  readonly queue: Maybe<Scalars['String']['output']>;
  readonly rawStatus: Maybe<Scalars['String']['output']>;
  readonly startedAt: Maybe<Scalars['DateTime']['output']>;
  readonly status: JobStatus;
  readonly taskId: Scalars['String']['output'];
  readonly tryNumber: Maybe<Scalars['Int']['output']>;
};

export type AwsBatchArray = {
  readonly __typename?: 'AwsBatchArray';
  readonly countedAt: Maybe<Scalars['DateTime']['output']>;
  readonly index: Maybe<Scalars['Int']['output']>;
  readonly size: Maybe<Scalars['Int']['output']>;
  readonly statusCounts: Maybe<ReadonlyArray<AwsBatchStatusCount>>;
};

export type AwsBatchAttempt = {
  readonly __typename?: 'AwsBatchAttempt';
  readonly endedAt: Maybe<Scalars['DateTime']['output']>;
  readonly exitCode: Maybe<Scalars['Int']['output']>;
  readonly logStreamName: Maybe<Scalars['String']['output']>;
  readonly reason: Maybe<Scalars['String']['output']>;
  readonly startedAt: Maybe<Scalars['DateTime']['output']>;
  readonly statusReason: Maybe<Scalars['String']['output']>;
  readonly taskArn: Maybe<Scalars['String']['output']>;
};

export type AwsBatchDependency = {
  readonly __typename?: 'AwsBatchDependency';
  readonly jobId: Maybe<Scalars['String']['output']>;
  readonly type: Maybe<Scalars['String']['output']>;
};

export type AwsBatchJob = Job & {
  readonly __typename?: 'AwsBatchJob';
  readonly arn: Maybe<Scalars['String']['output']>;
  readonly array: Maybe<AwsBatchArray>;
  readonly attemptTimeoutSeconds: Maybe<Scalars['Int']['output']>;
  readonly attempts: Maybe<ReadonlyArray<AwsBatchAttempt>>;
  readonly consoleUrl: Maybe<Scalars['URL']['output']>;
  readonly containers: Maybe<ReadonlyArray<JobContainer>>;
  readonly createdAt: Maybe<Scalars['DateTime']['output']>;
  readonly definition: Maybe<Scalars['String']['output']>;
  readonly dependsOn: Maybe<ReadonlyArray<AwsBatchDependency>>;
  readonly durationSeconds: Maybe<Scalars['Float']['output']>;
  readonly endedAt: Maybe<Scalars['DateTime']['output']>;
  readonly environmentVariables: Maybe<ReadonlyArray<JobEnvironmentVariable>>;
  readonly executionRoleArn: Maybe<Scalars['String']['output']>;
  readonly failures: Maybe<ReadonlyArray<JobFailure>>;
  readonly fetchedAt: Maybe<Scalars['DateTime']['output']>;
  readonly id: Scalars['ID']['output'];
  readonly isTerminal: Maybe<Scalars['Boolean']['output']>;
  readonly jobDefinition: Maybe<Scalars['String']['output']>;
  readonly kind: Maybe<Scalars['String']['output']>;
  readonly maxAttempts: Maybe<Scalars['Int']['output']>;
  readonly multiNode: Maybe<AwsBatchMultiNode>;
  readonly name: Maybe<Scalars['String']['output']>;
  readonly parameters: Maybe<ReadonlyArray<JobKeyValue>>;
  readonly platforms: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  readonly priority: Maybe<Scalars['Int']['output']>;
  readonly progress: Maybe<JobProgress>;
  readonly provider: JobProvider;
  readonly providerJobId: Scalars['String']['output'];
  readonly queueName: Maybe<Scalars['String']['output']>;
  readonly rawStatus: Maybe<Scalars['String']['output']>;
  readonly resources: Maybe<ReadonlyArray<JobKeyValue>>;
  readonly roleArn: Maybe<Scalars['String']['output']>;
  readonly shareIdentifier: Maybe<Scalars['String']['output']>;
  readonly source: JobSource;
  readonly startedAt: Maybe<Scalars['DateTime']['output']>;
  readonly status: Maybe<JobStatus>;
  readonly statusMessage: Maybe<Scalars['String']['output']>;
  readonly statusSource: Maybe<JobStatusSource>;
  readonly tags: Maybe<ReadonlyArray<JobKeyValue>>;
  readonly updatedAt: Maybe<Scalars['DateTime']['output']>;
};

export type AwsBatchMultiNode = {
  readonly __typename?: 'AwsBatchMultiNode';
  readonly isMainNode: Maybe<Scalars['Boolean']['output']>;
  readonly mainNodeIndex: Maybe<Scalars['Int']['output']>;
  readonly nodeCount: Maybe<Scalars['Int']['output']>;
  readonly nodeIndex: Maybe<Scalars['Int']['output']>;
};

export type AwsBatchStatusCount = {
  readonly __typename?: 'AwsBatchStatusCount';
  readonly count: Scalars['Int']['output'];
  readonly status: Scalars['String']['output'];
};

export type AwsSessionCredentials = {
  readonly __typename?: 'AwsSessionCredentials';
  readonly accessKeyId: Scalars['String']['output'];
  readonly secretAccessKey: Scalars['String']['output'];
  readonly sessionToken: Scalars['String']['output'];
};

export type CloudRunCondition = {
  readonly __typename?: 'CloudRunCondition';
  readonly changedAt: Maybe<Scalars['DateTime']['output']>;
  readonly message: Maybe<Scalars['String']['output']>;
  readonly reason: Maybe<Scalars['String']['output']>;
  readonly severity: Maybe<Scalars['String']['output']>;
  readonly state: Maybe<Scalars['String']['output']>;
  readonly type: Scalars['String']['output'];
};

export type CloudRunExecution = Job & {
  readonly __typename?: 'CloudRunExecution';
  readonly accelerator: Maybe<Scalars['String']['output']>;
  readonly conditions: Maybe<ReadonlyArray<CloudRunCondition>>;
  readonly consoleUrl: Maybe<Scalars['URL']['output']>;
  readonly containers: Maybe<ReadonlyArray<JobContainer>>;
  readonly createdAt: Maybe<Scalars['DateTime']['output']>;
  readonly creator: Maybe<Scalars['String']['output']>;
  readonly definition: Maybe<Scalars['String']['output']>;
  readonly deletionRequestedAt: Maybe<Scalars['DateTime']['output']>;
  readonly durationSeconds: Maybe<Scalars['Float']['output']>;
  readonly endedAt: Maybe<Scalars['DateTime']['output']>;
  readonly environmentVariables: Maybe<ReadonlyArray<JobEnvironmentVariable>>;
  readonly executionEnvironment: Maybe<Scalars['String']['output']>;
  readonly failures: Maybe<ReadonlyArray<JobFailure>>;
  readonly fetchedAt: Maybe<Scalars['DateTime']['output']>;
  readonly id: Scalars['ID']['output'];
  readonly imageEncryptionKey: Maybe<Scalars['String']['output']>;
  readonly isTerminal: Maybe<Scalars['Boolean']['output']>;
  readonly jobName: Scalars['String']['output'];
  readonly kind: Maybe<Scalars['String']['output']>;
  readonly labels: Maybe<ReadonlyArray<JobKeyValue>>;
  readonly launchStage: Maybe<Scalars['String']['output']>;
  readonly logUrl: Maybe<Scalars['URL']['output']>;
  readonly maxRetries: Maybe<Scalars['Int']['output']>;
  readonly name: Maybe<Scalars['String']['output']>;
  readonly parallelism: Maybe<Scalars['Int']['output']>;
  readonly progress: Maybe<JobProgress>;
  readonly provider: JobProvider;
  readonly providerJobId: Scalars['String']['output'];
  readonly rawStatus: Maybe<Scalars['String']['output']>;
  readonly resources: Maybe<ReadonlyArray<JobKeyValue>>;
  readonly serviceAccount: Maybe<Scalars['String']['output']>;
  readonly source: JobSource;
  readonly startedAt: Maybe<Scalars['DateTime']['output']>;
  readonly status: Maybe<JobStatus>;
  readonly statusMessage: Maybe<Scalars['String']['output']>;
  readonly statusSource: Maybe<JobStatusSource>;
  readonly taskCount: Maybe<Scalars['Int']['output']>;
  readonly taskCounts: Maybe<CloudRunTaskCounts>;
  readonly taskTimeoutSeconds: Maybe<Scalars['Float']['output']>;
  readonly uid: Maybe<Scalars['String']['output']>;
  readonly updatedAt: Maybe<Scalars['DateTime']['output']>;
};

export type CloudRunTaskCounts = {
  readonly __typename?: 'CloudRunTaskCounts';
  readonly cancelled: Scalars['Int']['output'];
  readonly failed: Scalars['Int']['output'];
  readonly retried: Scalars['Int']['output'];
  readonly running: Scalars['Int']['output'];
  readonly succeeded: Scalars['Int']['output'];
};

export type CodeBuildArtifact = {
  readonly __typename?: 'CodeBuildArtifact';
  readonly identifier: Maybe<Scalars['String']['output']>;
  readonly location: Maybe<Scalars['String']['output']>;
  readonly md5: Maybe<Scalars['String']['output']>;
  readonly sha256: Maybe<Scalars['String']['output']>;
};

export type CodeBuildBuild = Job & {
  readonly __typename?: 'CodeBuildBuild';
  readonly arn: Maybe<Scalars['String']['output']>;
  readonly artifact: Maybe<CodeBuildArtifact>;
  readonly buildBatchArn: Maybe<Scalars['String']['output']>;
  readonly buildNumber: Maybe<Scalars['BigInt']['output']>;
  readonly buildSource: Maybe<CodeBuildSource>;
  readonly buildspec: Maybe<Scalars['String']['output']>;
  readonly consoleUrl: Maybe<Scalars['URL']['output']>;
  readonly createdAt: Maybe<Scalars['DateTime']['output']>;
  readonly currentPhase: Maybe<Scalars['String']['output']>;
  readonly debugSessionEnabled: Maybe<Scalars['Boolean']['output']>;
  readonly debugSessionTarget: Maybe<Scalars['String']['output']>;
  readonly definition: Maybe<Scalars['String']['output']>;
  readonly durationSeconds: Maybe<Scalars['Float']['output']>;
  readonly endedAt: Maybe<Scalars['DateTime']['output']>;
  readonly environment: Maybe<CodeBuildEnvironment>;
  readonly environmentVariables: Maybe<ReadonlyArray<JobEnvironmentVariable>>;
  readonly exportedEnvironmentVariables: Maybe<ReadonlyArray<JobEnvironmentVariable>>;
  readonly failures: Maybe<ReadonlyArray<JobFailure>>;
  readonly fetchedAt: Maybe<Scalars['DateTime']['output']>;
  readonly id: Scalars['ID']['output'];
  readonly initiator: Maybe<Scalars['String']['output']>;
  readonly isTerminal: Maybe<Scalars['Boolean']['output']>;
  readonly kind: Maybe<Scalars['String']['output']>;
  readonly logs: Maybe<CodeBuildLogs>;
  readonly name: Maybe<Scalars['String']['output']>;
  readonly phases: Maybe<ReadonlyArray<CodeBuildPhase>>;
  readonly progress: Maybe<JobProgress>;
  readonly projectName: Scalars['String']['output'];
  readonly provider: JobProvider;
  readonly providerJobId: Scalars['String']['output'];
  readonly queuedTimeoutMinutes: Maybe<Scalars['Int']['output']>;
  readonly rawStatus: Maybe<Scalars['String']['output']>;
  readonly reportArns: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  readonly resolvedSourceVersion: Maybe<Scalars['String']['output']>;
  readonly roleArn: Maybe<Scalars['String']['output']>;
  readonly secondaryArtifacts: Maybe<ReadonlyArray<CodeBuildArtifact>>;
  readonly secondarySources: Maybe<ReadonlyArray<CodeBuildSource>>;
  readonly source: JobSource;
  readonly sourceVersion: Maybe<Scalars['String']['output']>;
  readonly startedAt: Maybe<Scalars['DateTime']['output']>;
  readonly status: Maybe<JobStatus>;
  readonly statusMessage: Maybe<Scalars['String']['output']>;
  readonly statusSource: Maybe<JobStatusSource>;
  readonly timeoutMinutes: Maybe<Scalars['Int']['output']>;
  readonly updatedAt: Maybe<Scalars['DateTime']['output']>;
};

export type CodeBuildEnvironment = {
  readonly __typename?: 'CodeBuildEnvironment';
  readonly computeType: Maybe<Scalars['String']['output']>;
  readonly image: Maybe<Scalars['String']['output']>;
  readonly isPrivileged: Maybe<Scalars['Boolean']['output']>;
  readonly type: Maybe<Scalars['String']['output']>;
};

export type CodeBuildLogs = {
  readonly __typename?: 'CodeBuildLogs';
  readonly groupName: Maybe<Scalars['String']['output']>;
  readonly s3Url: Maybe<Scalars['URL']['output']>;
  readonly streamName: Maybe<Scalars['String']['output']>;
  readonly url: Maybe<Scalars['URL']['output']>;
};

export type CodeBuildPhase = {
  readonly __typename?: 'CodeBuildPhase';
  readonly durationSeconds: Maybe<Scalars['Int']['output']>;
  readonly endedAt: Maybe<Scalars['DateTime']['output']>;
  readonly rawStatus: Maybe<Scalars['String']['output']>;
  readonly startedAt: Maybe<Scalars['DateTime']['output']>;
  readonly status: Maybe<JobStatus>;
  readonly type: Maybe<Scalars['String']['output']>;
};

export type CodeBuildSource = {
  readonly __typename?: 'CodeBuildSource';
  readonly cloneDepth: Maybe<Scalars['Int']['output']>;
  readonly identifier: Maybe<Scalars['String']['output']>;
  readonly location: Maybe<Scalars['String']['output']>;
  readonly type: Maybe<Scalars['String']['output']>;
};

export type CodePipelineActionExecution = {
  readonly __typename?: 'CodePipelineActionExecution';
  readonly errorCode: Maybe<Scalars['String']['output']>;
  readonly errorMessage: Maybe<Scalars['String']['output']>;
  readonly externalExecutionId: Maybe<Scalars['String']['output']>;
  readonly externalExecutionSummary: Maybe<Scalars['String']['output']>;
  readonly externalExecutionUrl: Maybe<Scalars['URL']['output']>;
  readonly rawStatus: Maybe<Scalars['String']['output']>;
  readonly startedAt: Maybe<Scalars['DateTime']['output']>;
  readonly status: JobStatus;
  readonly updatedAt: Maybe<Scalars['DateTime']['output']>;
};

export type CodePipelineActionType = {
  readonly __typename?: 'CodePipelineActionType';
  readonly category: Scalars['String']['output'];
  readonly owner: Scalars['String']['output'];
  readonly provider: Scalars['String']['output'];
  readonly version: Scalars['String']['output'];
};

export type CodePipelineArtifact = {
  readonly __typename?: 'CodePipelineArtifact';
  readonly location: Maybe<JobS3Object>;
  readonly locationType: Maybe<Scalars['String']['output']>;
  readonly name: Maybe<Scalars['String']['output']>;
  readonly revision: Maybe<Scalars['String']['output']>;
};

export type CodePipelineConfigurationEntry = {
  readonly __typename?: 'CodePipelineConfigurationEntry';
  readonly key: Scalars['String']['output'];
  readonly value: Maybe<Scalars['String']['output']>;
};

export type CodePipelineContext = {
  readonly __typename?: 'CodePipelineContext';
  readonly action: Maybe<Scalars['String']['output']>;
  readonly actionExecutionId: Maybe<Scalars['String']['output']>;
  readonly arn: Maybe<Scalars['String']['output']>;
  readonly executionId: Maybe<Scalars['String']['output']>;
  readonly name: Maybe<Scalars['String']['output']>;
  readonly stage: Maybe<Scalars['String']['output']>;
};

export type CodePipelineEncryptionKey = {
  readonly __typename?: 'CodePipelineEncryptionKey';
  readonly id: Scalars['String']['output'];
  readonly type: Scalars['String']['output'];
};

export type CodePipelineJob = Job & {
  readonly __typename?: 'CodePipelineJob';
  readonly accountId: Maybe<Scalars['String']['output']>;
  readonly actionExecution: Maybe<CodePipelineActionExecution>;
  readonly actionType: Maybe<CodePipelineActionType>;
  readonly artifactCredentials: Maybe<AwsSessionCredentials>;
  readonly configuration: Maybe<ReadonlyArray<CodePipelineConfigurationEntry>>;
  readonly consoleUrl: Maybe<Scalars['URL']['output']>;
  readonly continuationToken: Maybe<Scalars['String']['output']>;
  readonly createdAt: Maybe<Scalars['DateTime']['output']>;
  readonly definition: Maybe<Scalars['String']['output']>;
  readonly durationSeconds: Maybe<Scalars['Float']['output']>;
  readonly encryptionKey: Maybe<CodePipelineEncryptionKey>;
  readonly endedAt: Maybe<Scalars['DateTime']['output']>;
  readonly failures: Maybe<ReadonlyArray<JobFailure>>;
  readonly fetchedAt: Maybe<Scalars['DateTime']['output']>;
  readonly hasContinuationToken: Maybe<Scalars['Boolean']['output']>;
  readonly id: Scalars['ID']['output'];
  readonly inputArtifacts: Maybe<ReadonlyArray<CodePipelineArtifact>>;
  readonly isTerminal: Maybe<Scalars['Boolean']['output']>;
  readonly kind: Maybe<Scalars['String']['output']>;
  readonly name: Maybe<Scalars['String']['output']>;
  readonly outputArtifacts: Maybe<ReadonlyArray<CodePipelineArtifact>>;
  readonly pipeline: Maybe<CodePipelineContext>;
  readonly progress: Maybe<JobProgress>;
  readonly provider: JobProvider;
  readonly providerJobId: Scalars['String']['output'];
  readonly rawStatus: Maybe<Scalars['String']['output']>;
  readonly source: JobSource;
  readonly startedAt: Maybe<Scalars['DateTime']['output']>;
  readonly status: Maybe<JobStatus>;
  readonly statusMessage: Maybe<Scalars['String']['output']>;
  readonly statusSource: Maybe<JobStatusSource>;
  readonly updatedAt: Maybe<Scalars['DateTime']['output']>;
};

export type CosAccessControlGrant = {
  readonly __typename?: 'CosAccessControlGrant';
  readonly granteeDisplayName: Maybe<Scalars['String']['output']>;
  readonly granteeIdentifier: Maybe<Scalars['String']['output']>;
  readonly granteeType: Maybe<Scalars['String']['output']>;
  readonly permission: Maybe<Scalars['String']['output']>;
};

export type CosBatchJob = Job & {
  readonly __typename?: 'CosBatchJob';
  readonly clientRequestToken: Maybe<Scalars['String']['output']>;
  readonly confirmationRequired: Maybe<Scalars['Boolean']['output']>;
  readonly consoleUrl: Maybe<Scalars['URL']['output']>;
  readonly createdAt: Maybe<Scalars['DateTime']['output']>;
  readonly definition: Maybe<Scalars['String']['output']>;
  readonly description: Maybe<Scalars['String']['output']>;
  readonly durationSeconds: Maybe<Scalars['Float']['output']>;
  readonly endedAt: Maybe<Scalars['DateTime']['output']>;
  readonly failures: Maybe<ReadonlyArray<JobFailure>>;
  readonly fetchedAt: Maybe<Scalars['DateTime']['output']>;
  readonly id: Scalars['ID']['output'];
  readonly isTerminal: Maybe<Scalars['Boolean']['output']>;
  readonly kind: Maybe<Scalars['String']['output']>;
  readonly manifest: Maybe<CosBatchManifest>;
  readonly name: Maybe<Scalars['String']['output']>;
  readonly operation: Maybe<CosBatchOperation>;
  readonly priority: Maybe<Scalars['Int']['output']>;
  readonly progress: Maybe<JobProgress>;
  readonly provider: JobProvider;
  readonly providerJobId: Scalars['String']['output'];
  readonly rawStatus: Maybe<Scalars['String']['output']>;
  readonly report: Maybe<CosBatchReport>;
  readonly roleArn: Maybe<Scalars['String']['output']>;
  readonly source: JobSource;
  readonly startedAt: Maybe<Scalars['DateTime']['output']>;
  readonly status: Maybe<JobStatus>;
  readonly statusMessage: Maybe<Scalars['String']['output']>;
  readonly statusSource: Maybe<JobStatusSource>;
  readonly suspendedAt: Maybe<Scalars['DateTime']['output']>;
  readonly suspendedCause: Maybe<Scalars['String']['output']>;
  readonly updatedAt: Maybe<Scalars['DateTime']['output']>;
};

export type CosBatchManifest = {
  readonly __typename?: 'CosBatchManifest';
  readonly etag: Maybe<Scalars['String']['output']>;
  readonly fields: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  readonly format: Maybe<Scalars['String']['output']>;
  readonly objectArn: Maybe<Scalars['String']['output']>;
  readonly objectVersionId: Maybe<Scalars['String']['output']>;
};

export type CosBatchOperation = {
  readonly name: Scalars['String']['output'];
};

export type CosBatchReport = {
  readonly __typename?: 'CosBatchReport';
  readonly bucket: Maybe<Scalars['String']['output']>;
  readonly enabled: Maybe<Scalars['Boolean']['output']>;
  readonly format: Maybe<Scalars['String']['output']>;
  readonly prefix: Maybe<Scalars['String']['output']>;
  readonly scope: Maybe<Scalars['String']['output']>;
};

export type CosInitiateRestoreObjectOperation = CosBatchOperation & {
  readonly __typename?: 'CosInitiateRestoreObjectOperation';
  readonly expirationInDays: Maybe<Scalars['Int']['output']>;
  readonly jobTier: Maybe<Scalars['String']['output']>;
  readonly name: Scalars['String']['output'];
};

export type CosOtherOperation = CosBatchOperation & {
  readonly __typename?: 'CosOtherOperation';
  readonly name: Scalars['String']['output'];
};

export type CosPutObjectCopyOperation = CosBatchOperation & {
  readonly __typename?: 'CosPutObjectCopyOperation';
  readonly accessControlDirective: Maybe<Scalars['String']['output']>;
  readonly accessControlGrants: Maybe<ReadonlyArray<CosAccessControlGrant>>;
  readonly cacheControl: Maybe<Scalars['String']['output']>;
  readonly cannedAccessControlList: Maybe<Scalars['String']['output']>;
  readonly contentDisposition: Maybe<Scalars['String']['output']>;
  readonly contentEncoding: Maybe<Scalars['String']['output']>;
  readonly contentType: Maybe<Scalars['String']['output']>;
  readonly httpExpiresDate: Maybe<Scalars['String']['output']>;
  readonly metadataDirective: Maybe<Scalars['String']['output']>;
  readonly modifiedSinceConstraint: Maybe<Scalars['String']['output']>;
  readonly name: Scalars['String']['output'];
  readonly newObjectTagging: Maybe<ReadonlyArray<JobKeyValue>>;
  readonly prefixReplace: Maybe<Scalars['Boolean']['output']>;
  readonly resourcesPrefix: Maybe<Scalars['String']['output']>;
  readonly sseAlgorithm: Maybe<Scalars['String']['output']>;
  readonly storageClass: Maybe<Scalars['String']['output']>;
  readonly taggingDirective: Maybe<Scalars['String']['output']>;
  readonly targetKeyPrefix: Maybe<Scalars['String']['output']>;
  readonly targetResource: Maybe<Scalars['String']['output']>;
  readonly unmodifiedSinceConstraint: Maybe<Scalars['String']['output']>;
  readonly userMetadata: Maybe<ReadonlyArray<JobKeyValue>>;
};

export type DatabricksGitSource = {
  readonly __typename?: 'DatabricksGitSource';
  readonly branch: Maybe<Scalars['String']['output']>;
  readonly commit: Maybe<Scalars['String']['output']>;
  readonly provider: Maybe<Scalars['String']['output']>;
  readonly tag: Maybe<Scalars['String']['output']>;
  readonly url: Maybe<Scalars['String']['output']>;
};

export type DatabricksJobRun = Job & {
  readonly __typename?: 'DatabricksJobRun';
  readonly attempt: Maybe<Scalars['Int']['output']>;
  readonly cleanupMilliseconds: Maybe<Scalars['BigInt']['output']>;
  readonly clusterId: Maybe<Scalars['String']['output']>;
  readonly consoleUrl: Maybe<Scalars['URL']['output']>;
  readonly createdAt: Maybe<Scalars['DateTime']['output']>;
  readonly creatorUserName: Maybe<Scalars['String']['output']>;
  readonly definition: Maybe<Scalars['String']['output']>;
  readonly description: Maybe<Scalars['String']['output']>;
  readonly durationSeconds: Maybe<Scalars['Float']['output']>;
  readonly endedAt: Maybe<Scalars['DateTime']['output']>;
  readonly executionMilliseconds: Maybe<Scalars['BigInt']['output']>;
  readonly failures: Maybe<ReadonlyArray<JobFailure>>;
  readonly fetchedAt: Maybe<Scalars['DateTime']['output']>;
  readonly gitSource: Maybe<DatabricksGitSource>;
  readonly id: Scalars['ID']['output'];
  readonly isTerminal: Maybe<Scalars['Boolean']['output']>;
  readonly jobId: Maybe<Scalars['String']['output']>;
  readonly jobParameters: Maybe<ReadonlyArray<JobKeyValue>>;
  readonly jobRunId: Maybe<Scalars['String']['output']>;
  readonly kind: Maybe<Scalars['String']['output']>;
  readonly name: Maybe<Scalars['String']['output']>;
  readonly originalAttemptRunId: Maybe<Scalars['String']['output']>;
  readonly overridingParametersJson: Maybe<Scalars['String']['output']>;
  readonly performanceTarget: Maybe<Scalars['String']['output']>;
  readonly progress: Maybe<JobProgress>;
  readonly provider: JobProvider;
  readonly providerJobId: Scalars['String']['output'];
  readonly queueMilliseconds: Maybe<Scalars['BigInt']['output']>;
  readonly queueReason: Maybe<Scalars['String']['output']>;
  readonly rawStatus: Maybe<Scalars['String']['output']>;
  readonly runMilliseconds: Maybe<Scalars['BigInt']['output']>;
  readonly schedule: Maybe<Scalars['String']['output']>;
  readonly scheduleTimezone: Maybe<Scalars['String']['output']>;
  readonly setupMilliseconds: Maybe<Scalars['BigInt']['output']>;
  readonly source: JobSource;
  readonly startedAt: Maybe<Scalars['DateTime']['output']>;
  readonly status: Maybe<JobStatus>;
  readonly statusMessage: Maybe<Scalars['String']['output']>;
  readonly statusSource: Maybe<JobStatusSource>;
  readonly tasks: Maybe<ReadonlyArray<DatabricksRunTask>>;
  readonly terminationType: Maybe<Scalars['String']['output']>;
  readonly trigger: Maybe<Scalars['String']['output']>;
  readonly updatedAt: Maybe<Scalars['DateTime']['output']>;
};

export type DatabricksRunTask = {
  readonly __typename?: 'DatabricksRunTask';
  readonly attempt: Maybe<Scalars['Int']['output']>;
  readonly clusterId: Maybe<Scalars['String']['output']>;
  readonly dependsOn: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  readonly endedAt: Maybe<Scalars['DateTime']['output']>;
  readonly rawStatus: Maybe<Scalars['String']['output']>;
  readonly runId: Maybe<Scalars['String']['output']>;
  readonly startedAt: Maybe<Scalars['DateTime']['output']>;
  readonly status: JobStatus;
  readonly taskKey: Scalars['String']['output'];
  readonly type: Maybe<Scalars['String']['output']>;
  readonly url: Maybe<Scalars['URL']['output']>;
};

export type GitHubActionsRun = Job & {
  readonly __typename?: 'GitHubActionsRun';
  readonly actor: Maybe<Scalars['String']['output']>;
  readonly attempt: Maybe<Scalars['Int']['output']>;
  readonly branch: Maybe<Scalars['String']['output']>;
  readonly checkSuiteId: Maybe<Scalars['BigInt']['output']>;
  readonly commitAuthorEmail: Maybe<Scalars['String']['output']>;
  readonly commitAuthorName: Maybe<Scalars['String']['output']>;
  readonly commitMessage: Maybe<Scalars['String']['output']>;
  readonly commitSha: Maybe<Scalars['String']['output']>;
  readonly consoleUrl: Maybe<Scalars['URL']['output']>;
  readonly createdAt: Maybe<Scalars['DateTime']['output']>;
  readonly definition: Maybe<Scalars['String']['output']>;
  readonly durationSeconds: Maybe<Scalars['Float']['output']>;
  readonly endedAt: Maybe<Scalars['DateTime']['output']>;
  readonly event: Maybe<Scalars['String']['output']>;
  readonly failures: Maybe<ReadonlyArray<JobFailure>>;
  readonly fetchedAt: Maybe<Scalars['DateTime']['output']>;
  readonly headRepository: Maybe<Scalars['String']['output']>;
  readonly id: Scalars['ID']['output'];
  readonly isTerminal: Maybe<Scalars['Boolean']['output']>;
  readonly jobs: Maybe<ReadonlyArray<GitHubActionsRunJob>>;
  readonly kind: Maybe<Scalars['String']['output']>;
  readonly name: Maybe<Scalars['String']['output']>;
  readonly progress: Maybe<JobProgress>;
  readonly provider: JobProvider;
  readonly providerJobId: Scalars['String']['output'];
  readonly rawStatus: Maybe<Scalars['String']['output']>;
  readonly repository: Scalars['String']['output'];
  readonly runNumber: Maybe<Scalars['BigInt']['output']>;
  readonly source: JobSource;
  readonly startedAt: Maybe<Scalars['DateTime']['output']>;
  readonly status: Maybe<JobStatus>;
  readonly statusMessage: Maybe<Scalars['String']['output']>;
  readonly statusSource: Maybe<JobStatusSource>;
  readonly triggeringActor: Maybe<Scalars['String']['output']>;
  readonly updatedAt: Maybe<Scalars['DateTime']['output']>;
  readonly workflowId: Maybe<Scalars['BigInt']['output']>;
  readonly workflowPath: Maybe<Scalars['String']['output']>;
};

export type GitHubActionsRunJob = {
  readonly __typename?: 'GitHubActionsRunJob';
  readonly endedAt: Maybe<Scalars['DateTime']['output']>;
  readonly jobId: Maybe<Scalars['BigInt']['output']>;
  readonly labels: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  readonly name: Maybe<Scalars['String']['output']>;
  readonly rawStatus: Maybe<Scalars['String']['output']>;
  readonly runnerName: Maybe<Scalars['String']['output']>;
  readonly startedAt: Maybe<Scalars['DateTime']['output']>;
  readonly status: JobStatus;
  readonly url: Maybe<Scalars['URL']['output']>;
};

export type GlueJobRun = Job & {
  readonly __typename?: 'GlueJobRun';
  readonly arguments: Maybe<ReadonlyArray<JobKeyValue>>;
  readonly attempt: Maybe<Scalars['Int']['output']>;
  readonly consoleUrl: Maybe<Scalars['URL']['output']>;
  readonly createdAt: Maybe<Scalars['DateTime']['output']>;
  readonly definition: Maybe<Scalars['String']['output']>;
  readonly dpuSeconds: Maybe<Scalars['Float']['output']>;
  readonly durationSeconds: Maybe<Scalars['Float']['output']>;
  readonly endedAt: Maybe<Scalars['DateTime']['output']>;
  readonly executionClass: Maybe<Scalars['String']['output']>;
  readonly executionSeconds: Maybe<Scalars['Int']['output']>;
  readonly failures: Maybe<ReadonlyArray<JobFailure>>;
  readonly fetchedAt: Maybe<Scalars['DateTime']['output']>;
  readonly glueVersion: Maybe<Scalars['String']['output']>;
  readonly id: Scalars['ID']['output'];
  readonly isQueuingEnabled: Maybe<Scalars['Boolean']['output']>;
  readonly isTerminal: Maybe<Scalars['Boolean']['output']>;
  readonly jobMode: Maybe<Scalars['String']['output']>;
  readonly jobName: Scalars['String']['output'];
  readonly kind: Maybe<Scalars['String']['output']>;
  readonly logGroupName: Maybe<Scalars['String']['output']>;
  readonly maintenanceWindow: Maybe<Scalars['String']['output']>;
  readonly maxCapacity: Maybe<Scalars['Float']['output']>;
  readonly name: Maybe<Scalars['String']['output']>;
  readonly notifyDelayMinutes: Maybe<Scalars['Int']['output']>;
  readonly previousRunId: Maybe<Scalars['String']['output']>;
  readonly progress: Maybe<JobProgress>;
  readonly provider: JobProvider;
  readonly providerJobId: Scalars['String']['output'];
  readonly rawStatus: Maybe<Scalars['String']['output']>;
  readonly securityConfiguration: Maybe<Scalars['String']['output']>;
  readonly sessionPolicyJson: Maybe<Scalars['String']['output']>;
  readonly source: JobSource;
  readonly startedAt: Maybe<Scalars['DateTime']['output']>;
  readonly stateDetail: Maybe<Scalars['String']['output']>;
  readonly status: Maybe<JobStatus>;
  readonly statusMessage: Maybe<Scalars['String']['output']>;
  readonly statusSource: Maybe<JobStatusSource>;
  readonly timeoutMinutes: Maybe<Scalars['Int']['output']>;
  readonly triggerName: Maybe<Scalars['String']['output']>;
  readonly updatedAt: Maybe<Scalars['DateTime']['output']>;
  readonly usageProfile: Maybe<Scalars['String']['output']>;
  readonly workerCount: Maybe<Scalars['Int']['output']>;
  readonly workerType: Maybe<Scalars['String']['output']>;
};

export type ImportExportArtifact = {
  readonly __typename?: 'ImportExportArtifact';
  readonly description: Maybe<Scalars['String']['output']>;
  readonly url: Maybe<Scalars['URL']['output']>;
};

export type ImportExportDirection =
  | 'EXPORT'
  | 'IMPORT'
  | 'UNKNOWN';

export type ImportExportJob = Job & {
  readonly __typename?: 'ImportExportJob';
  readonly artifacts: Maybe<ReadonlyArray<ImportExportArtifact>>;
  readonly carrier: Maybe<Scalars['String']['output']>;
  readonly consoleUrl: Maybe<Scalars['URL']['output']>;
  readonly createdAt: Maybe<Scalars['DateTime']['output']>;
  readonly definition: Maybe<Scalars['String']['output']>;
  readonly direction: Maybe<ImportExportDirection>;
  readonly durationSeconds: Maybe<Scalars['Float']['output']>;
  readonly endedAt: Maybe<Scalars['DateTime']['output']>;
  readonly errorCount: Maybe<Scalars['Int']['output']>;
  readonly failures: Maybe<ReadonlyArray<JobFailure>>;
  readonly fetchedAt: Maybe<Scalars['DateTime']['output']>;
  readonly id: Scalars['ID']['output'];
  readonly isTerminal: Maybe<Scalars['Boolean']['output']>;
  readonly kind: Maybe<Scalars['String']['output']>;
  readonly location: Maybe<ImportExportLocation>;
  readonly locationCode: Maybe<Scalars['String']['output']>;
  readonly locationMessage: Maybe<Scalars['String']['output']>;
  readonly logBucket: Maybe<Scalars['String']['output']>;
  readonly logKey: Maybe<Scalars['String']['output']>;
  readonly manifestText: Maybe<Scalars['String']['output']>;
  readonly name: Maybe<Scalars['String']['output']>;
  readonly progress: Maybe<JobProgress>;
  readonly progressCode: Maybe<Scalars['String']['output']>;
  readonly provider: JobProvider;
  readonly providerJobId: Scalars['String']['output'];
  readonly rawStatus: Maybe<Scalars['String']['output']>;
  readonly shippingAddress: Maybe<Scalars['String']['output']>;
  readonly signature: Maybe<Scalars['String']['output']>;
  readonly signatureFileContents: Maybe<Scalars['String']['output']>;
  readonly source: JobSource;
  readonly startedAt: Maybe<Scalars['DateTime']['output']>;
  readonly status: Maybe<JobStatus>;
  readonly statusMessage: Maybe<Scalars['String']['output']>;
  readonly statusSource: Maybe<JobStatusSource>;
  readonly trackingNumber: Maybe<Scalars['String']['output']>;
  readonly updatedAt: Maybe<Scalars['DateTime']['output']>;
  readonly warningMessage: Maybe<Scalars['String']['output']>;
};

export type ImportExportLocation =
  | 'AT_AWS'
  | 'NOT_RECEIVED'
  | 'RETURNED'
  | 'UNKNOWN';

export type Job = {
  readonly consoleUrl: Maybe<Scalars['URL']['output']>;
  readonly createdAt: Maybe<Scalars['DateTime']['output']>;
  readonly definition: Maybe<Scalars['String']['output']>;
  readonly durationSeconds: Maybe<Scalars['Float']['output']>;
  readonly endedAt: Maybe<Scalars['DateTime']['output']>;
  readonly failures: Maybe<ReadonlyArray<JobFailure>>;
  readonly fetchedAt: Maybe<Scalars['DateTime']['output']>;
  readonly id: Scalars['ID']['output'];
  readonly isTerminal: Maybe<Scalars['Boolean']['output']>;
  readonly kind: Maybe<Scalars['String']['output']>;
  readonly name: Maybe<Scalars['String']['output']>;
  readonly progress: Maybe<JobProgress>;
  readonly provider: JobProvider;
  readonly providerJobId: Scalars['String']['output'];
  readonly rawStatus: Maybe<Scalars['String']['output']>;
  readonly source: JobSource;
  readonly startedAt: Maybe<Scalars['DateTime']['output']>;
  readonly status: Maybe<JobStatus>;
  readonly statusMessage: Maybe<Scalars['String']['output']>;
  readonly statusSource: Maybe<JobStatusSource>;
  readonly updatedAt: Maybe<Scalars['DateTime']['output']>;
};

export type JobConnection = {
  readonly __typename?: 'JobConnection';
  readonly edges: ReadonlyArray<JobEdge>;
  readonly fetchedAt: Maybe<Scalars['DateTime']['output']>;
  readonly issues: ReadonlyArray<JobSourceIssue>;
  readonly nodes: ReadonlyArray<Job>;
  readonly pageInfo: PageInfo;
  readonly totalCount: JobCount;
};

export type JobContainer = {
  readonly __typename?: 'JobContainer';
  readonly command: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  readonly exitCode: Maybe<Scalars['Int']['output']>;
  readonly image: Maybe<Scalars['String']['output']>;
  readonly logStreamName: Maybe<Scalars['String']['output']>;
  readonly name: Maybe<Scalars['String']['output']>;
  readonly reason: Maybe<Scalars['String']['output']>;
};

export type JobCount = {
  readonly __typename?: 'JobCount';
  readonly isLowerBound: Scalars['Boolean']['output'];
  readonly value: Scalars['Int']['output'];
};

export type JobDefinitionStats = {
  readonly __typename?: 'JobDefinitionStats';
  readonly changes: JobCount;
  readonly definition: Scalars['String']['output'];
  readonly failedSince: Maybe<Scalars['DateTime']['output']>;
  readonly failuresInARow: JobCount;
  readonly hasEarlierRuns: Scalars['Boolean']['output'];
  readonly isFlaky: Maybe<Scalars['Boolean']['output']>;
  readonly lastGoodAt: Maybe<Scalars['DateTime']['output']>;
  readonly medianDurationSeconds: Maybe<Scalars['Float']['output']>;
  readonly runs: ReadonlyArray<JobRun>;
  readonly source: JobSource;
  readonly total: JobCount;
};

export type JobEdge = {
  readonly __typename?: 'JobEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Job;
};

export type JobEnvironmentVariable = {
  readonly __typename?: 'JobEnvironmentVariable';
  readonly container: Maybe<Scalars['String']['output']>;
  readonly name: Maybe<Scalars['String']['output']>;
  readonly type: Maybe<Scalars['String']['output']>;
  readonly value: Maybe<Scalars['String']['output']>;
  readonly valueFrom: Maybe<Scalars['String']['output']>;
};

export type JobErrorCause =
  | 'ANSWER_CUT_OFF'
  | 'ANSWER_TOO_LARGE'
  | 'ANSWER_UNREADABLE'
  | 'BREAKER_OPEN'
  | 'CERTIFICATE'
  | 'CLOCK_SKEWED'
  | 'CONFLICT'
  | 'CONNECTION_LOST'
  | 'CONNECTION_REFUSED'
  | 'CREDENTIALS_FAILED'
  | 'CREDENTIALS_UNKNOWN'
  | 'CREDENTIALS_UNREACHABLE'
  | 'CREDENTIAL_FILE_UNFIT'
  | 'CREDENTIAL_PROCESS_FAILED'
  | 'HELD'
  | 'HOST_UNKNOWN'
  | 'HOST_UNREACHABLE'
  | 'NOT_PERMITTED'
  | 'NO_CREDENTIALS'
  | 'PROFILE_MISSING'
  | 'PROTOCOL'
  | 'PROVIDER_FAULT'
  | 'QUEUE_FULL'
  | 'REDIRECTED'
  | 'REFUSED'
  | 'REQUEST_REJECTED'
  | 'ROLE_REFUSED'
  | 'SIGNATURE_WRONG'
  | 'TARGET_UNKNOWN'
  | 'THROTTLED'
  | 'TIMEOUT'
  | 'TLS'
  | 'TOKEN_EXPIRED'
  | 'TOKEN_REFUSED';

export type JobErrorCode =
  | 'AUDIT_UNAVAILABLE'
  | 'BAD_REQUEST'
  | 'BAD_USER_INPUT'
  | 'CALLBACK_FAILED'
  | 'CALLBACK_URL_NOT_ALLOWED'
  | 'DEFINITION_NOT_LISTED'
  | 'FAILURES_NOT_LISTED'
  | 'GRAPHQL_PARSE_FAILED'
  | 'GRAPHQL_VALIDATION_FAILED'
  | 'INTERNAL_SERVER_ERROR'
  | 'INTROSPECTION_DISABLED'
  | 'JOB_BUDGET_EXCEEDED'
  | 'JOB_GONE'
  | 'JOB_NOT_FOUND'
  | 'LIST_NOT_SUPPORTED'
  | 'LIST_TRUNCATED'
  | 'LOG_DISABLED'
  | 'LOG_ELSEWHERE'
  | 'LOG_GONE'
  | 'LOG_NOT_STARTED'
  | 'LOG_NOT_SUPPORTED'
  | 'LOG_TRUNCATED'
  | 'NOT_FOUND'
  | 'NOT_REPORTED'
  | 'OPERATION_LIMIT_EXCEEDED'
  | 'OPERATION_RESOLUTION_FAILURE'
  | 'PERSISTED_OPERATION_REQUIRED'
  | 'PERSISTED_QUERY_NOT_FOUND'
  | 'PERSISTED_QUERY_NOT_SUPPORTED'
  | 'PROVIDER_ACCESS_DENIED'
  | 'PROVIDER_BAD_RESPONSE'
  | 'PROVIDER_CONFLICT'
  | 'PROVIDER_REJECTED'
  | 'PROVIDER_THROTTLED'
  | 'PROVIDER_TIMEOUT'
  | 'PROVIDER_UNAVAILABLE'
  | 'REQUEST_TOO_LARGE'
  | 'SERVER_STOPPING'
  | 'SERVICE_UNAVAILABLE'
  | 'STATUS_NOT_LISTED'
  | 'TOO_MANY_SUBSCRIPTIONS'
  | 'UNAUTHENTICATED'
  | 'UNAUTHORIZED_FIELD_OR_TYPE'
  | 'UNSUPPORTED_MEDIA_TYPE';

export type JobFailure = {
  readonly __typename?: 'JobFailure';
  readonly code: Maybe<Scalars['String']['output']>;
  readonly message: Maybe<Scalars['String']['output']>;
  readonly subject: Maybe<Scalars['String']['output']>;
};

export type JobFilter = {
  readonly accounts?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  readonly createdAfter?: InputMaybe<Scalars['DateTime']['input']>;
  readonly createdBefore?: InputMaybe<Scalars['DateTime']['input']>;
  readonly definitions?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  readonly endedAfter?: InputMaybe<Scalars['DateTime']['input']>;
  readonly endedBefore?: InputMaybe<Scalars['DateTime']['input']>;
  readonly failureCodes?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  readonly isTerminal?: InputMaybe<Scalars['Boolean']['input']>;
  readonly providers?: InputMaybe<ReadonlyArray<JobProvider>>;
  readonly reasons?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  readonly sourceLabels?: InputMaybe<ReadonlyArray<JobSourceLabelFilter>>;
  readonly sources?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  readonly statuses?: InputMaybe<ReadonlyArray<JobStatus>>;
  readonly text?: InputMaybe<Scalars['String']['input']>;
};

export type JobFindings = {
  readonly __typename?: 'JobFindings';
  readonly issues: ReadonlyArray<JobSourceIssue>;
  readonly jobs: ReadonlyArray<Job>;
};

export type JobKeyValue = {
  readonly __typename?: 'JobKeyValue';
  readonly key: Scalars['String']['output'];
  readonly value: Maybe<Scalars['String']['output']>;
};

export type JobListEvent = {
  readonly __typename?: 'JobListEvent';
  readonly issues: ReadonlyArray<JobSourceIssue>;
  readonly job: Maybe<Job>;
  readonly kind: JobListEventKind;
};

export type JobListEventKind =
  | 'APPEARED'
  | 'CHANGED'
  | 'COVERAGE_CHANGED'
  | 'LEFT'
  | 'PRESENT';

export type JobLog = {
  readonly __typename?: 'JobLog';
  readonly fetchedAt: Maybe<Scalars['DateTime']['output']>;
  readonly issues: ReadonlyArray<JobLogIssue>;
  readonly lines: ReadonlyArray<JobLogLine>;
  readonly pageInfo: PageInfo;
  readonly part: Maybe<JobLogPart>;
  readonly parts: ReadonlyArray<JobLogPart>;
};

export type JobLogEvent = {
  readonly __typename?: 'JobLogEvent';
  readonly endCursor: Maybe<Scalars['String']['output']>;
  readonly hasGap: Scalars['Boolean']['output'];
  readonly issues: ReadonlyArray<JobLogIssue>;
  readonly lines: ReadonlyArray<JobLogLine>;
  readonly part: Maybe<JobLogPart>;
};

export type JobLogIssue = {
  readonly __typename?: 'JobLogIssue';
  readonly code: Scalars['String']['output'];
  readonly isRetryable: Scalars['Boolean']['output'];
  readonly message: Scalars['String']['output'];
  readonly part: Maybe<Scalars['ID']['output']>;
};

export type JobLogLine = {
  readonly __typename?: 'JobLogLine';
  readonly cursor: Scalars['String']['output'];
  readonly isTruncated: Scalars['Boolean']['output'];
  readonly kind: JobLogLineKind;
  readonly rawText: Scalars['String']['output'];
  readonly text: Scalars['String']['output'];
  readonly time: Maybe<Scalars['DateTime']['output']>;
};

export type JobLogLineKind =
  | 'COMMAND'
  | 'DEBUG'
  | 'ERROR'
  | 'GROUP'
  | 'GROUP_END'
  | 'NOTICE'
  | 'TEXT'
  | 'WARNING';

export type JobLogPart = {
  readonly __typename?: 'JobLogPart';
  readonly attempt: Maybe<Scalars['Int']['output']>;
  readonly endedAt: Maybe<Scalars['DateTime']['output']>;
  readonly exitCode: Maybe<Scalars['Int']['output']>;
  readonly failedStep: Maybe<Scalars['String']['output']>;
  readonly group: Maybe<Scalars['String']['output']>;
  readonly isComplete: Scalars['Boolean']['output'];
  readonly key: Scalars['ID']['output'];
  readonly kind: JobLogPartKind;
  readonly name: Scalars['String']['output'];
  readonly reason: Maybe<Scalars['String']['output']>;
  readonly startedAt: Maybe<Scalars['DateTime']['output']>;
  readonly status: Maybe<JobStatus>;
  readonly url: Maybe<Scalars['URL']['output']>;
};

export type JobLogPartKind =
  | 'BUILD'
  | 'CONTAINER'
  | 'HISTORY'
  | 'INIT_CONTAINER'
  | 'RUN_JOB';

export type JobOrder =
  | 'ACTIVE_FIRST'
  | 'NEWEST_FIRST'
  | 'OLDEST_FIRST';

export type JobProgress = {
  readonly __typename?: 'JobProgress';
  readonly failed: Maybe<Scalars['BigInt']['output']>;
  readonly fraction: Maybe<Scalars['Float']['output']>;
  readonly succeeded: Maybe<Scalars['BigInt']['output']>;
  readonly total: Maybe<Scalars['BigInt']['output']>;
};

export type JobProvider =
  | 'AIRFLOW'
  | 'AWS_BATCH'
  | 'CLOUD_RUN'
  | 'CODEBUILD'
  | 'CODEPIPELINE'
  | 'COS_BATCH'
  | 'DATABRICKS'
  | 'GITHUB_ACTIONS'
  | 'GLUE'
  | 'HEALTHOMICS'
  | 'IMPORT_EXPORT'
  | 'KUBERNETES'
  | 'PANORAMA'
  | 'S3_BATCH'
  | 'SAGEMAKER'
  | 'STEP_FUNCTIONS';

export type JobReasonStats = {
  readonly __typename?: 'JobReasonStats';
  readonly count: JobCount;
  readonly definitionCount: JobCount;
  readonly example: JobRun;
  readonly exampleFailure: Maybe<JobFailure>;
  readonly firstSeenAt: Maybe<Scalars['DateTime']['output']>;
  readonly key: Maybe<Scalars['ID']['output']>;
  readonly lastSeenAt: Maybe<Scalars['DateTime']['output']>;
  readonly overTime: ReadonlyArray<JobTimeSpanCount>;
  readonly sources: ReadonlyArray<JobSource>;
  readonly text: Maybe<Scalars['String']['output']>;
};


export type JobReasonStatsOverTimeArgs = {
  interval?: JobStatsInterval;
};

export type JobRun = {
  readonly __typename?: 'JobRun';
  readonly createdAt: Maybe<Scalars['DateTime']['output']>;
  readonly durationSeconds: Maybe<Scalars['Float']['output']>;
  readonly endedAt: Maybe<Scalars['DateTime']['output']>;
  readonly id: Scalars['ID']['output'];
  readonly name: Maybe<Scalars['String']['output']>;
  readonly status: Maybe<JobStatus>;
};

export type JobS3Object = {
  readonly __typename?: 'JobS3Object';
  readonly bucket: Scalars['String']['output'];
  readonly key: Scalars['String']['output'];
  readonly region: Maybe<Scalars['String']['output']>;
};

export type JobSource = {
  readonly __typename?: 'JobSource';
  readonly account: Maybe<Scalars['String']['output']>;
  readonly canList: Scalars['Boolean']['output'];
  readonly consoleUrl: Maybe<Scalars['URL']['output']>;
  readonly health: JobSourceHealth;
  readonly id: Scalars['ID']['output'];
  readonly labels: ReadonlyArray<JobKeyValue>;
  readonly lifecycle: JobSourceLifecycle;
  readonly listsStatus: Scalars['Boolean']['output'];
  readonly name: Scalars['String']['output'];
  readonly provider: JobProvider;
  readonly readsLogs: Scalars['Boolean']['output'];
  readonly region: Maybe<Scalars['String']['output']>;
};

export type JobSourceCheck = {
  readonly __typename?: 'JobSourceCheck';
  readonly checkedAt: Scalars['DateTime']['output'];
  readonly isSound: Scalars['Boolean']['output'];
  readonly source: JobSource;
  readonly state: JobSourceHealthState;
  readonly steps: ReadonlyArray<JobSourceCheckStep>;
};

export type JobSourceCheckStep = {
  readonly __typename?: 'JobSourceCheckStep';
  readonly cause: Maybe<JobErrorCause>;
  readonly clockOffsetSeconds: Maybe<Scalars['Int']['output']>;
  readonly code: Maybe<JobErrorCode>;
  readonly jobsFound: Maybe<JobCount>;
  readonly message: Scalars['String']['output'];
  readonly operation: Scalars['String']['output'];
  readonly part: Maybe<Scalars['String']['output']>;
  readonly partsFound: Maybe<Scalars['Int']['output']>;
  readonly providerCode: Maybe<Scalars['String']['output']>;
  readonly providerMessage: Maybe<Scalars['String']['output']>;
  readonly remedy: Maybe<Scalars['String']['output']>;
  readonly requestId: Maybe<Scalars['String']['output']>;
  readonly setting: Maybe<Scalars['String']['output']>;
};

export type JobSourceCount = {
  readonly __typename?: 'JobSourceCount';
  readonly byStatus: ReadonlyArray<JobStatusCount>;
  readonly newestCreatedAt: Maybe<Scalars['DateTime']['output']>;
  readonly source: JobSource;
  readonly total: JobCount;
};

export type JobSourceHealth = {
  readonly __typename?: 'JobSourceHealth';
  readonly checkedAt: Maybe<Scalars['DateTime']['output']>;
  readonly lastErrorAt: Maybe<Scalars['DateTime']['output']>;
  readonly lastErrorCause: Maybe<JobErrorCause>;
  readonly lastErrorCode: Maybe<JobErrorCode>;
  readonly lastSuccessAt: Maybe<Scalars['DateTime']['output']>;
  readonly pushes: Maybe<JobSourcePushes>;
  readonly remedy: Maybe<Scalars['String']['output']>;
  readonly requestsInFlight: Scalars['Int']['output'];
  readonly requestsQueued: Scalars['Int']['output'];
  readonly state: JobSourceHealthState;
};

export type JobSourceHealthState =
  | 'DEGRADED'
  | 'HEALTHY'
  | 'MISCONFIGURED'
  | 'UNAVAILABLE'
  | 'UNTRIED';

export type JobSourceIssue = {
  readonly __typename?: 'JobSourceIssue';
  readonly cause: Maybe<JobErrorCause>;
  readonly code: Maybe<JobErrorCode>;
  readonly isPermanent: Scalars['Boolean']['output'];
  readonly isRetryable: Scalars['Boolean']['output'];
  readonly jobId: Maybe<Scalars['ID']['output']>;
  readonly message: Scalars['String']['output'];
  readonly part: Maybe<Scalars['String']['output']>;
  readonly remedy: Maybe<Scalars['String']['output']>;
  readonly source: JobSource;
};

export type JobSourceLabelFilter = {
  readonly key: Scalars['String']['input'];
  readonly values?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

export type JobSourceLifecycle =
  | 'ACTIVE'
  | 'LEGACY'
  | 'RETIRED';

export type JobSourcePushState =
  | 'LIVE'
  | 'SILENT'
  | 'STARTING'
  | 'UNAVAILABLE';

export type JobSourcePushes = {
  readonly __typename?: 'JobSourcePushes';
  readonly lastErrorAt: Maybe<Scalars['DateTime']['output']>;
  readonly lastErrorCode: Maybe<Scalars['String']['output']>;
  readonly lastEventAt: Maybe<Scalars['DateTime']['output']>;
  readonly state: JobSourcePushState;
};

export type JobStats = {
  readonly __typename?: 'JobStats';
  readonly byDefinition: ReadonlyArray<JobDefinitionStats>;
  readonly byReason: ReadonlyArray<JobReasonStats>;
  readonly bySource: ReadonlyArray<JobSourceCount>;
  readonly byStatus: ReadonlyArray<JobStatusCount>;
  readonly fetchedAt: Maybe<Scalars['DateTime']['output']>;
  readonly issues: ReadonlyArray<JobSourceIssue>;
  readonly overTime: ReadonlyArray<JobTimeSpanCount>;
  readonly total: JobCount;
};


export type JobStatsByDefinitionArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  maxReads?: InputMaybe<Scalars['Int']['input']>;
  runs?: InputMaybe<Scalars['Int']['input']>;
};


export type JobStatsByReasonArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  maxReads?: InputMaybe<Scalars['Int']['input']>;
};


export type JobStatsOverTimeArgs = {
  by?: JobStatsTime;
  interval?: JobStatsInterval;
};

export type JobStatsInterval =
  | 'DAY'
  | 'HOUR'
  | 'MINUTE';

export type JobStatsTime =
  | 'CREATED'
  | 'ENDED';

export type JobStatus =
  | 'CANCELLED'
  | 'CANCELLING'
  | 'FAILED'
  | 'PARTIALLY_SUCCEEDED'
  | 'PAUSED'
  | 'QUEUED'
  | 'RUNNING'
  | 'SKIPPED'
  | 'SUCCEEDED'
  | 'SUSPENDED'
  | 'TIMED_OUT'
  | 'UNKNOWN';

export type JobStatusCount = {
  readonly __typename?: 'JobStatusCount';
  readonly count: Scalars['Int']['output'];
  readonly status: Maybe<JobStatus>;
};

export type JobStatusSource =
  | 'DERIVED'
  | 'NOT_REPORTED'
  | 'PROVIDER';

export type JobTimeSpanCount = {
  readonly __typename?: 'JobTimeSpanCount';
  readonly byStatus: ReadonlyArray<JobStatusCount>;
  readonly start: Scalars['DateTime']['output'];
};

export type JobViewer = {
  readonly __typename?: 'JobViewer';
  readonly expiresAt: Maybe<Scalars['DateTime']['output']>;
  readonly scopes: ReadonlyArray<Scalars['String']['output']>;
  readonly subject: Maybe<Scalars['String']['output']>;
};

export type KubernetesCompletionMode =
  | 'INDEXED'
  | 'NON_INDEXED'
  | 'UNKNOWN';

export type KubernetesCondition = {
  readonly __typename?: 'KubernetesCondition';
  readonly changedAt: Maybe<Scalars['DateTime']['output']>;
  readonly message: Maybe<Scalars['String']['output']>;
  readonly reason: Maybe<Scalars['String']['output']>;
  readonly status: Scalars['String']['output'];
  readonly type: Scalars['String']['output'];
};

export type KubernetesController = {
  readonly __typename?: 'KubernetesController';
  readonly apiVersion: Maybe<Scalars['String']['output']>;
  readonly kind: Maybe<Scalars['String']['output']>;
  readonly name: Maybe<Scalars['String']['output']>;
  readonly uid: Maybe<Scalars['String']['output']>;
};

export type KubernetesJob = Job & {
  readonly __typename?: 'KubernetesJob';
  readonly activeDeadlineSeconds: Maybe<Scalars['BigInt']['output']>;
  readonly backoffLimit: Maybe<Scalars['Int']['output']>;
  readonly backoffLimitPerIndex: Maybe<Scalars['Int']['output']>;
  readonly completedIndexes: Maybe<Scalars['String']['output']>;
  readonly completionMode: Maybe<KubernetesCompletionMode>;
  readonly completions: Maybe<Scalars['Int']['output']>;
  readonly conditions: Maybe<ReadonlyArray<KubernetesCondition>>;
  readonly consoleUrl: Maybe<Scalars['URL']['output']>;
  readonly containers: Maybe<ReadonlyArray<JobContainer>>;
  readonly controller: Maybe<KubernetesController>;
  readonly createdAt: Maybe<Scalars['DateTime']['output']>;
  readonly definition: Maybe<Scalars['String']['output']>;
  readonly deletionRequestedAt: Maybe<Scalars['DateTime']['output']>;
  readonly durationSeconds: Maybe<Scalars['Float']['output']>;
  readonly endedAt: Maybe<Scalars['DateTime']['output']>;
  readonly environmentVariables: Maybe<ReadonlyArray<JobEnvironmentVariable>>;
  readonly failedIndexes: Maybe<Scalars['String']['output']>;
  readonly failures: Maybe<ReadonlyArray<JobFailure>>;
  readonly fetchedAt: Maybe<Scalars['DateTime']['output']>;
  readonly id: Scalars['ID']['output'];
  readonly isSuspended: Maybe<Scalars['Boolean']['output']>;
  readonly isTerminal: Maybe<Scalars['Boolean']['output']>;
  readonly kind: Maybe<Scalars['String']['output']>;
  readonly labels: Maybe<ReadonlyArray<JobKeyValue>>;
  readonly managedBy: Maybe<Scalars['String']['output']>;
  readonly maxFailedIndexes: Maybe<Scalars['Int']['output']>;
  readonly name: Maybe<Scalars['String']['output']>;
  readonly namespace: Scalars['String']['output'];
  readonly parallelism: Maybe<Scalars['Int']['output']>;
  readonly pods: Maybe<KubernetesPodCounts>;
  readonly progress: Maybe<JobProgress>;
  readonly provider: JobProvider;
  readonly providerJobId: Scalars['String']['output'];
  readonly rawStatus: Maybe<Scalars['String']['output']>;
  readonly resourceVersion: Maybe<Scalars['String']['output']>;
  readonly serviceAccountName: Maybe<Scalars['String']['output']>;
  readonly source: JobSource;
  readonly startedAt: Maybe<Scalars['DateTime']['output']>;
  readonly status: Maybe<JobStatus>;
  readonly statusMessage: Maybe<Scalars['String']['output']>;
  readonly statusSource: Maybe<JobStatusSource>;
  readonly ttlSecondsAfterFinished: Maybe<Scalars['Int']['output']>;
  readonly updatedAt: Maybe<Scalars['DateTime']['output']>;
};

export type KubernetesPodCounts = {
  readonly __typename?: 'KubernetesPodCounts';
  readonly active: Scalars['Int']['output'];
  readonly failed: Scalars['Int']['output'];
  readonly ready: Scalars['Int']['output'];
  readonly succeeded: Scalars['Int']['output'];
  readonly terminating: Scalars['Int']['output'];
};

export type OmicsReferenceImportJob = Job & {
  readonly __typename?: 'OmicsReferenceImportJob';
  readonly consoleUrl: Maybe<Scalars['URL']['output']>;
  readonly createdAt: Maybe<Scalars['DateTime']['output']>;
  readonly definition: Maybe<Scalars['String']['output']>;
  readonly durationSeconds: Maybe<Scalars['Float']['output']>;
  readonly endedAt: Maybe<Scalars['DateTime']['output']>;
  readonly failures: Maybe<ReadonlyArray<JobFailure>>;
  readonly fetchedAt: Maybe<Scalars['DateTime']['output']>;
  readonly id: Scalars['ID']['output'];
  readonly isTerminal: Maybe<Scalars['Boolean']['output']>;
  readonly kind: Maybe<Scalars['String']['output']>;
  readonly name: Maybe<Scalars['String']['output']>;
  readonly progress: Maybe<JobProgress>;
  readonly provider: JobProvider;
  readonly providerJobId: Scalars['String']['output'];
  readonly rawStatus: Maybe<Scalars['String']['output']>;
  readonly referenceStoreId: Scalars['String']['output'];
  readonly roleArn: Maybe<Scalars['String']['output']>;
  readonly source: JobSource;
  readonly sources: Maybe<ReadonlyArray<OmicsReferenceImportSource>>;
  readonly startedAt: Maybe<Scalars['DateTime']['output']>;
  readonly status: Maybe<JobStatus>;
  readonly statusMessage: Maybe<Scalars['String']['output']>;
  readonly statusSource: Maybe<JobStatusSource>;
  readonly updatedAt: Maybe<Scalars['DateTime']['output']>;
};

export type OmicsReferenceImportSource = {
  readonly __typename?: 'OmicsReferenceImportSource';
  readonly description: Maybe<Scalars['String']['output']>;
  readonly name: Maybe<Scalars['String']['output']>;
  readonly rawStatus: Maybe<Scalars['String']['output']>;
  readonly referenceId: Maybe<Scalars['String']['output']>;
  readonly sourceFile: Maybe<Scalars['String']['output']>;
  readonly status: JobStatus;
  readonly statusMessage: Maybe<Scalars['String']['output']>;
  readonly tags: ReadonlyArray<JobKeyValue>;
};

export type PageInfo = {
  readonly __typename?: 'PageInfo';
  readonly endCursor: Maybe<Scalars['String']['output']>;
  readonly hasNextPage: Scalars['Boolean']['output'];
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  readonly startCursor: Maybe<Scalars['String']['output']>;
};

export type PanoramaJobTags = {
  readonly __typename?: 'PanoramaJobTags';
  readonly resourceType: Scalars['String']['output'];
  readonly tags: ReadonlyArray<JobKeyValue>;
};

export type PanoramaOutputPackageConfig = {
  readonly __typename?: 'PanoramaOutputPackageConfig';
  readonly markLatest: Maybe<Scalars['Boolean']['output']>;
  readonly packageName: Maybe<Scalars['String']['output']>;
  readonly packageVersion: Maybe<Scalars['String']['output']>;
};

export type PanoramaPackageImportJob = Job & {
  readonly __typename?: 'PanoramaPackageImportJob';
  readonly clientToken: Maybe<Scalars['String']['output']>;
  readonly consoleUrl: Maybe<Scalars['URL']['output']>;
  readonly createdAt: Maybe<Scalars['DateTime']['output']>;
  readonly definition: Maybe<Scalars['String']['output']>;
  readonly durationSeconds: Maybe<Scalars['Float']['output']>;
  readonly endedAt: Maybe<Scalars['DateTime']['output']>;
  readonly failures: Maybe<ReadonlyArray<JobFailure>>;
  readonly fetchedAt: Maybe<Scalars['DateTime']['output']>;
  readonly id: Scalars['ID']['output'];
  readonly importType: Maybe<PanoramaPackageImportType>;
  readonly input: Maybe<JobS3Object>;
  readonly isTerminal: Maybe<Scalars['Boolean']['output']>;
  readonly jobTags: Maybe<ReadonlyArray<PanoramaJobTags>>;
  readonly kind: Maybe<Scalars['String']['output']>;
  readonly name: Maybe<Scalars['String']['output']>;
  readonly output: Maybe<PanoramaPackageImportOutput>;
  readonly outputPackage: Maybe<PanoramaOutputPackageConfig>;
  readonly progress: Maybe<JobProgress>;
  readonly provider: JobProvider;
  readonly providerJobId: Scalars['String']['output'];
  readonly rawStatus: Maybe<Scalars['String']['output']>;
  readonly source: JobSource;
  readonly startedAt: Maybe<Scalars['DateTime']['output']>;
  readonly status: Maybe<JobStatus>;
  readonly statusMessage: Maybe<Scalars['String']['output']>;
  readonly statusSource: Maybe<JobStatusSource>;
  readonly updatedAt: Maybe<Scalars['DateTime']['output']>;
};

export type PanoramaPackageImportOutput = {
  readonly __typename?: 'PanoramaPackageImportOutput';
  readonly location: Maybe<JobS3Object>;
  readonly packageId: Maybe<Scalars['String']['output']>;
  readonly packageVersion: Maybe<Scalars['String']['output']>;
  readonly patchVersion: Maybe<Scalars['String']['output']>;
};

export type PanoramaPackageImportType =
  | 'MARKETPLACE_NODE_PACKAGE_VERSION'
  | 'NODE_PACKAGE_VERSION'
  | 'UNKNOWN';

export type Query = {
  readonly __typename?: 'Query';
  readonly airflowDagRun: Maybe<AirflowDagRun>;
  readonly awsBatchJob: Maybe<AwsBatchJob>;
  readonly cloudRunExecution: Maybe<CloudRunExecution>;
  readonly codeBuildBuild: Maybe<CodeBuildBuild>;
  readonly codePipelineJob: Maybe<CodePipelineJob>;
  readonly cosBatchJob: Maybe<CosBatchJob>;
  readonly databricksJobRun: Maybe<DatabricksJobRun>;
  readonly gitHubActionsRun: Maybe<GitHubActionsRun>;
  readonly glueJobRun: Maybe<GlueJobRun>;
  readonly importExportJob: Maybe<ImportExportJob>;
  readonly job: Maybe<Job>;
  readonly jobLog: Maybe<JobLog>;
  readonly jobSourceChecks: Maybe<ReadonlyArray<JobSourceCheck>>;
  readonly jobSources: Maybe<ReadonlyArray<JobSource>>;
  readonly jobStats: Maybe<JobStats>;
  readonly jobViewer: Maybe<JobViewer>;
  readonly jobs: Maybe<JobConnection>;
  readonly jobsById: Maybe<ReadonlyArray<Maybe<Job>>>;
  readonly jobsByProviderJobId: Maybe<JobFindings>;
  readonly kubernetesJob: Maybe<KubernetesJob>;
  readonly omicsReferenceImportJob: Maybe<OmicsReferenceImportJob>;
  readonly panoramaPackageImportJob: Maybe<PanoramaPackageImportJob>;
  readonly s3BatchJob: Maybe<S3BatchJob>;
  readonly sageMakerTrainingJob: Maybe<SageMakerTrainingJob>;
  readonly stepFunctionsExecution: Maybe<StepFunctionsExecution>;
};


export type QueryAirflowDagRunArgs = {
  dagId: Scalars['ID']['input'];
  runId: Scalars['ID']['input'];
  source?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryAwsBatchJobArgs = {
  jobId: Scalars['ID']['input'];
  source?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryCloudRunExecutionArgs = {
  execution: Scalars['ID']['input'];
  job: Scalars['ID']['input'];
  source?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryCodeBuildBuildArgs = {
  buildId: Scalars['ID']['input'];
  source?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryCodePipelineJobArgs = {
  jobId: Scalars['ID']['input'];
  source?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryCosBatchJobArgs = {
  jobId: Scalars['ID']['input'];
  source?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryDatabricksJobRunArgs = {
  runId: Scalars['ID']['input'];
  source?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryGitHubActionsRunArgs = {
  repository: Scalars['ID']['input'];
  runId: Scalars['ID']['input'];
  source?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryGlueJobRunArgs = {
  jobName: Scalars['ID']['input'];
  runId: Scalars['ID']['input'];
  source?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryImportExportJobArgs = {
  jobId: Scalars['ID']['input'];
  source?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryJobArgs = {
  id: Scalars['ID']['input'];
};


export type QueryJobLogArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  id: Scalars['ID']['input'];
  last?: InputMaybe<Scalars['Int']['input']>;
  part?: InputMaybe<Scalars['ID']['input']>;
  since?: InputMaybe<Scalars['DateTime']['input']>;
};


export type QueryJobSourceChecksArgs = {
  sources?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};


export type QueryJobStatsArgs = {
  filter?: InputMaybe<JobFilter>;
};


export type QueryJobsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<JobFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<JobOrder>;
};


export type QueryJobsByIdArgs = {
  ids: ReadonlyArray<Scalars['ID']['input']>;
};


export type QueryJobsByProviderJobIdArgs = {
  providerJobId: Scalars['ID']['input'];
  providers?: InputMaybe<ReadonlyArray<JobProvider>>;
};


export type QueryKubernetesJobArgs = {
  name: Scalars['ID']['input'];
  namespace: Scalars['ID']['input'];
  source?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryOmicsReferenceImportJobArgs = {
  jobId: Scalars['ID']['input'];
  referenceStoreId: Scalars['ID']['input'];
  source?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryPanoramaPackageImportJobArgs = {
  jobId: Scalars['ID']['input'];
  source?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryS3BatchJobArgs = {
  jobId: Scalars['ID']['input'];
  source?: InputMaybe<Scalars['ID']['input']>;
};


export type QuerySageMakerTrainingJobArgs = {
  name: Scalars['ID']['input'];
  source?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryStepFunctionsExecutionArgs = {
  name: Scalars['ID']['input'];
  source?: InputMaybe<Scalars['ID']['input']>;
  stateMachine: Scalars['ID']['input'];
};

export type S3AccessControlGrant = {
  readonly __typename?: 'S3AccessControlGrant';
  readonly granteeIdentifier: Maybe<Scalars['String']['output']>;
  readonly granteeType: Maybe<Scalars['String']['output']>;
  readonly permission: Maybe<Scalars['String']['output']>;
};

export type S3BatchJob = Job & {
  readonly __typename?: 'S3BatchJob';
  readonly activeSeconds: Maybe<Scalars['BigInt']['output']>;
  readonly arn: Maybe<Scalars['String']['output']>;
  readonly confirmationRequired: Maybe<Scalars['Boolean']['output']>;
  readonly consoleUrl: Maybe<Scalars['URL']['output']>;
  readonly createdAt: Maybe<Scalars['DateTime']['output']>;
  readonly definition: Maybe<Scalars['String']['output']>;
  readonly description: Maybe<Scalars['String']['output']>;
  readonly durationSeconds: Maybe<Scalars['Float']['output']>;
  readonly endedAt: Maybe<Scalars['DateTime']['output']>;
  readonly failures: Maybe<ReadonlyArray<JobFailure>>;
  readonly fetchedAt: Maybe<Scalars['DateTime']['output']>;
  readonly generatedManifest: Maybe<S3BatchManifest>;
  readonly id: Scalars['ID']['output'];
  readonly isTerminal: Maybe<Scalars['Boolean']['output']>;
  readonly kind: Maybe<Scalars['String']['output']>;
  readonly manifest: Maybe<S3BatchManifest>;
  readonly manifestGenerator: Maybe<S3BatchManifestGenerator>;
  readonly name: Maybe<Scalars['String']['output']>;
  readonly operation: Maybe<S3BatchOperation>;
  readonly priority: Maybe<Scalars['Int']['output']>;
  readonly progress: Maybe<JobProgress>;
  readonly provider: JobProvider;
  readonly providerJobId: Scalars['String']['output'];
  readonly rawStatus: Maybe<Scalars['String']['output']>;
  readonly report: Maybe<S3BatchReport>;
  readonly roleArn: Maybe<Scalars['String']['output']>;
  readonly source: JobSource;
  readonly startedAt: Maybe<Scalars['DateTime']['output']>;
  readonly status: Maybe<JobStatus>;
  readonly statusMessage: Maybe<Scalars['String']['output']>;
  readonly statusSource: Maybe<JobStatusSource>;
  readonly suspendedAt: Maybe<Scalars['DateTime']['output']>;
  readonly suspendedCause: Maybe<Scalars['String']['output']>;
  readonly updatedAt: Maybe<Scalars['DateTime']['output']>;
  readonly userArguments: Maybe<ReadonlyArray<JobKeyValue>>;
};

export type S3BatchManifest = {
  readonly __typename?: 'S3BatchManifest';
  readonly etag: Maybe<Scalars['String']['output']>;
  readonly fields: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  readonly format: Maybe<Scalars['String']['output']>;
  readonly objectArn: Maybe<Scalars['String']['output']>;
  readonly objectVersionId: Maybe<Scalars['String']['output']>;
};

export type S3BatchManifestFilter = {
  readonly __typename?: 'S3BatchManifestFilter';
  readonly createdAfter: Maybe<Scalars['DateTime']['output']>;
  readonly createdBefore: Maybe<Scalars['DateTime']['output']>;
  readonly eligibleForReplication: Maybe<Scalars['Boolean']['output']>;
  readonly keyPrefixes: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  readonly keySubstrings: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  readonly keySuffixes: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  readonly replicationStatuses: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  readonly sizeGreaterThanBytes: Maybe<Scalars['BigInt']['output']>;
  readonly sizeLessThanBytes: Maybe<Scalars['BigInt']['output']>;
  readonly storageClasses: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

export type S3BatchManifestGenerator = {
  readonly __typename?: 'S3BatchManifestGenerator';
  readonly filter: Maybe<S3BatchManifestFilter>;
  readonly isWritten: Maybe<Scalars['Boolean']['output']>;
  readonly outputBucketArn: Maybe<Scalars['String']['output']>;
  readonly outputPrefix: Maybe<Scalars['String']['output']>;
  readonly sourceBucketArn: Maybe<Scalars['String']['output']>;
};

export type S3BatchOperation = {
  readonly name: Scalars['String']['output'];
};

export type S3BatchReport = {
  readonly __typename?: 'S3BatchReport';
  readonly bucketArn: Maybe<Scalars['String']['output']>;
  readonly enabled: Maybe<Scalars['Boolean']['output']>;
  readonly format: Maybe<Scalars['String']['output']>;
  readonly prefix: Maybe<Scalars['String']['output']>;
  readonly scope: Maybe<Scalars['String']['output']>;
};

export type S3ComputeObjectChecksumOperation = S3BatchOperation & {
  readonly __typename?: 'S3ComputeObjectChecksumOperation';
  readonly checksumAlgorithm: Maybe<Scalars['String']['output']>;
  readonly checksumType: Maybe<Scalars['String']['output']>;
  readonly name: Scalars['String']['output'];
};

export type S3InitiateRestoreObjectOperation = S3BatchOperation & {
  readonly __typename?: 'S3InitiateRestoreObjectOperation';
  readonly expirationInDays: Maybe<Scalars['Int']['output']>;
  readonly jobTier: Maybe<Scalars['String']['output']>;
  readonly name: Scalars['String']['output'];
};

export type S3LambdaInvokeOperation = S3BatchOperation & {
  readonly __typename?: 'S3LambdaInvokeOperation';
  readonly functionArn: Maybe<Scalars['String']['output']>;
  readonly invocationSchemaVersion: Maybe<Scalars['String']['output']>;
  readonly name: Scalars['String']['output'];
};

export type S3OtherOperation = S3BatchOperation & {
  readonly __typename?: 'S3OtherOperation';
  readonly name: Scalars['String']['output'];
};

export type S3PutObjectAclOperation = S3BatchOperation & {
  readonly __typename?: 'S3PutObjectAclOperation';
  readonly accessControlGrants: Maybe<ReadonlyArray<S3AccessControlGrant>>;
  readonly cannedAccessControlList: Maybe<Scalars['String']['output']>;
  readonly name: Scalars['String']['output'];
};

export type S3PutObjectCopyOperation = S3BatchOperation & {
  readonly __typename?: 'S3PutObjectCopyOperation';
  readonly accessControlGrants: Maybe<ReadonlyArray<S3AccessControlGrant>>;
  readonly cacheControl: Maybe<Scalars['String']['output']>;
  readonly cannedAccessControlList: Maybe<Scalars['String']['output']>;
  readonly checksumAlgorithm: Maybe<Scalars['String']['output']>;
  readonly contentDisposition: Maybe<Scalars['String']['output']>;
  readonly contentEncoding: Maybe<Scalars['String']['output']>;
  readonly contentLanguage: Maybe<Scalars['String']['output']>;
  readonly contentType: Maybe<Scalars['String']['output']>;
  readonly httpExpiresAt: Maybe<Scalars['DateTime']['output']>;
  readonly isBucketKeyEnabled: Maybe<Scalars['Boolean']['output']>;
  readonly kmsKeyId: Maybe<Scalars['String']['output']>;
  readonly metadataDirective: Maybe<Scalars['String']['output']>;
  readonly modifiedSince: Maybe<Scalars['DateTime']['output']>;
  readonly name: Scalars['String']['output'];
  readonly newObjectTagging: Maybe<ReadonlyArray<JobKeyValue>>;
  readonly objectLockLegalHoldStatus: Maybe<Scalars['String']['output']>;
  readonly objectLockMode: Maybe<Scalars['String']['output']>;
  readonly objectLockRetainUntil: Maybe<Scalars['DateTime']['output']>;
  readonly redirectLocation: Maybe<Scalars['String']['output']>;
  readonly requesterPays: Maybe<Scalars['Boolean']['output']>;
  readonly sseAlgorithm: Maybe<Scalars['String']['output']>;
  readonly storageClass: Maybe<Scalars['String']['output']>;
  readonly targetKeyPrefix: Maybe<Scalars['String']['output']>;
  readonly targetResource: Maybe<Scalars['String']['output']>;
  readonly unmodifiedSince: Maybe<Scalars['DateTime']['output']>;
  readonly userMetadata: Maybe<ReadonlyArray<JobKeyValue>>;
};

export type S3PutObjectLegalHoldOperation = S3BatchOperation & {
  readonly __typename?: 'S3PutObjectLegalHoldOperation';
  readonly name: Scalars['String']['output'];
  readonly status: Maybe<Scalars['String']['output']>;
};

export type S3PutObjectRetentionOperation = S3BatchOperation & {
  readonly __typename?: 'S3PutObjectRetentionOperation';
  readonly bypassesGovernance: Maybe<Scalars['Boolean']['output']>;
  readonly mode: Maybe<Scalars['String']['output']>;
  readonly name: Scalars['String']['output'];
  readonly retainUntil: Maybe<Scalars['DateTime']['output']>;
};

export type S3PutObjectTaggingOperation = S3BatchOperation & {
  readonly __typename?: 'S3PutObjectTaggingOperation';
  readonly name: Scalars['String']['output'];
  readonly tags: Maybe<ReadonlyArray<JobKeyValue>>;
};

export type S3UpdateObjectEncryptionOperation = S3BatchOperation & {
  readonly __typename?: 'S3UpdateObjectEncryptionOperation';
  readonly isBucketKeyEnabled: Maybe<Scalars['Boolean']['output']>;
  readonly kmsKeyArn: Maybe<Scalars['String']['output']>;
  readonly name: Scalars['String']['output'];
};

export type SageMakerAlgorithm = {
  readonly __typename?: 'SageMakerAlgorithm';
  readonly image: Maybe<Scalars['String']['output']>;
  readonly inputMode: Maybe<Scalars['String']['output']>;
  readonly name: Maybe<Scalars['String']['output']>;
};

export type SageMakerInput = {
  readonly __typename?: 'SageMakerInput';
  readonly channel: Maybe<Scalars['String']['output']>;
  readonly contentType: Maybe<Scalars['String']['output']>;
  readonly location: Maybe<Scalars['String']['output']>;
  readonly type: Maybe<Scalars['String']['output']>;
};

export type SageMakerInstanceGroup = {
  readonly __typename?: 'SageMakerInstanceGroup';
  readonly instanceCount: Maybe<Scalars['Int']['output']>;
  readonly instanceType: Maybe<Scalars['String']['output']>;
  readonly name: Maybe<Scalars['String']['output']>;
};

export type SageMakerMetric = {
  readonly __typename?: 'SageMakerMetric';
  readonly at: Maybe<Scalars['DateTime']['output']>;
  readonly name: Maybe<Scalars['String']['output']>;
  readonly value: Maybe<Scalars['Float']['output']>;
};

export type SageMakerResources = {
  readonly __typename?: 'SageMakerResources';
  readonly instanceCount: Maybe<Scalars['Int']['output']>;
  readonly instanceGroups: Maybe<ReadonlyArray<SageMakerInstanceGroup>>;
  readonly instanceType: Maybe<Scalars['String']['output']>;
  readonly volumeSizeGb: Maybe<Scalars['Int']['output']>;
};

export type SageMakerSteps = {
  readonly __typename?: 'SageMakerSteps';
  readonly currentEpoch: Maybe<Scalars['BigInt']['output']>;
  readonly currentStep: Maybe<Scalars['BigInt']['output']>;
  readonly maxEpochs: Maybe<Scalars['BigInt']['output']>;
  readonly stepsPerEpoch: Maybe<Scalars['BigInt']['output']>;
};

export type SageMakerTrainingJob = Job & {
  readonly __typename?: 'SageMakerTrainingJob';
  readonly algorithm: Maybe<SageMakerAlgorithm>;
  readonly arn: Maybe<Scalars['String']['output']>;
  readonly autoMlJobArn: Maybe<Scalars['String']['output']>;
  readonly billableSeconds: Maybe<Scalars['Int']['output']>;
  readonly checkpointPath: Maybe<Scalars['String']['output']>;
  readonly consoleUrl: Maybe<Scalars['URL']['output']>;
  readonly containers: Maybe<ReadonlyArray<JobContainer>>;
  readonly createdAt: Maybe<Scalars['DateTime']['output']>;
  readonly definition: Maybe<Scalars['String']['output']>;
  readonly durationSeconds: Maybe<Scalars['Float']['output']>;
  readonly endedAt: Maybe<Scalars['DateTime']['output']>;
  readonly environmentVariables: Maybe<ReadonlyArray<JobEnvironmentVariable>>;
  readonly experimentName: Maybe<Scalars['String']['output']>;
  readonly failures: Maybe<ReadonlyArray<JobFailure>>;
  readonly fetchedAt: Maybe<Scalars['DateTime']['output']>;
  readonly hyperParameters: Maybe<ReadonlyArray<JobKeyValue>>;
  readonly id: Scalars['ID']['output'];
  readonly inputs: Maybe<ReadonlyArray<SageMakerInput>>;
  readonly isNetworkIsolated: Maybe<Scalars['Boolean']['output']>;
  readonly isSpot: Maybe<Scalars['Boolean']['output']>;
  readonly isTerminal: Maybe<Scalars['Boolean']['output']>;
  readonly kind: Maybe<Scalars['String']['output']>;
  readonly labelingJobArn: Maybe<Scalars['String']['output']>;
  readonly maxPendingSeconds: Maybe<Scalars['Int']['output']>;
  readonly maxRetryAttempts: Maybe<Scalars['Int']['output']>;
  readonly maxRuntimeSeconds: Maybe<Scalars['Int']['output']>;
  readonly maxWaitSeconds: Maybe<Scalars['Int']['output']>;
  readonly metrics: Maybe<ReadonlyArray<SageMakerMetric>>;
  readonly modelArtifacts: Maybe<Scalars['String']['output']>;
  readonly name: Maybe<Scalars['String']['output']>;
  readonly outputPath: Maybe<Scalars['String']['output']>;
  readonly progress: Maybe<JobProgress>;
  readonly provider: JobProvider;
  readonly providerJobId: Scalars['String']['output'];
  readonly rawStatus: Maybe<Scalars['String']['output']>;
  readonly resourceConfig: Maybe<SageMakerResources>;
  readonly roleArn: Maybe<Scalars['String']['output']>;
  readonly secondaryStatus: Maybe<Scalars['String']['output']>;
  readonly source: JobSource;
  readonly startedAt: Maybe<Scalars['DateTime']['output']>;
  readonly status: Maybe<JobStatus>;
  readonly statusMessage: Maybe<Scalars['String']['output']>;
  readonly statusSource: Maybe<JobStatusSource>;
  readonly steps: Maybe<SageMakerSteps>;
  readonly trainingSeconds: Maybe<Scalars['Int']['output']>;
  readonly transitions: Maybe<ReadonlyArray<SageMakerTransition>>;
  readonly trialName: Maybe<Scalars['String']['output']>;
  readonly tuningJobArn: Maybe<Scalars['String']['output']>;
  readonly updatedAt: Maybe<Scalars['DateTime']['output']>;
};

export type SageMakerTransition = {
  readonly __typename?: 'SageMakerTransition';
  readonly endedAt: Maybe<Scalars['DateTime']['output']>;
  readonly message: Maybe<Scalars['String']['output']>;
  readonly startedAt: Maybe<Scalars['DateTime']['output']>;
  readonly status: Scalars['String']['output'];
};

export type StepFunctionsExecution = Job & {
  readonly __typename?: 'StepFunctionsExecution';
  readonly arn: Maybe<Scalars['String']['output']>;
  readonly cause: Maybe<Scalars['String']['output']>;
  readonly consoleUrl: Maybe<Scalars['URL']['output']>;
  readonly createdAt: Maybe<Scalars['DateTime']['output']>;
  readonly definition: Maybe<Scalars['String']['output']>;
  readonly durationSeconds: Maybe<Scalars['Float']['output']>;
  readonly endedAt: Maybe<Scalars['DateTime']['output']>;
  readonly error: Maybe<Scalars['String']['output']>;
  readonly failures: Maybe<ReadonlyArray<JobFailure>>;
  readonly fetchedAt: Maybe<Scalars['DateTime']['output']>;
  readonly id: Scalars['ID']['output'];
  readonly inputJson: Maybe<Scalars['String']['output']>;
  readonly isTerminal: Maybe<Scalars['Boolean']['output']>;
  readonly kind: Maybe<Scalars['String']['output']>;
  readonly mapRunArn: Maybe<Scalars['String']['output']>;
  readonly name: Maybe<Scalars['String']['output']>;
  readonly outputJson: Maybe<Scalars['String']['output']>;
  readonly progress: Maybe<JobProgress>;
  readonly provider: JobProvider;
  readonly providerJobId: Scalars['String']['output'];
  readonly rawStatus: Maybe<Scalars['String']['output']>;
  readonly redriveCount: Maybe<Scalars['Int']['output']>;
  readonly redriveStatus: Maybe<StepFunctionsRedriveStatus>;
  readonly redriveStatusReason: Maybe<Scalars['String']['output']>;
  readonly redrivenAt: Maybe<Scalars['DateTime']['output']>;
  readonly source: JobSource;
  readonly startedAt: Maybe<Scalars['DateTime']['output']>;
  readonly stateMachineAliasArn: Maybe<Scalars['String']['output']>;
  readonly stateMachineArn: Maybe<Scalars['String']['output']>;
  readonly stateMachineVersionArn: Maybe<Scalars['String']['output']>;
  readonly status: Maybe<JobStatus>;
  readonly statusMessage: Maybe<Scalars['String']['output']>;
  readonly statusSource: Maybe<JobStatusSource>;
  readonly traceHeader: Maybe<Scalars['String']['output']>;
  readonly updatedAt: Maybe<Scalars['DateTime']['output']>;
};

export type StepFunctionsRedriveStatus =
  | 'NOT_REDRIVABLE'
  | 'REDRIVABLE'
  | 'REDRIVABLE_BY_MAP_RUN'
  | 'UNKNOWN';

export type Subscription = {
  readonly __typename?: 'Subscription';
  readonly jobLogAppended: Maybe<JobLogEvent>;
  readonly jobUpdated: Maybe<Job>;
  readonly jobsUpdated: Maybe<JobListEvent>;
};


export type SubscriptionJobLogAppendedArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  id: Scalars['ID']['input'];
  last?: InputMaybe<Scalars['Int']['input']>;
  part?: InputMaybe<Scalars['ID']['input']>;
};


export type SubscriptionJobUpdatedArgs = {
  ids: ReadonlyArray<Scalars['ID']['input']>;
};


export type SubscriptionJobsUpdatedArgs = {
  filter?: InputMaybe<JobFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    

export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  AirflowDagRun: AirflowDagRun;
  AwsBatchJob: AwsBatchJob;
  CloudRunExecution: CloudRunExecution;
  CodeBuildBuild: CodeBuildBuild;
  CodePipelineJob: CodePipelineJob;
  CosBatchJob: CosBatchJob;
  DatabricksJobRun: DatabricksJobRun;
  GitHubActionsRun: GitHubActionsRun;
  GlueJobRun: GlueJobRun;
  ImportExportJob: ImportExportJob;
  Job: Job;
  JobSource: JobSource;
  KubernetesJob: KubernetesJob;
  OmicsReferenceImportJob: OmicsReferenceImportJob;
  PanoramaPackageImportJob: PanoramaPackageImportJob;
  S3BatchJob: S3BatchJob;
  SageMakerTrainingJob: SageMakerTrainingJob;
  StepFunctionsExecution: StepFunctionsExecution;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  AirflowDagRun:
    ( { __typename: 'AirflowDagRun' }
    & GraphQLRecursivePick<FederationTypes['AirflowDagRun'], {"id":true}> );
  AwsBatchJob:
    ( { __typename: 'AwsBatchJob' }
    & GraphQLRecursivePick<FederationTypes['AwsBatchJob'], {"id":true}> );
  CloudRunExecution:
    ( { __typename: 'CloudRunExecution' }
    & GraphQLRecursivePick<FederationTypes['CloudRunExecution'], {"id":true}> );
  CodeBuildBuild:
    ( { __typename: 'CodeBuildBuild' }
    & GraphQLRecursivePick<FederationTypes['CodeBuildBuild'], {"id":true}> );
  CodePipelineJob:
    ( { __typename: 'CodePipelineJob' }
    & GraphQLRecursivePick<FederationTypes['CodePipelineJob'], {"id":true}> );
  CosBatchJob:
    ( { __typename: 'CosBatchJob' }
    & GraphQLRecursivePick<FederationTypes['CosBatchJob'], {"id":true}> );
  DatabricksJobRun:
    ( { __typename: 'DatabricksJobRun' }
    & GraphQLRecursivePick<FederationTypes['DatabricksJobRun'], {"id":true}> );
  GitHubActionsRun:
    ( { __typename: 'GitHubActionsRun' }
    & GraphQLRecursivePick<FederationTypes['GitHubActionsRun'], {"id":true}> );
  GlueJobRun:
    ( { __typename: 'GlueJobRun' }
    & GraphQLRecursivePick<FederationTypes['GlueJobRun'], {"id":true}> );
  ImportExportJob:
    ( { __typename: 'ImportExportJob' }
    & GraphQLRecursivePick<FederationTypes['ImportExportJob'], {"id":true}> );
  Job:
    ( { __typename: 'Job' }
    & GraphQLRecursivePick<FederationTypes['Job'], {"id":true}> );
  JobSource:
    ( { __typename: 'JobSource' }
    & GraphQLRecursivePick<FederationTypes['JobSource'], {"id":true}> );
  KubernetesJob:
    ( { __typename: 'KubernetesJob' }
    & GraphQLRecursivePick<FederationTypes['KubernetesJob'], {"id":true}> );
  OmicsReferenceImportJob:
    ( { __typename: 'OmicsReferenceImportJob' }
    & GraphQLRecursivePick<FederationTypes['OmicsReferenceImportJob'], {"id":true}> );
  PanoramaPackageImportJob:
    ( { __typename: 'PanoramaPackageImportJob' }
    & GraphQLRecursivePick<FederationTypes['PanoramaPackageImportJob'], {"id":true}> );
  S3BatchJob:
    ( { __typename: 'S3BatchJob' }
    & GraphQLRecursivePick<FederationTypes['S3BatchJob'], {"id":true}> );
  SageMakerTrainingJob:
    ( { __typename: 'SageMakerTrainingJob' }
    & GraphQLRecursivePick<FederationTypes['SageMakerTrainingJob'], {"id":true}> );
  StepFunctionsExecution:
    ( { __typename: 'StepFunctionsExecution' }
    & GraphQLRecursivePick<FederationTypes['StepFunctionsExecution'], {"id":true}> );
};


/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  CosBatchOperation:
    | ( CosInitiateRestoreObjectOperation )
    | ( CosOtherOperation )
    | ( CosPutObjectCopyOperation )
  ;
  Job:
    | ( JobNodeOf<'AirflowDagRun'> )
    | ( JobNodeOf<'AwsBatchJob'> )
    | ( JobNodeOf<'CloudRunExecution'> )
    | ( JobNodeOf<'CodeBuildBuild'> )
    | ( JobNodeOf<'CodePipelineJob'> )
    | ( JobNodeOf<'CosBatchJob'> )
    | ( JobNodeOf<'DatabricksJobRun'> )
    | ( JobNodeOf<'GitHubActionsRun'> )
    | ( JobNodeOf<'GlueJobRun'> )
    | ( JobNodeOf<'ImportExportJob'> )
    | ( JobNodeOf<'KubernetesJob'> )
    | ( JobNodeOf<'OmicsReferenceImportJob'> )
    | ( JobNodeOf<'PanoramaPackageImportJob'> )
    | ( JobNodeOf<'S3BatchJob'> )
    | ( JobNodeOf<'SageMakerTrainingJob'> )
    | ( JobNodeOf<'StepFunctionsExecution'> )
  ;
  S3BatchOperation:
    | ( S3ComputeObjectChecksumOperation )
    | ( S3InitiateRestoreObjectOperation )
    | ( S3LambdaInvokeOperation )
    | ( S3OtherOperation )
    | ( S3PutObjectAclOperation )
    | ( S3PutObjectCopyOperation )
    | ( S3PutObjectLegalHoldOperation )
    | ( S3PutObjectRetentionOperation )
    | ( S3PutObjectTaggingOperation )
    | ( S3UpdateObjectEncryptionOperation )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AirflowDagRun: ResolverTypeWrapper<JobNodeOf<'AirflowDagRun'>>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  AirflowDagVersion: ResolverTypeWrapper<AirflowDagVersion>;
  AirflowTaskInstance: ResolverTypeWrapper<AirflowTaskInstance>;
  AwsBatchArray: ResolverTypeWrapper<AwsBatchArray>;
  AwsBatchAttempt: ResolverTypeWrapper<AwsBatchAttempt>;
  AwsBatchDependency: ResolverTypeWrapper<AwsBatchDependency>;
  AwsBatchJob: ResolverTypeWrapper<JobNodeOf<'AwsBatchJob'>>;
  AwsBatchMultiNode: ResolverTypeWrapper<AwsBatchMultiNode>;
  AwsBatchStatusCount: ResolverTypeWrapper<AwsBatchStatusCount>;
  AwsSessionCredentials: ResolverTypeWrapper<AwsSessionCredentials>;
  BigInt: ResolverTypeWrapper<Scalars['BigInt']['output']>;
  CloudRunCondition: ResolverTypeWrapper<CloudRunCondition>;
  CloudRunExecution: ResolverTypeWrapper<JobNodeOf<'CloudRunExecution'>>;
  CloudRunTaskCounts: ResolverTypeWrapper<CloudRunTaskCounts>;
  CodeBuildArtifact: ResolverTypeWrapper<CodeBuildArtifact>;
  CodeBuildBuild: ResolverTypeWrapper<JobNodeOf<'CodeBuildBuild'>>;
  CodeBuildEnvironment: ResolverTypeWrapper<CodeBuildEnvironment>;
  CodeBuildLogs: ResolverTypeWrapper<CodeBuildLogs>;
  CodeBuildPhase: ResolverTypeWrapper<CodeBuildPhase>;
  CodeBuildSource: ResolverTypeWrapper<CodeBuildSource>;
  CodePipelineActionExecution: ResolverTypeWrapper<CodePipelineActionExecution>;
  CodePipelineActionType: ResolverTypeWrapper<CodePipelineActionType>;
  CodePipelineArtifact: ResolverTypeWrapper<CodePipelineArtifact>;
  CodePipelineConfigurationEntry: ResolverTypeWrapper<CodePipelineConfigurationEntryNode>;
  CodePipelineContext: ResolverTypeWrapper<CodePipelineContext>;
  CodePipelineEncryptionKey: ResolverTypeWrapper<CodePipelineEncryptionKey>;
  CodePipelineJob: ResolverTypeWrapper<JobNodeOf<'CodePipelineJob'>>;
  CosAccessControlGrant: ResolverTypeWrapper<CosAccessControlGrant>;
  CosBatchJob: ResolverTypeWrapper<JobNodeOf<'CosBatchJob'>>;
  CosBatchManifest: ResolverTypeWrapper<CosBatchManifest>;
  CosBatchOperation: ResolverTypeWrapper<CosBatchOperationNode>;
  CosBatchReport: ResolverTypeWrapper<CosBatchReport>;
  CosInitiateRestoreObjectOperation: ResolverTypeWrapper<CosInitiateRestoreObjectOperation>;
  CosOtherOperation: ResolverTypeWrapper<CosOtherOperation>;
  CosPutObjectCopyOperation: ResolverTypeWrapper<CosPutObjectCopyOperation>;
  DatabricksGitSource: ResolverTypeWrapper<DatabricksGitSource>;
  DatabricksJobRun: ResolverTypeWrapper<JobNodeOf<'DatabricksJobRun'>>;
  DatabricksRunTask: ResolverTypeWrapper<DatabricksRunTask>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  GitHubActionsRun: ResolverTypeWrapper<JobNodeOf<'GitHubActionsRun'>>;
  GitHubActionsRunJob: ResolverTypeWrapper<GitHubActionsRunJob>;
  GlueJobRun: ResolverTypeWrapper<JobNodeOf<'GlueJobRun'>>;
  ImportExportArtifact: ResolverTypeWrapper<ImportExportArtifact>;
  ImportExportDirection: ImportExportDirection;
  ImportExportJob: ResolverTypeWrapper<JobNodeOf<'ImportExportJob'>>;
  ImportExportLocation: ImportExportLocation;
  Job: ResolverTypeWrapper<JobNode>;
  JobConnection: ResolverTypeWrapper<Omit<JobConnection, 'edges' | 'issues' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['JobEdge']>, issues: ReadonlyArray<ResolversTypes['JobSourceIssue']>, nodes: ReadonlyArray<ResolversTypes['Job']> }>;
  JobContainer: ResolverTypeWrapper<JobContainer>;
  JobCount: ResolverTypeWrapper<JobCount>;
  JobDefinitionStats: ResolverTypeWrapper<Omit<JobDefinitionStats, 'source'> & { source: ResolversTypes['JobSource'] }>;
  JobEdge: ResolverTypeWrapper<Omit<JobEdge, 'node'> & { node: ResolversTypes['Job'] }>;
  JobEnvironmentVariable: ResolverTypeWrapper<JobEnvironmentVariable>;
  JobErrorCause: JobErrorCause;
  JobErrorCode: JobErrorCode;
  JobFailure: ResolverTypeWrapper<JobFailure>;
  JobFilter: JobFilter;
  JobFindings: ResolverTypeWrapper<Omit<JobFindings, 'issues' | 'jobs'> & { issues: ReadonlyArray<ResolversTypes['JobSourceIssue']>, jobs: ReadonlyArray<ResolversTypes['Job']> }>;
  JobKeyValue: ResolverTypeWrapper<JobKeyValue>;
  JobListEvent: ResolverTypeWrapper<Omit<JobListEvent, 'issues' | 'job'> & { issues: ReadonlyArray<ResolversTypes['JobSourceIssue']>, job?: Maybe<ResolversTypes['Job']> }>;
  JobListEventKind: JobListEventKind;
  JobLog: ResolverTypeWrapper<JobLogNode>;
  JobLogEvent: ResolverTypeWrapper<JobLogEventNode>;
  JobLogIssue: ResolverTypeWrapper<JobLogIssue>;
  JobLogLine: ResolverTypeWrapper<LogLineNode>;
  JobLogLineKind: JobLogLineKind;
  JobLogPart: ResolverTypeWrapper<JobLogPart>;
  JobLogPartKind: JobLogPartKind;
  JobOrder: JobOrder;
  JobProgress: ResolverTypeWrapper<JobProgress>;
  JobProvider: JobProvider;
  JobReasonStats: ResolverTypeWrapper<ReasonStatsNode>;
  JobRun: ResolverTypeWrapper<JobRun>;
  JobS3Object: ResolverTypeWrapper<JobS3Object>;
  JobSource: ResolverTypeWrapper<JobSourceNode>;
  JobSourceCheck: ResolverTypeWrapper<SourceCheckNode>;
  JobSourceCheckStep: ResolverTypeWrapper<JobSourceCheckStep>;
  JobSourceCount: ResolverTypeWrapper<Omit<JobSourceCount, 'source'> & { source: ResolversTypes['JobSource'] }>;
  JobSourceHealth: ResolverTypeWrapper<JobSourceHealth>;
  JobSourceHealthState: JobSourceHealthState;
  JobSourceIssue: ResolverTypeWrapper<Omit<JobSourceIssue, 'source'> & { source: ResolversTypes['JobSource'] }>;
  JobSourceLabelFilter: JobSourceLabelFilter;
  JobSourceLifecycle: JobSourceLifecycle;
  JobSourcePushState: JobSourcePushState;
  JobSourcePushes: ResolverTypeWrapper<JobSourcePushes>;
  JobStats: ResolverTypeWrapper<JobStatsNode>;
  JobStatsInterval: JobStatsInterval;
  JobStatsTime: JobStatsTime;
  JobStatus: JobStatus;
  JobStatusCount: ResolverTypeWrapper<JobStatusCount>;
  JobStatusSource: JobStatusSource;
  JobTimeSpanCount: ResolverTypeWrapper<JobTimeSpanCount>;
  JobViewer: ResolverTypeWrapper<JobViewer>;
  KubernetesCompletionMode: KubernetesCompletionMode;
  KubernetesCondition: ResolverTypeWrapper<KubernetesCondition>;
  KubernetesController: ResolverTypeWrapper<KubernetesController>;
  KubernetesJob: ResolverTypeWrapper<JobNodeOf<'KubernetesJob'>>;
  KubernetesPodCounts: ResolverTypeWrapper<KubernetesPodCounts>;
  OmicsReferenceImportJob: ResolverTypeWrapper<JobNodeOf<'OmicsReferenceImportJob'>>;
  OmicsReferenceImportSource: ResolverTypeWrapper<OmicsReferenceImportSource>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  PanoramaJobTags: ResolverTypeWrapper<PanoramaJobTags>;
  PanoramaOutputPackageConfig: ResolverTypeWrapper<PanoramaOutputPackageConfig>;
  PanoramaPackageImportJob: ResolverTypeWrapper<JobNodeOf<'PanoramaPackageImportJob'>>;
  PanoramaPackageImportOutput: ResolverTypeWrapper<PanoramaPackageImportOutput>;
  PanoramaPackageImportType: PanoramaPackageImportType;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  S3AccessControlGrant: ResolverTypeWrapper<S3AccessControlGrant>;
  S3BatchJob: ResolverTypeWrapper<JobNodeOf<'S3BatchJob'>>;
  S3BatchManifest: ResolverTypeWrapper<S3BatchManifest>;
  S3BatchManifestFilter: ResolverTypeWrapper<S3BatchManifestFilter>;
  S3BatchManifestGenerator: ResolverTypeWrapper<S3BatchManifestGenerator>;
  S3BatchOperation: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['S3BatchOperation']>;
  S3BatchReport: ResolverTypeWrapper<S3BatchReport>;
  S3ComputeObjectChecksumOperation: ResolverTypeWrapper<S3ComputeObjectChecksumOperation>;
  S3InitiateRestoreObjectOperation: ResolverTypeWrapper<S3InitiateRestoreObjectOperation>;
  S3LambdaInvokeOperation: ResolverTypeWrapper<S3LambdaInvokeOperation>;
  S3OtherOperation: ResolverTypeWrapper<S3OtherOperation>;
  S3PutObjectAclOperation: ResolverTypeWrapper<S3PutObjectAclOperation>;
  S3PutObjectCopyOperation: ResolverTypeWrapper<S3PutObjectCopyOperation>;
  S3PutObjectLegalHoldOperation: ResolverTypeWrapper<S3PutObjectLegalHoldOperation>;
  S3PutObjectRetentionOperation: ResolverTypeWrapper<S3PutObjectRetentionOperation>;
  S3PutObjectTaggingOperation: ResolverTypeWrapper<S3PutObjectTaggingOperation>;
  S3UpdateObjectEncryptionOperation: ResolverTypeWrapper<S3UpdateObjectEncryptionOperation>;
  SageMakerAlgorithm: ResolverTypeWrapper<SageMakerAlgorithm>;
  SageMakerInput: ResolverTypeWrapper<SageMakerInput>;
  SageMakerInstanceGroup: ResolverTypeWrapper<SageMakerInstanceGroup>;
  SageMakerMetric: ResolverTypeWrapper<SageMakerMetric>;
  SageMakerResources: ResolverTypeWrapper<SageMakerResources>;
  SageMakerSteps: ResolverTypeWrapper<SageMakerSteps>;
  SageMakerTrainingJob: ResolverTypeWrapper<JobNodeOf<'SageMakerTrainingJob'>>;
  SageMakerTransition: ResolverTypeWrapper<SageMakerTransition>;
  StepFunctionsExecution: ResolverTypeWrapper<JobNodeOf<'StepFunctionsExecution'>>;
  StepFunctionsRedriveStatus: StepFunctionsRedriveStatus;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  URL: ResolverTypeWrapper<Scalars['URL']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AirflowDagRun: JobNodeOf<'AirflowDagRun'>;
  Float: Scalars['Float']['output'];
  ID: Scalars['ID']['output'];
  AirflowDagVersion: AirflowDagVersion;
  AirflowTaskInstance: AirflowTaskInstance;
  AwsBatchArray: AwsBatchArray;
  AwsBatchAttempt: AwsBatchAttempt;
  AwsBatchDependency: AwsBatchDependency;
  AwsBatchJob: JobNodeOf<'AwsBatchJob'>;
  AwsBatchMultiNode: AwsBatchMultiNode;
  AwsBatchStatusCount: AwsBatchStatusCount;
  AwsSessionCredentials: AwsSessionCredentials;
  BigInt: Scalars['BigInt']['output'];
  CloudRunCondition: CloudRunCondition;
  CloudRunExecution: JobNodeOf<'CloudRunExecution'>;
  CloudRunTaskCounts: CloudRunTaskCounts;
  CodeBuildArtifact: CodeBuildArtifact;
  CodeBuildBuild: JobNodeOf<'CodeBuildBuild'>;
  CodeBuildEnvironment: CodeBuildEnvironment;
  CodeBuildLogs: CodeBuildLogs;
  CodeBuildPhase: CodeBuildPhase;
  CodeBuildSource: CodeBuildSource;
  CodePipelineActionExecution: CodePipelineActionExecution;
  CodePipelineActionType: CodePipelineActionType;
  CodePipelineArtifact: CodePipelineArtifact;
  CodePipelineConfigurationEntry: CodePipelineConfigurationEntryNode;
  CodePipelineContext: CodePipelineContext;
  CodePipelineEncryptionKey: CodePipelineEncryptionKey;
  CodePipelineJob: JobNodeOf<'CodePipelineJob'>;
  CosAccessControlGrant: CosAccessControlGrant;
  CosBatchJob: JobNodeOf<'CosBatchJob'>;
  CosBatchManifest: CosBatchManifest;
  CosBatchOperation: CosBatchOperationNode;
  CosBatchReport: CosBatchReport;
  CosInitiateRestoreObjectOperation: CosInitiateRestoreObjectOperation;
  CosOtherOperation: CosOtherOperation;
  CosPutObjectCopyOperation: CosPutObjectCopyOperation;
  DatabricksGitSource: DatabricksGitSource;
  DatabricksJobRun: JobNodeOf<'DatabricksJobRun'>;
  DatabricksRunTask: DatabricksRunTask;
  DateTime: Scalars['DateTime']['output'];
  GitHubActionsRun: JobNodeOf<'GitHubActionsRun'>;
  GitHubActionsRunJob: GitHubActionsRunJob;
  GlueJobRun: JobNodeOf<'GlueJobRun'>;
  ImportExportArtifact: ImportExportArtifact;
  ImportExportJob: JobNodeOf<'ImportExportJob'>;
  Job: JobNode;
  JobConnection: Omit<JobConnection, 'edges' | 'issues' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['JobEdge']>, issues: ReadonlyArray<ResolversParentTypes['JobSourceIssue']>, nodes: ReadonlyArray<ResolversParentTypes['Job']> };
  JobContainer: JobContainer;
  JobCount: JobCount;
  JobDefinitionStats: Omit<JobDefinitionStats, 'source'> & { source: ResolversParentTypes['JobSource'] };
  JobEdge: Omit<JobEdge, 'node'> & { node: ResolversParentTypes['Job'] };
  JobEnvironmentVariable: JobEnvironmentVariable;
  JobFailure: JobFailure;
  JobFilter: JobFilter;
  JobFindings: Omit<JobFindings, 'issues' | 'jobs'> & { issues: ReadonlyArray<ResolversParentTypes['JobSourceIssue']>, jobs: ReadonlyArray<ResolversParentTypes['Job']> };
  JobKeyValue: JobKeyValue;
  JobListEvent: Omit<JobListEvent, 'issues' | 'job'> & { issues: ReadonlyArray<ResolversParentTypes['JobSourceIssue']>, job?: Maybe<ResolversParentTypes['Job']> };
  JobLog: JobLogNode;
  JobLogEvent: JobLogEventNode;
  JobLogIssue: JobLogIssue;
  JobLogLine: LogLineNode;
  JobLogPart: JobLogPart;
  JobProgress: JobProgress;
  JobReasonStats: ReasonStatsNode;
  JobRun: JobRun;
  JobS3Object: JobS3Object;
  JobSource: JobSourceNode;
  JobSourceCheck: SourceCheckNode;
  JobSourceCheckStep: JobSourceCheckStep;
  JobSourceCount: Omit<JobSourceCount, 'source'> & { source: ResolversParentTypes['JobSource'] };
  JobSourceHealth: JobSourceHealth;
  JobSourceIssue: Omit<JobSourceIssue, 'source'> & { source: ResolversParentTypes['JobSource'] };
  JobSourceLabelFilter: JobSourceLabelFilter;
  JobSourcePushes: JobSourcePushes;
  JobStats: JobStatsNode;
  JobStatusCount: JobStatusCount;
  JobTimeSpanCount: JobTimeSpanCount;
  JobViewer: JobViewer;
  KubernetesCondition: KubernetesCondition;
  KubernetesController: KubernetesController;
  KubernetesJob: JobNodeOf<'KubernetesJob'>;
  KubernetesPodCounts: KubernetesPodCounts;
  OmicsReferenceImportJob: JobNodeOf<'OmicsReferenceImportJob'>;
  OmicsReferenceImportSource: OmicsReferenceImportSource;
  PageInfo: PageInfo;
  PanoramaJobTags: PanoramaJobTags;
  PanoramaOutputPackageConfig: PanoramaOutputPackageConfig;
  PanoramaPackageImportJob: JobNodeOf<'PanoramaPackageImportJob'>;
  PanoramaPackageImportOutput: PanoramaPackageImportOutput;
  Query: Record<PropertyKey, never>;
  S3AccessControlGrant: S3AccessControlGrant;
  S3BatchJob: JobNodeOf<'S3BatchJob'>;
  S3BatchManifest: S3BatchManifest;
  S3BatchManifestFilter: S3BatchManifestFilter;
  S3BatchManifestGenerator: S3BatchManifestGenerator;
  S3BatchOperation: ResolversInterfaceTypes<ResolversParentTypes>['S3BatchOperation'];
  S3BatchReport: S3BatchReport;
  S3ComputeObjectChecksumOperation: S3ComputeObjectChecksumOperation;
  S3InitiateRestoreObjectOperation: S3InitiateRestoreObjectOperation;
  S3LambdaInvokeOperation: S3LambdaInvokeOperation;
  S3OtherOperation: S3OtherOperation;
  S3PutObjectAclOperation: S3PutObjectAclOperation;
  S3PutObjectCopyOperation: S3PutObjectCopyOperation;
  S3PutObjectLegalHoldOperation: S3PutObjectLegalHoldOperation;
  S3PutObjectRetentionOperation: S3PutObjectRetentionOperation;
  S3PutObjectTaggingOperation: S3PutObjectTaggingOperation;
  S3UpdateObjectEncryptionOperation: S3UpdateObjectEncryptionOperation;
  SageMakerAlgorithm: SageMakerAlgorithm;
  SageMakerInput: SageMakerInput;
  SageMakerInstanceGroup: SageMakerInstanceGroup;
  SageMakerMetric: SageMakerMetric;
  SageMakerResources: SageMakerResources;
  SageMakerSteps: SageMakerSteps;
  SageMakerTrainingJob: JobNodeOf<'SageMakerTrainingJob'>;
  SageMakerTransition: SageMakerTransition;
  StepFunctionsExecution: JobNodeOf<'StepFunctionsExecution'>;
  Subscription: Record<PropertyKey, never>;
  URL: Scalars['URL']['output'];
  Int: Scalars['Int']['output'];
  String: Scalars['String']['output'];
  Boolean: Scalars['Boolean']['output'];
};

export type CostDirectiveArgs = {
  weight: Scalars['Int']['input'];
};

export type CostDirectiveResolver<Result, Parent, ContextType = GatewayContext, Args = CostDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type LinkDirectiveArgs = {
  import?: Maybe<ReadonlyArray<Scalars['String']['input']>>;
  url: Scalars['String']['input'];
};

export type LinkDirectiveResolver<Result, Parent, ContextType = GatewayContext, Args = LinkDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type ListSizeDirectiveArgs = {
  assumedSize?: Maybe<Scalars['Int']['input']>;
  requireOneSlicingArgument?: Maybe<Scalars['Boolean']['input']>;
  sizedFields?: Maybe<ReadonlyArray<Scalars['String']['input']>>;
  slicingArguments?: Maybe<ReadonlyArray<Scalars['String']['input']>>;
};

export type ListSizeDirectiveResolver<Result, Parent, ContextType = GatewayContext, Args = ListSizeDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type RequiresScopesDirectiveArgs = {
  scopes: ReadonlyArray<ReadonlyArray<Scalars['String']['input']>>;
};

export type RequiresScopesDirectiveResolver<Result, Parent, ContextType = GatewayContext, Args = RequiresScopesDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type ShareableDirectiveArgs = { };

export type ShareableDirectiveResolver<Result, Parent, ContextType = GatewayContext, Args = ShareableDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type AirflowDagRunResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['AirflowDagRun'] = ResolversParentTypes['AirflowDagRun'], FederationReferenceType extends FederationReferenceTypes['AirflowDagRun'] = FederationReferenceTypes['AirflowDagRun']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['AirflowDagRun']> | FederationReferenceType, FederationReferenceType, ContextType>;
  bundleVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  confJson?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  consoleUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  dagDisplayName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  dagId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  dagVersions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['AirflowDagVersion']>>, ParentType, ContextType>;
  dataIntervalEnd?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  dataIntervalStart?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  definition?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  durationSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  failures?: Resolver<Maybe<ReadonlyArray<ResolversTypes['JobFailure']>>, ParentType, ContextType>;
  fetchedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isTerminal?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  logicalDate?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  note?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  partitionKey?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  progress?: Resolver<Maybe<ResolversTypes['JobProgress']>, ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['JobProvider'], ParentType, ContextType>;
  providerJobId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  queuedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  rawStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  runType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['JobSource'], ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['JobStatus']>, ParentType, ContextType>;
  statusMessage?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  statusSource?: Resolver<Maybe<ResolversTypes['JobStatusSource']>, ParentType, ContextType>;
  tasks?: Resolver<Maybe<ReadonlyArray<ResolversTypes['AirflowTaskInstance']>>, ParentType, ContextType>;
  triggeredBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  triggeringUserName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AirflowDagVersionResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['AirflowDagVersion'] = ResolversParentTypes['AirflowDagVersion']> = {
  bundleName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  bundleVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  versionNumber?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type AirflowTaskInstanceResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['AirflowTaskInstance'] = ResolversParentTypes['AirflowTaskInstance']> = {
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  mapIndex?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  maxTries?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  operator?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  pool?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  queue?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  rawStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['JobStatus'], ParentType, ContextType>;
  taskId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  tryNumber?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type AwsBatchArrayResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['AwsBatchArray'] = ResolversParentTypes['AwsBatchArray']> = {
  countedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  index?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  size?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  statusCounts?: Resolver<Maybe<ReadonlyArray<ResolversTypes['AwsBatchStatusCount']>>, ParentType, ContextType>;
};

export type AwsBatchAttemptResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['AwsBatchAttempt'] = ResolversParentTypes['AwsBatchAttempt']> = {
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  exitCode?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  logStreamName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  statusReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  taskArn?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type AwsBatchDependencyResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['AwsBatchDependency'] = ResolversParentTypes['AwsBatchDependency']> = {
  jobId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type AwsBatchJobResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['AwsBatchJob'] = ResolversParentTypes['AwsBatchJob'], FederationReferenceType extends FederationReferenceTypes['AwsBatchJob'] = FederationReferenceTypes['AwsBatchJob']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['AwsBatchJob']> | FederationReferenceType, FederationReferenceType, ContextType>;
  arn?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  array?: Resolver<Maybe<ResolversTypes['AwsBatchArray']>, ParentType, ContextType>;
  attemptTimeoutSeconds?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  attempts?: Resolver<Maybe<ReadonlyArray<ResolversTypes['AwsBatchAttempt']>>, ParentType, ContextType>;
  consoleUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  containers?: Resolver<Maybe<ReadonlyArray<ResolversTypes['JobContainer']>>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  definition?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  dependsOn?: Resolver<Maybe<ReadonlyArray<ResolversTypes['AwsBatchDependency']>>, ParentType, ContextType>;
  durationSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  environmentVariables?: Resolver<Maybe<ReadonlyArray<ResolversTypes['JobEnvironmentVariable']>>, ParentType, ContextType>;
  executionRoleArn?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  failures?: Resolver<Maybe<ReadonlyArray<ResolversTypes['JobFailure']>>, ParentType, ContextType>;
  fetchedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isTerminal?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  jobDefinition?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  maxAttempts?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  multiNode?: Resolver<Maybe<ResolversTypes['AwsBatchMultiNode']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  parameters?: Resolver<Maybe<ReadonlyArray<ResolversTypes['JobKeyValue']>>, ParentType, ContextType>;
  platforms?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  priority?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  progress?: Resolver<Maybe<ResolversTypes['JobProgress']>, ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['JobProvider'], ParentType, ContextType>;
  providerJobId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  queueName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  rawStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  resources?: Resolver<Maybe<ReadonlyArray<ResolversTypes['JobKeyValue']>>, ParentType, ContextType>;
  roleArn?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  shareIdentifier?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['JobSource'], ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['JobStatus']>, ParentType, ContextType>;
  statusMessage?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  statusSource?: Resolver<Maybe<ResolversTypes['JobStatusSource']>, ParentType, ContextType>;
  tags?: Resolver<Maybe<ReadonlyArray<ResolversTypes['JobKeyValue']>>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AwsBatchMultiNodeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['AwsBatchMultiNode'] = ResolversParentTypes['AwsBatchMultiNode']> = {
  isMainNode?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  mainNodeIndex?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  nodeCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  nodeIndex?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type AwsBatchStatusCountResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['AwsBatchStatusCount'] = ResolversParentTypes['AwsBatchStatusCount']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AwsSessionCredentialsResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['AwsSessionCredentials'] = ResolversParentTypes['AwsSessionCredentials']> = {
  accessKeyId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  secretAccessKey?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sessionToken?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export interface BigIntScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['BigInt'], any> {
  name: 'BigInt';
}

export type CloudRunConditionResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['CloudRunCondition'] = ResolversParentTypes['CloudRunCondition']> = {
  changedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  severity?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  state?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CloudRunExecutionResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['CloudRunExecution'] = ResolversParentTypes['CloudRunExecution'], FederationReferenceType extends FederationReferenceTypes['CloudRunExecution'] = FederationReferenceTypes['CloudRunExecution']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['CloudRunExecution']> | FederationReferenceType, FederationReferenceType, ContextType>;
  accelerator?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  conditions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['CloudRunCondition']>>, ParentType, ContextType>;
  consoleUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  containers?: Resolver<Maybe<ReadonlyArray<ResolversTypes['JobContainer']>>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  creator?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  definition?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  deletionRequestedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  durationSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  environmentVariables?: Resolver<Maybe<ReadonlyArray<ResolversTypes['JobEnvironmentVariable']>>, ParentType, ContextType>;
  executionEnvironment?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  failures?: Resolver<Maybe<ReadonlyArray<ResolversTypes['JobFailure']>>, ParentType, ContextType>;
  fetchedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  imageEncryptionKey?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  isTerminal?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  jobName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  labels?: Resolver<Maybe<ReadonlyArray<ResolversTypes['JobKeyValue']>>, ParentType, ContextType>;
  launchStage?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  logUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  maxRetries?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  parallelism?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  progress?: Resolver<Maybe<ResolversTypes['JobProgress']>, ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['JobProvider'], ParentType, ContextType>;
  providerJobId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rawStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  resources?: Resolver<Maybe<ReadonlyArray<ResolversTypes['JobKeyValue']>>, ParentType, ContextType>;
  serviceAccount?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['JobSource'], ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['JobStatus']>, ParentType, ContextType>;
  statusMessage?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  statusSource?: Resolver<Maybe<ResolversTypes['JobStatusSource']>, ParentType, ContextType>;
  taskCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  taskCounts?: Resolver<Maybe<ResolversTypes['CloudRunTaskCounts']>, ParentType, ContextType>;
  taskTimeoutSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  uid?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CloudRunTaskCountsResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['CloudRunTaskCounts'] = ResolversParentTypes['CloudRunTaskCounts']> = {
  cancelled?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  failed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  retried?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  running?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  succeeded?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type CodeBuildArtifactResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['CodeBuildArtifact'] = ResolversParentTypes['CodeBuildArtifact']> = {
  identifier?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  location?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  md5?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sha256?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CodeBuildBuildResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['CodeBuildBuild'] = ResolversParentTypes['CodeBuildBuild'], FederationReferenceType extends FederationReferenceTypes['CodeBuildBuild'] = FederationReferenceTypes['CodeBuildBuild']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['CodeBuildBuild']> | FederationReferenceType, FederationReferenceType, ContextType>;
  arn?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  artifact?: Resolver<Maybe<ResolversTypes['CodeBuildArtifact']>, ParentType, ContextType>;
  buildBatchArn?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  buildNumber?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  buildSource?: Resolver<Maybe<ResolversTypes['CodeBuildSource']>, ParentType, ContextType>;
  buildspec?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  consoleUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  currentPhase?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  debugSessionEnabled?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  debugSessionTarget?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  definition?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  durationSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  environment?: Resolver<Maybe<ResolversTypes['CodeBuildEnvironment']>, ParentType, ContextType>;
  environmentVariables?: Resolver<Maybe<ReadonlyArray<ResolversTypes['JobEnvironmentVariable']>>, ParentType, ContextType>;
  exportedEnvironmentVariables?: Resolver<Maybe<ReadonlyArray<ResolversTypes['JobEnvironmentVariable']>>, ParentType, ContextType>;
  failures?: Resolver<Maybe<ReadonlyArray<ResolversTypes['JobFailure']>>, ParentType, ContextType>;
  fetchedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  initiator?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  isTerminal?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  logs?: Resolver<Maybe<ResolversTypes['CodeBuildLogs']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  phases?: Resolver<Maybe<ReadonlyArray<ResolversTypes['CodeBuildPhase']>>, ParentType, ContextType>;
  progress?: Resolver<Maybe<ResolversTypes['JobProgress']>, ParentType, ContextType>;
  projectName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['JobProvider'], ParentType, ContextType>;
  providerJobId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  queuedTimeoutMinutes?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  rawStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reportArns?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  resolvedSourceVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  roleArn?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  secondaryArtifacts?: Resolver<Maybe<ReadonlyArray<ResolversTypes['CodeBuildArtifact']>>, ParentType, ContextType>;
  secondarySources?: Resolver<Maybe<ReadonlyArray<ResolversTypes['CodeBuildSource']>>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['JobSource'], ParentType, ContextType>;
  sourceVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['JobStatus']>, ParentType, ContextType>;
  statusMessage?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  statusSource?: Resolver<Maybe<ResolversTypes['JobStatusSource']>, ParentType, ContextType>;
  timeoutMinutes?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CodeBuildEnvironmentResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['CodeBuildEnvironment'] = ResolversParentTypes['CodeBuildEnvironment']> = {
  computeType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  image?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  isPrivileged?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CodeBuildLogsResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['CodeBuildLogs'] = ResolversParentTypes['CodeBuildLogs']> = {
  groupName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  s3Url?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  streamName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
};

export type CodeBuildPhaseResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['CodeBuildPhase'] = ResolversParentTypes['CodeBuildPhase']> = {
  durationSeconds?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  rawStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['JobStatus']>, ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CodeBuildSourceResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['CodeBuildSource'] = ResolversParentTypes['CodeBuildSource']> = {
  cloneDepth?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  identifier?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  location?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CodePipelineActionExecutionResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['CodePipelineActionExecution'] = ResolversParentTypes['CodePipelineActionExecution']> = {
  errorCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  errorMessage?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  externalExecutionId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  externalExecutionSummary?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  externalExecutionUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  rawStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['JobStatus'], ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type CodePipelineActionTypeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['CodePipelineActionType'] = ResolversParentTypes['CodePipelineActionType']> = {
  category?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  owner?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CodePipelineArtifactResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['CodePipelineArtifact'] = ResolversParentTypes['CodePipelineArtifact']> = {
  location?: Resolver<Maybe<ResolversTypes['JobS3Object']>, ParentType, ContextType>;
  locationType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  revision?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CodePipelineConfigurationEntryResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['CodePipelineConfigurationEntry'] = ResolversParentTypes['CodePipelineConfigurationEntry']> = {
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CodePipelineContextResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['CodePipelineContext'] = ResolversParentTypes['CodePipelineContext']> = {
  action?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  actionExecutionId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  arn?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  executionId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  stage?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CodePipelineEncryptionKeyResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['CodePipelineEncryptionKey'] = ResolversParentTypes['CodePipelineEncryptionKey']> = {
  id?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CodePipelineJobResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['CodePipelineJob'] = ResolversParentTypes['CodePipelineJob'], FederationReferenceType extends FederationReferenceTypes['CodePipelineJob'] = FederationReferenceTypes['CodePipelineJob']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['CodePipelineJob']> | FederationReferenceType, FederationReferenceType, ContextType>;
  accountId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  actionExecution?: Resolver<Maybe<ResolversTypes['CodePipelineActionExecution']>, ParentType, ContextType>;
  actionType?: Resolver<Maybe<ResolversTypes['CodePipelineActionType']>, ParentType, ContextType>;
  artifactCredentials?: Resolver<Maybe<ResolversTypes['AwsSessionCredentials']>, ParentType, ContextType>;
  configuration?: Resolver<Maybe<ReadonlyArray<ResolversTypes['CodePipelineConfigurationEntry']>>, ParentType, ContextType>;
  consoleUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  continuationToken?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  definition?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  durationSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  encryptionKey?: Resolver<Maybe<ResolversTypes['CodePipelineEncryptionKey']>, ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  failures?: Resolver<Maybe<ReadonlyArray<ResolversTypes['JobFailure']>>, ParentType, ContextType>;
  fetchedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  hasContinuationToken?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  inputArtifacts?: Resolver<Maybe<ReadonlyArray<ResolversTypes['CodePipelineArtifact']>>, ParentType, ContextType>;
  isTerminal?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  outputArtifacts?: Resolver<Maybe<ReadonlyArray<ResolversTypes['CodePipelineArtifact']>>, ParentType, ContextType>;
  pipeline?: Resolver<Maybe<ResolversTypes['CodePipelineContext']>, ParentType, ContextType>;
  progress?: Resolver<Maybe<ResolversTypes['JobProgress']>, ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['JobProvider'], ParentType, ContextType>;
  providerJobId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rawStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['JobSource'], ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['JobStatus']>, ParentType, ContextType>;
  statusMessage?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  statusSource?: Resolver<Maybe<ResolversTypes['JobStatusSource']>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CosAccessControlGrantResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['CosAccessControlGrant'] = ResolversParentTypes['CosAccessControlGrant']> = {
  granteeDisplayName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  granteeIdentifier?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  granteeType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  permission?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CosBatchJobResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['CosBatchJob'] = ResolversParentTypes['CosBatchJob'], FederationReferenceType extends FederationReferenceTypes['CosBatchJob'] = FederationReferenceTypes['CosBatchJob']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['CosBatchJob']> | FederationReferenceType, FederationReferenceType, ContextType>;
  clientRequestToken?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  confirmationRequired?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  consoleUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  definition?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  durationSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  failures?: Resolver<Maybe<ReadonlyArray<ResolversTypes['JobFailure']>>, ParentType, ContextType>;
  fetchedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isTerminal?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  manifest?: Resolver<Maybe<ResolversTypes['CosBatchManifest']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  operation?: Resolver<Maybe<ResolversTypes['CosBatchOperation']>, ParentType, ContextType>;
  priority?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  progress?: Resolver<Maybe<ResolversTypes['JobProgress']>, ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['JobProvider'], ParentType, ContextType>;
  providerJobId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rawStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  report?: Resolver<Maybe<ResolversTypes['CosBatchReport']>, ParentType, ContextType>;
  roleArn?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['JobSource'], ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['JobStatus']>, ParentType, ContextType>;
  statusMessage?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  statusSource?: Resolver<Maybe<ResolversTypes['JobStatusSource']>, ParentType, ContextType>;
  suspendedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  suspendedCause?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CosBatchManifestResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['CosBatchManifest'] = ResolversParentTypes['CosBatchManifest']> = {
  etag?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  fields?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  format?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  objectArn?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  objectVersionId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CosBatchOperationResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['CosBatchOperation'] = ResolversParentTypes['CosBatchOperation']> = {
  __resolveType: TypeResolveFn<'CosInitiateRestoreObjectOperation' | 'CosOtherOperation' | 'CosPutObjectCopyOperation', ParentType, ContextType>;
};

export type CosBatchReportResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['CosBatchReport'] = ResolversParentTypes['CosBatchReport']> = {
  bucket?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  enabled?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  format?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  prefix?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  scope?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CosInitiateRestoreObjectOperationResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['CosInitiateRestoreObjectOperation'] = ResolversParentTypes['CosInitiateRestoreObjectOperation']> = {
  expirationInDays?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  jobTier?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CosOtherOperationResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['CosOtherOperation'] = ResolversParentTypes['CosOtherOperation']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CosPutObjectCopyOperationResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['CosPutObjectCopyOperation'] = ResolversParentTypes['CosPutObjectCopyOperation']> = {
  accessControlDirective?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  accessControlGrants?: Resolver<Maybe<ReadonlyArray<ResolversTypes['CosAccessControlGrant']>>, ParentType, ContextType>;
  cacheControl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  cannedAccessControlList?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  contentDisposition?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  contentEncoding?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  contentType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  httpExpiresDate?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  metadataDirective?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  modifiedSinceConstraint?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  newObjectTagging?: Resolver<Maybe<ReadonlyArray<ResolversTypes['JobKeyValue']>>, ParentType, ContextType>;
  prefixReplace?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  resourcesPrefix?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sseAlgorithm?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  storageClass?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  taggingDirective?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  targetKeyPrefix?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  targetResource?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  unmodifiedSinceConstraint?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  userMetadata?: Resolver<Maybe<ReadonlyArray<ResolversTypes['JobKeyValue']>>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DatabricksGitSourceResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['DatabricksGitSource'] = ResolversParentTypes['DatabricksGitSource']> = {
  branch?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  commit?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  provider?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  tag?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type DatabricksJobRunResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['DatabricksJobRun'] = ResolversParentTypes['DatabricksJobRun'], FederationReferenceType extends FederationReferenceTypes['DatabricksJobRun'] = FederationReferenceTypes['DatabricksJobRun']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['DatabricksJobRun']> | FederationReferenceType, FederationReferenceType, ContextType>;
  attempt?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  cleanupMilliseconds?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  clusterId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  consoleUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  creatorUserName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  definition?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  durationSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  executionMilliseconds?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  failures?: Resolver<Maybe<ReadonlyArray<ResolversTypes['JobFailure']>>, ParentType, ContextType>;
  fetchedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  gitSource?: Resolver<Maybe<ResolversTypes['DatabricksGitSource']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isTerminal?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  jobId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  jobParameters?: Resolver<Maybe<ReadonlyArray<ResolversTypes['JobKeyValue']>>, ParentType, ContextType>;
  jobRunId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  originalAttemptRunId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  overridingParametersJson?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  performanceTarget?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  progress?: Resolver<Maybe<ResolversTypes['JobProgress']>, ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['JobProvider'], ParentType, ContextType>;
  providerJobId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  queueMilliseconds?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  queueReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  rawStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  runMilliseconds?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  schedule?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  scheduleTimezone?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  setupMilliseconds?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['JobSource'], ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['JobStatus']>, ParentType, ContextType>;
  statusMessage?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  statusSource?: Resolver<Maybe<ResolversTypes['JobStatusSource']>, ParentType, ContextType>;
  tasks?: Resolver<Maybe<ReadonlyArray<ResolversTypes['DatabricksRunTask']>>, ParentType, ContextType>;
  terminationType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  trigger?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DatabricksRunTaskResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['DatabricksRunTask'] = ResolversParentTypes['DatabricksRunTask']> = {
  attempt?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  clusterId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  dependsOn?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  rawStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  runId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['JobStatus'], ParentType, ContextType>;
  taskKey?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type GitHubActionsRunResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['GitHubActionsRun'] = ResolversParentTypes['GitHubActionsRun'], FederationReferenceType extends FederationReferenceTypes['GitHubActionsRun'] = FederationReferenceTypes['GitHubActionsRun']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['GitHubActionsRun']> | FederationReferenceType, FederationReferenceType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  attempt?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  branch?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  checkSuiteId?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  commitAuthorEmail?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  commitAuthorName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  commitMessage?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  commitSha?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  consoleUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  definition?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  durationSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  event?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  failures?: Resolver<Maybe<ReadonlyArray<ResolversTypes['JobFailure']>>, ParentType, ContextType>;
  fetchedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  headRepository?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isTerminal?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  jobs?: Resolver<Maybe<ReadonlyArray<ResolversTypes['GitHubActionsRunJob']>>, ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  progress?: Resolver<Maybe<ResolversTypes['JobProgress']>, ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['JobProvider'], ParentType, ContextType>;
  providerJobId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rawStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  repository?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  runNumber?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['JobSource'], ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['JobStatus']>, ParentType, ContextType>;
  statusMessage?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  statusSource?: Resolver<Maybe<ResolversTypes['JobStatusSource']>, ParentType, ContextType>;
  triggeringActor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  workflowId?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  workflowPath?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type GitHubActionsRunJobResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['GitHubActionsRunJob'] = ResolversParentTypes['GitHubActionsRunJob']> = {
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  jobId?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  labels?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  rawStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  runnerName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['JobStatus'], ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
};

export type GlueJobRunResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['GlueJobRun'] = ResolversParentTypes['GlueJobRun'], FederationReferenceType extends FederationReferenceTypes['GlueJobRun'] = FederationReferenceTypes['GlueJobRun']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['GlueJobRun']> | FederationReferenceType, FederationReferenceType, ContextType>;
  arguments?: Resolver<Maybe<ReadonlyArray<ResolversTypes['JobKeyValue']>>, ParentType, ContextType>;
  attempt?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  consoleUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  definition?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  dpuSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  durationSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  executionClass?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  executionSeconds?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  failures?: Resolver<Maybe<ReadonlyArray<ResolversTypes['JobFailure']>>, ParentType, ContextType>;
  fetchedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  glueVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isQueuingEnabled?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  isTerminal?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  jobMode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  jobName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  logGroupName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  maintenanceWindow?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  maxCapacity?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  notifyDelayMinutes?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  previousRunId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  progress?: Resolver<Maybe<ResolversTypes['JobProgress']>, ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['JobProvider'], ParentType, ContextType>;
  providerJobId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rawStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  securityConfiguration?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sessionPolicyJson?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['JobSource'], ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  stateDetail?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['JobStatus']>, ParentType, ContextType>;
  statusMessage?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  statusSource?: Resolver<Maybe<ResolversTypes['JobStatusSource']>, ParentType, ContextType>;
  timeoutMinutes?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  triggerName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  usageProfile?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  workerCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  workerType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ImportExportArtifactResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ImportExportArtifact'] = ResolversParentTypes['ImportExportArtifact']> = {
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
};

export type ImportExportJobResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ImportExportJob'] = ResolversParentTypes['ImportExportJob'], FederationReferenceType extends FederationReferenceTypes['ImportExportJob'] = FederationReferenceTypes['ImportExportJob']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['ImportExportJob']> | FederationReferenceType, FederationReferenceType, ContextType>;
  artifacts?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ImportExportArtifact']>>, ParentType, ContextType>;
  carrier?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  consoleUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  definition?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  direction?: Resolver<Maybe<ResolversTypes['ImportExportDirection']>, ParentType, ContextType>;
  durationSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  errorCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  failures?: Resolver<Maybe<ReadonlyArray<ResolversTypes['JobFailure']>>, ParentType, ContextType>;
  fetchedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isTerminal?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  location?: Resolver<Maybe<ResolversTypes['ImportExportLocation']>, ParentType, ContextType>;
  locationCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  locationMessage?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  logBucket?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  logKey?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  manifestText?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  progress?: Resolver<Maybe<ResolversTypes['JobProgress']>, ParentType, ContextType>;
  progressCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['JobProvider'], ParentType, ContextType>;
  providerJobId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rawStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  shippingAddress?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  signature?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  signatureFileContents?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['JobSource'], ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['JobStatus']>, ParentType, ContextType>;
  statusMessage?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  statusSource?: Resolver<Maybe<ResolversTypes['JobStatusSource']>, ParentType, ContextType>;
  trackingNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  warningMessage?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type JobResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Job'] = ResolversParentTypes['Job'], FederationReferenceType extends FederationReferenceTypes['Job'] = FederationReferenceTypes['Job']> = {
  __resolveType: TypeResolveFn<'AirflowDagRun' | 'AwsBatchJob' | 'CloudRunExecution' | 'CodeBuildBuild' | 'CodePipelineJob' | 'CosBatchJob' | 'DatabricksJobRun' | 'GitHubActionsRun' | 'GlueJobRun' | 'ImportExportJob' | 'KubernetesJob' | 'OmicsReferenceImportJob' | 'PanoramaPackageImportJob' | 'S3BatchJob' | 'SageMakerTrainingJob' | 'StepFunctionsExecution', ParentType, ContextType>;
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Job']> | FederationReferenceType, FederationReferenceType, ContextType>;
};

export type JobConnectionResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['JobConnection'] = ResolversParentTypes['JobConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['JobEdge']>, ParentType, ContextType>;
  fetchedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  issues?: Resolver<ReadonlyArray<ResolversTypes['JobSourceIssue']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Job']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['JobCount'], ParentType, ContextType>;
};

export type JobContainerResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['JobContainer'] = ResolversParentTypes['JobContainer']> = {
  command?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  exitCode?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  image?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  logStreamName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type JobCountResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['JobCount'] = ResolversParentTypes['JobCount']> = {
  isLowerBound?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type JobDefinitionStatsResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['JobDefinitionStats'] = ResolversParentTypes['JobDefinitionStats']> = {
  changes?: Resolver<ResolversTypes['JobCount'], ParentType, ContextType>;
  definition?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  failedSince?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  failuresInARow?: Resolver<ResolversTypes['JobCount'], ParentType, ContextType>;
  hasEarlierRuns?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isFlaky?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  lastGoodAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  medianDurationSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  runs?: Resolver<ReadonlyArray<ResolversTypes['JobRun']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['JobSource'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['JobCount'], ParentType, ContextType>;
};

export type JobEdgeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['JobEdge'] = ResolversParentTypes['JobEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Job'], ParentType, ContextType>;
};

export type JobEnvironmentVariableResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['JobEnvironmentVariable'] = ResolversParentTypes['JobEnvironmentVariable']> = {
  container?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  valueFrom?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type JobFailureResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['JobFailure'] = ResolversParentTypes['JobFailure']> = {
  code?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  subject?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type JobFindingsResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['JobFindings'] = ResolversParentTypes['JobFindings']> = {
  issues?: Resolver<ReadonlyArray<ResolversTypes['JobSourceIssue']>, ParentType, ContextType>;
  jobs?: Resolver<ReadonlyArray<ResolversTypes['Job']>, ParentType, ContextType>;
};

export type JobKeyValueResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['JobKeyValue'] = ResolversParentTypes['JobKeyValue']> = {
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type JobListEventResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['JobListEvent'] = ResolversParentTypes['JobListEvent']> = {
  issues?: Resolver<ReadonlyArray<ResolversTypes['JobSourceIssue']>, ParentType, ContextType>;
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['JobListEventKind'], ParentType, ContextType>;
};

export type JobLogResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['JobLog'] = ResolversParentTypes['JobLog']> = {
  fetchedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  issues?: Resolver<ReadonlyArray<ResolversTypes['JobLogIssue']>, ParentType, ContextType>;
  lines?: Resolver<ReadonlyArray<ResolversTypes['JobLogLine']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  part?: Resolver<Maybe<ResolversTypes['JobLogPart']>, ParentType, ContextType>;
  parts?: Resolver<ReadonlyArray<ResolversTypes['JobLogPart']>, ParentType, ContextType>;
};

export type JobLogEventResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['JobLogEvent'] = ResolversParentTypes['JobLogEvent']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasGap?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  issues?: Resolver<ReadonlyArray<ResolversTypes['JobLogIssue']>, ParentType, ContextType>;
  lines?: Resolver<ReadonlyArray<ResolversTypes['JobLogLine']>, ParentType, ContextType>;
  part?: Resolver<Maybe<ResolversTypes['JobLogPart']>, ParentType, ContextType>;
};

export type JobLogIssueResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['JobLogIssue'] = ResolversParentTypes['JobLogIssue']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  isRetryable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  part?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type JobLogLineResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['JobLogLine'] = ResolversParentTypes['JobLogLine']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  isTruncated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['JobLogLineKind'], ParentType, ContextType>;
  rawText?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  time?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type JobLogPartResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['JobLogPart'] = ResolversParentTypes['JobLogPart']> = {
  attempt?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  exitCode?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  failedStep?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  group?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  isComplete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  key?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['JobLogPartKind'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['JobStatus']>, ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
};

export type JobProgressResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['JobProgress'] = ResolversParentTypes['JobProgress']> = {
  failed?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  fraction?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  succeeded?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  total?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
};

export type JobReasonStatsResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['JobReasonStats'] = ResolversParentTypes['JobReasonStats']> = {
  count?: Resolver<ResolversTypes['JobCount'], ParentType, ContextType>;
  definitionCount?: Resolver<ResolversTypes['JobCount'], ParentType, ContextType>;
  example?: Resolver<ResolversTypes['JobRun'], ParentType, ContextType>;
  exampleFailure?: Resolver<Maybe<ResolversTypes['JobFailure']>, ParentType, ContextType>;
  firstSeenAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  key?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  lastSeenAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  overTime?: Resolver<ReadonlyArray<ResolversTypes['JobTimeSpanCount']>, ParentType, ContextType, RequireFields<JobReasonStatsOverTimeArgs, 'interval'>>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['JobSource']>, ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type JobRunResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['JobRun'] = ResolversParentTypes['JobRun']> = {
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  durationSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['JobStatus']>, ParentType, ContextType>;
};

export type JobS3ObjectResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['JobS3Object'] = ResolversParentTypes['JobS3Object']> = {
  bucket?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  region?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type JobSourceResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['JobSource'] = ResolversParentTypes['JobSource'], FederationReferenceType extends FederationReferenceTypes['JobSource'] = FederationReferenceTypes['JobSource']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['JobSource']> | FederationReferenceType, FederationReferenceType, ContextType>;
  account?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  canList?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  consoleUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  health?: Resolver<ResolversTypes['JobSourceHealth'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  labels?: Resolver<ReadonlyArray<ResolversTypes['JobKeyValue']>, ParentType, ContextType>;
  lifecycle?: Resolver<ResolversTypes['JobSourceLifecycle'], ParentType, ContextType>;
  listsStatus?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['JobProvider'], ParentType, ContextType>;
  readsLogs?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  region?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type JobSourceCheckResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['JobSourceCheck'] = ResolversParentTypes['JobSourceCheck']> = {
  checkedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  isSound?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['JobSource'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['JobSourceHealthState'], ParentType, ContextType>;
  steps?: Resolver<ReadonlyArray<ResolversTypes['JobSourceCheckStep']>, ParentType, ContextType>;
};

export type JobSourceCheckStepResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['JobSourceCheckStep'] = ResolversParentTypes['JobSourceCheckStep']> = {
  cause?: Resolver<Maybe<ResolversTypes['JobErrorCause']>, ParentType, ContextType>;
  clockOffsetSeconds?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  code?: Resolver<Maybe<ResolversTypes['JobErrorCode']>, ParentType, ContextType>;
  jobsFound?: Resolver<Maybe<ResolversTypes['JobCount']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  operation?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  part?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  partsFound?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  providerCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  providerMessage?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  remedy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  requestId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  setting?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type JobSourceCountResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['JobSourceCount'] = ResolversParentTypes['JobSourceCount']> = {
  byStatus?: Resolver<ReadonlyArray<ResolversTypes['JobStatusCount']>, ParentType, ContextType>;
  newestCreatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['JobSource'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['JobCount'], ParentType, ContextType>;
};

export type JobSourceHealthResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['JobSourceHealth'] = ResolversParentTypes['JobSourceHealth']> = {
  checkedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lastErrorAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lastErrorCause?: Resolver<Maybe<ResolversTypes['JobErrorCause']>, ParentType, ContextType>;
  lastErrorCode?: Resolver<Maybe<ResolversTypes['JobErrorCode']>, ParentType, ContextType>;
  lastSuccessAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  pushes?: Resolver<Maybe<ResolversTypes['JobSourcePushes']>, ParentType, ContextType>;
  remedy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  requestsInFlight?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  requestsQueued?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['JobSourceHealthState'], ParentType, ContextType>;
};

export type JobSourceIssueResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['JobSourceIssue'] = ResolversParentTypes['JobSourceIssue']> = {
  cause?: Resolver<Maybe<ResolversTypes['JobErrorCause']>, ParentType, ContextType>;
  code?: Resolver<Maybe<ResolversTypes['JobErrorCode']>, ParentType, ContextType>;
  isPermanent?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isRetryable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  jobId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  part?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  remedy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['JobSource'], ParentType, ContextType>;
};

export type JobSourcePushesResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['JobSourcePushes'] = ResolversParentTypes['JobSourcePushes']> = {
  lastErrorAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lastErrorCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  lastEventAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['JobSourcePushState'], ParentType, ContextType>;
};

export type JobStatsResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['JobStats'] = ResolversParentTypes['JobStats']> = {
  byDefinition?: Resolver<ReadonlyArray<ResolversTypes['JobDefinitionStats']>, ParentType, ContextType, RequireFields<JobStatsByDefinitionArgs, 'first' | 'maxReads' | 'runs'>>;
  byReason?: Resolver<ReadonlyArray<ResolversTypes['JobReasonStats']>, ParentType, ContextType, RequireFields<JobStatsByReasonArgs, 'first' | 'maxReads'>>;
  bySource?: Resolver<ReadonlyArray<ResolversTypes['JobSourceCount']>, ParentType, ContextType>;
  byStatus?: Resolver<ReadonlyArray<ResolversTypes['JobStatusCount']>, ParentType, ContextType>;
  fetchedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  issues?: Resolver<ReadonlyArray<ResolversTypes['JobSourceIssue']>, ParentType, ContextType>;
  overTime?: Resolver<ReadonlyArray<ResolversTypes['JobTimeSpanCount']>, ParentType, ContextType, RequireFields<JobStatsOverTimeArgs, 'by' | 'interval'>>;
  total?: Resolver<ResolversTypes['JobCount'], ParentType, ContextType>;
};

export type JobStatusCountResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['JobStatusCount'] = ResolversParentTypes['JobStatusCount']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['JobStatus']>, ParentType, ContextType>;
};

export type JobTimeSpanCountResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['JobTimeSpanCount'] = ResolversParentTypes['JobTimeSpanCount']> = {
  byStatus?: Resolver<ReadonlyArray<ResolversTypes['JobStatusCount']>, ParentType, ContextType>;
  start?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type JobViewerResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['JobViewer'] = ResolversParentTypes['JobViewer']> = {
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  scopes?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  subject?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type KubernetesConditionResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['KubernetesCondition'] = ResolversParentTypes['KubernetesCondition']> = {
  changedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type KubernetesControllerResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['KubernetesController'] = ResolversParentTypes['KubernetesController']> = {
  apiVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  uid?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type KubernetesJobResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['KubernetesJob'] = ResolversParentTypes['KubernetesJob'], FederationReferenceType extends FederationReferenceTypes['KubernetesJob'] = FederationReferenceTypes['KubernetesJob']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['KubernetesJob']> | FederationReferenceType, FederationReferenceType, ContextType>;
  activeDeadlineSeconds?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  backoffLimit?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  backoffLimitPerIndex?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  completedIndexes?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  completionMode?: Resolver<Maybe<ResolversTypes['KubernetesCompletionMode']>, ParentType, ContextType>;
  completions?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  conditions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['KubernetesCondition']>>, ParentType, ContextType>;
  consoleUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  containers?: Resolver<Maybe<ReadonlyArray<ResolversTypes['JobContainer']>>, ParentType, ContextType>;
  controller?: Resolver<Maybe<ResolversTypes['KubernetesController']>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  definition?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  deletionRequestedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  durationSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  environmentVariables?: Resolver<Maybe<ReadonlyArray<ResolversTypes['JobEnvironmentVariable']>>, ParentType, ContextType>;
  failedIndexes?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  failures?: Resolver<Maybe<ReadonlyArray<ResolversTypes['JobFailure']>>, ParentType, ContextType>;
  fetchedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isSuspended?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  isTerminal?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  labels?: Resolver<Maybe<ReadonlyArray<ResolversTypes['JobKeyValue']>>, ParentType, ContextType>;
  managedBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  maxFailedIndexes?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  namespace?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  parallelism?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  pods?: Resolver<Maybe<ResolversTypes['KubernetesPodCounts']>, ParentType, ContextType>;
  progress?: Resolver<Maybe<ResolversTypes['JobProgress']>, ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['JobProvider'], ParentType, ContextType>;
  providerJobId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rawStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  resourceVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  serviceAccountName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['JobSource'], ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['JobStatus']>, ParentType, ContextType>;
  statusMessage?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  statusSource?: Resolver<Maybe<ResolversTypes['JobStatusSource']>, ParentType, ContextType>;
  ttlSecondsAfterFinished?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type KubernetesPodCountsResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['KubernetesPodCounts'] = ResolversParentTypes['KubernetesPodCounts']> = {
  active?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  failed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  ready?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  succeeded?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  terminating?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type OmicsReferenceImportJobResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['OmicsReferenceImportJob'] = ResolversParentTypes['OmicsReferenceImportJob'], FederationReferenceType extends FederationReferenceTypes['OmicsReferenceImportJob'] = FederationReferenceTypes['OmicsReferenceImportJob']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['OmicsReferenceImportJob']> | FederationReferenceType, FederationReferenceType, ContextType>;
  consoleUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  definition?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  durationSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  failures?: Resolver<Maybe<ReadonlyArray<ResolversTypes['JobFailure']>>, ParentType, ContextType>;
  fetchedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isTerminal?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  progress?: Resolver<Maybe<ResolversTypes['JobProgress']>, ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['JobProvider'], ParentType, ContextType>;
  providerJobId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rawStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  referenceStoreId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  roleArn?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['JobSource'], ParentType, ContextType>;
  sources?: Resolver<Maybe<ReadonlyArray<ResolversTypes['OmicsReferenceImportSource']>>, ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['JobStatus']>, ParentType, ContextType>;
  statusMessage?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  statusSource?: Resolver<Maybe<ResolversTypes['JobStatusSource']>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type OmicsReferenceImportSourceResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['OmicsReferenceImportSource'] = ResolversParentTypes['OmicsReferenceImportSource']> = {
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  rawStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  referenceId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sourceFile?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['JobStatus'], ParentType, ContextType>;
  statusMessage?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  tags?: Resolver<ReadonlyArray<ResolversTypes['JobKeyValue']>, ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PanoramaJobTagsResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['PanoramaJobTags'] = ResolversParentTypes['PanoramaJobTags']> = {
  resourceType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  tags?: Resolver<ReadonlyArray<ResolversTypes['JobKeyValue']>, ParentType, ContextType>;
};

export type PanoramaOutputPackageConfigResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['PanoramaOutputPackageConfig'] = ResolversParentTypes['PanoramaOutputPackageConfig']> = {
  markLatest?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  packageName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  packageVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PanoramaPackageImportJobResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['PanoramaPackageImportJob'] = ResolversParentTypes['PanoramaPackageImportJob'], FederationReferenceType extends FederationReferenceTypes['PanoramaPackageImportJob'] = FederationReferenceTypes['PanoramaPackageImportJob']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['PanoramaPackageImportJob']> | FederationReferenceType, FederationReferenceType, ContextType>;
  clientToken?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  consoleUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  definition?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  durationSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  failures?: Resolver<Maybe<ReadonlyArray<ResolversTypes['JobFailure']>>, ParentType, ContextType>;
  fetchedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  importType?: Resolver<Maybe<ResolversTypes['PanoramaPackageImportType']>, ParentType, ContextType>;
  input?: Resolver<Maybe<ResolversTypes['JobS3Object']>, ParentType, ContextType>;
  isTerminal?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  jobTags?: Resolver<Maybe<ReadonlyArray<ResolversTypes['PanoramaJobTags']>>, ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  output?: Resolver<Maybe<ResolversTypes['PanoramaPackageImportOutput']>, ParentType, ContextType>;
  outputPackage?: Resolver<Maybe<ResolversTypes['PanoramaOutputPackageConfig']>, ParentType, ContextType>;
  progress?: Resolver<Maybe<ResolversTypes['JobProgress']>, ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['JobProvider'], ParentType, ContextType>;
  providerJobId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rawStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['JobSource'], ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['JobStatus']>, ParentType, ContextType>;
  statusMessage?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  statusSource?: Resolver<Maybe<ResolversTypes['JobStatusSource']>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PanoramaPackageImportOutputResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['PanoramaPackageImportOutput'] = ResolversParentTypes['PanoramaPackageImportOutput']> = {
  location?: Resolver<Maybe<ResolversTypes['JobS3Object']>, ParentType, ContextType>;
  packageId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  packageVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  patchVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  airflowDagRun?: Resolver<Maybe<ResolversTypes['AirflowDagRun']>, ParentType, ContextType, RequireFields<QueryAirflowDagRunArgs, 'dagId' | 'runId'>>;
  awsBatchJob?: Resolver<Maybe<ResolversTypes['AwsBatchJob']>, ParentType, ContextType, RequireFields<QueryAwsBatchJobArgs, 'jobId'>>;
  cloudRunExecution?: Resolver<Maybe<ResolversTypes['CloudRunExecution']>, ParentType, ContextType, RequireFields<QueryCloudRunExecutionArgs, 'execution' | 'job'>>;
  codeBuildBuild?: Resolver<Maybe<ResolversTypes['CodeBuildBuild']>, ParentType, ContextType, RequireFields<QueryCodeBuildBuildArgs, 'buildId'>>;
  codePipelineJob?: Resolver<Maybe<ResolversTypes['CodePipelineJob']>, ParentType, ContextType, RequireFields<QueryCodePipelineJobArgs, 'jobId'>>;
  cosBatchJob?: Resolver<Maybe<ResolversTypes['CosBatchJob']>, ParentType, ContextType, RequireFields<QueryCosBatchJobArgs, 'jobId'>>;
  databricksJobRun?: Resolver<Maybe<ResolversTypes['DatabricksJobRun']>, ParentType, ContextType, RequireFields<QueryDatabricksJobRunArgs, 'runId'>>;
  gitHubActionsRun?: Resolver<Maybe<ResolversTypes['GitHubActionsRun']>, ParentType, ContextType, RequireFields<QueryGitHubActionsRunArgs, 'repository' | 'runId'>>;
  glueJobRun?: Resolver<Maybe<ResolversTypes['GlueJobRun']>, ParentType, ContextType, RequireFields<QueryGlueJobRunArgs, 'jobName' | 'runId'>>;
  importExportJob?: Resolver<Maybe<ResolversTypes['ImportExportJob']>, ParentType, ContextType, RequireFields<QueryImportExportJobArgs, 'jobId'>>;
  job?: Resolver<Maybe<ResolversTypes['Job']>, ParentType, ContextType, RequireFields<QueryJobArgs, 'id'>>;
  jobLog?: Resolver<Maybe<ResolversTypes['JobLog']>, ParentType, ContextType, RequireFields<QueryJobLogArgs, 'id'>>;
  jobSourceChecks?: Resolver<Maybe<ReadonlyArray<ResolversTypes['JobSourceCheck']>>, ParentType, ContextType, Partial<QueryJobSourceChecksArgs>>;
  jobSources?: Resolver<Maybe<ReadonlyArray<ResolversTypes['JobSource']>>, ParentType, ContextType>;
  jobStats?: Resolver<Maybe<ResolversTypes['JobStats']>, ParentType, ContextType, Partial<QueryJobStatsArgs>>;
  jobViewer?: Resolver<Maybe<ResolversTypes['JobViewer']>, ParentType, ContextType>;
  jobs?: Resolver<Maybe<ResolversTypes['JobConnection']>, ParentType, ContextType, RequireFields<QueryJobsArgs, 'first' | 'orderBy'>>;
  jobsById?: Resolver<Maybe<ReadonlyArray<Maybe<ResolversTypes['Job']>>>, ParentType, ContextType, RequireFields<QueryJobsByIdArgs, 'ids'>>;
  jobsByProviderJobId?: Resolver<Maybe<ResolversTypes['JobFindings']>, ParentType, ContextType, RequireFields<QueryJobsByProviderJobIdArgs, 'providerJobId'>>;
  kubernetesJob?: Resolver<Maybe<ResolversTypes['KubernetesJob']>, ParentType, ContextType, RequireFields<QueryKubernetesJobArgs, 'name' | 'namespace'>>;
  omicsReferenceImportJob?: Resolver<Maybe<ResolversTypes['OmicsReferenceImportJob']>, ParentType, ContextType, RequireFields<QueryOmicsReferenceImportJobArgs, 'jobId' | 'referenceStoreId'>>;
  panoramaPackageImportJob?: Resolver<Maybe<ResolversTypes['PanoramaPackageImportJob']>, ParentType, ContextType, RequireFields<QueryPanoramaPackageImportJobArgs, 'jobId'>>;
  s3BatchJob?: Resolver<Maybe<ResolversTypes['S3BatchJob']>, ParentType, ContextType, RequireFields<QueryS3BatchJobArgs, 'jobId'>>;
  sageMakerTrainingJob?: Resolver<Maybe<ResolversTypes['SageMakerTrainingJob']>, ParentType, ContextType, RequireFields<QuerySageMakerTrainingJobArgs, 'name'>>;
  stepFunctionsExecution?: Resolver<Maybe<ResolversTypes['StepFunctionsExecution']>, ParentType, ContextType, RequireFields<QueryStepFunctionsExecutionArgs, 'name' | 'stateMachine'>>;
};

export type S3AccessControlGrantResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['S3AccessControlGrant'] = ResolversParentTypes['S3AccessControlGrant']> = {
  granteeIdentifier?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  granteeType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  permission?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type S3BatchJobResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['S3BatchJob'] = ResolversParentTypes['S3BatchJob'], FederationReferenceType extends FederationReferenceTypes['S3BatchJob'] = FederationReferenceTypes['S3BatchJob']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['S3BatchJob']> | FederationReferenceType, FederationReferenceType, ContextType>;
  activeSeconds?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  arn?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  confirmationRequired?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  consoleUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  definition?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  durationSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  failures?: Resolver<Maybe<ReadonlyArray<ResolversTypes['JobFailure']>>, ParentType, ContextType>;
  fetchedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  generatedManifest?: Resolver<Maybe<ResolversTypes['S3BatchManifest']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isTerminal?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  manifest?: Resolver<Maybe<ResolversTypes['S3BatchManifest']>, ParentType, ContextType>;
  manifestGenerator?: Resolver<Maybe<ResolversTypes['S3BatchManifestGenerator']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  operation?: Resolver<Maybe<ResolversTypes['S3BatchOperation']>, ParentType, ContextType>;
  priority?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  progress?: Resolver<Maybe<ResolversTypes['JobProgress']>, ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['JobProvider'], ParentType, ContextType>;
  providerJobId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rawStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  report?: Resolver<Maybe<ResolversTypes['S3BatchReport']>, ParentType, ContextType>;
  roleArn?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['JobSource'], ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['JobStatus']>, ParentType, ContextType>;
  statusMessage?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  statusSource?: Resolver<Maybe<ResolversTypes['JobStatusSource']>, ParentType, ContextType>;
  suspendedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  suspendedCause?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  userArguments?: Resolver<Maybe<ReadonlyArray<ResolversTypes['JobKeyValue']>>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type S3BatchManifestResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['S3BatchManifest'] = ResolversParentTypes['S3BatchManifest']> = {
  etag?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  fields?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  format?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  objectArn?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  objectVersionId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type S3BatchManifestFilterResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['S3BatchManifestFilter'] = ResolversParentTypes['S3BatchManifestFilter']> = {
  createdAfter?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  createdBefore?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  eligibleForReplication?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  keyPrefixes?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  keySubstrings?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  keySuffixes?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  replicationStatuses?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  sizeGreaterThanBytes?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  sizeLessThanBytes?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  storageClasses?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
};

export type S3BatchManifestGeneratorResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['S3BatchManifestGenerator'] = ResolversParentTypes['S3BatchManifestGenerator']> = {
  filter?: Resolver<Maybe<ResolversTypes['S3BatchManifestFilter']>, ParentType, ContextType>;
  isWritten?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  outputBucketArn?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  outputPrefix?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sourceBucketArn?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type S3BatchOperationResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['S3BatchOperation'] = ResolversParentTypes['S3BatchOperation']> = {
  __resolveType: TypeResolveFn<'S3ComputeObjectChecksumOperation' | 'S3InitiateRestoreObjectOperation' | 'S3LambdaInvokeOperation' | 'S3OtherOperation' | 'S3PutObjectAclOperation' | 'S3PutObjectCopyOperation' | 'S3PutObjectLegalHoldOperation' | 'S3PutObjectRetentionOperation' | 'S3PutObjectTaggingOperation' | 'S3UpdateObjectEncryptionOperation', ParentType, ContextType>;
};

export type S3BatchReportResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['S3BatchReport'] = ResolversParentTypes['S3BatchReport']> = {
  bucketArn?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  enabled?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  format?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  prefix?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  scope?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type S3ComputeObjectChecksumOperationResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['S3ComputeObjectChecksumOperation'] = ResolversParentTypes['S3ComputeObjectChecksumOperation']> = {
  checksumAlgorithm?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  checksumType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type S3InitiateRestoreObjectOperationResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['S3InitiateRestoreObjectOperation'] = ResolversParentTypes['S3InitiateRestoreObjectOperation']> = {
  expirationInDays?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  jobTier?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type S3LambdaInvokeOperationResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['S3LambdaInvokeOperation'] = ResolversParentTypes['S3LambdaInvokeOperation']> = {
  functionArn?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  invocationSchemaVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type S3OtherOperationResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['S3OtherOperation'] = ResolversParentTypes['S3OtherOperation']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type S3PutObjectAclOperationResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['S3PutObjectAclOperation'] = ResolversParentTypes['S3PutObjectAclOperation']> = {
  accessControlGrants?: Resolver<Maybe<ReadonlyArray<ResolversTypes['S3AccessControlGrant']>>, ParentType, ContextType>;
  cannedAccessControlList?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type S3PutObjectCopyOperationResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['S3PutObjectCopyOperation'] = ResolversParentTypes['S3PutObjectCopyOperation']> = {
  accessControlGrants?: Resolver<Maybe<ReadonlyArray<ResolversTypes['S3AccessControlGrant']>>, ParentType, ContextType>;
  cacheControl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  cannedAccessControlList?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  checksumAlgorithm?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  contentDisposition?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  contentEncoding?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  contentLanguage?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  contentType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  httpExpiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  isBucketKeyEnabled?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  kmsKeyId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  metadataDirective?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  modifiedSince?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  newObjectTagging?: Resolver<Maybe<ReadonlyArray<ResolversTypes['JobKeyValue']>>, ParentType, ContextType>;
  objectLockLegalHoldStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  objectLockMode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  objectLockRetainUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  redirectLocation?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  requesterPays?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  sseAlgorithm?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  storageClass?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  targetKeyPrefix?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  targetResource?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  unmodifiedSince?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  userMetadata?: Resolver<Maybe<ReadonlyArray<ResolversTypes['JobKeyValue']>>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type S3PutObjectLegalHoldOperationResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['S3PutObjectLegalHoldOperation'] = ResolversParentTypes['S3PutObjectLegalHoldOperation']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type S3PutObjectRetentionOperationResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['S3PutObjectRetentionOperation'] = ResolversParentTypes['S3PutObjectRetentionOperation']> = {
  bypassesGovernance?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  mode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  retainUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type S3PutObjectTaggingOperationResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['S3PutObjectTaggingOperation'] = ResolversParentTypes['S3PutObjectTaggingOperation']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  tags?: Resolver<Maybe<ReadonlyArray<ResolversTypes['JobKeyValue']>>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type S3UpdateObjectEncryptionOperationResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['S3UpdateObjectEncryptionOperation'] = ResolversParentTypes['S3UpdateObjectEncryptionOperation']> = {
  isBucketKeyEnabled?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  kmsKeyArn?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SageMakerAlgorithmResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SageMakerAlgorithm'] = ResolversParentTypes['SageMakerAlgorithm']> = {
  image?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  inputMode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SageMakerInputResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SageMakerInput'] = ResolversParentTypes['SageMakerInput']> = {
  channel?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  contentType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  location?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SageMakerInstanceGroupResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SageMakerInstanceGroup'] = ResolversParentTypes['SageMakerInstanceGroup']> = {
  instanceCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  instanceType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SageMakerMetricResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SageMakerMetric'] = ResolversParentTypes['SageMakerMetric']> = {
  at?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type SageMakerResourcesResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SageMakerResources'] = ResolversParentTypes['SageMakerResources']> = {
  instanceCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  instanceGroups?: Resolver<Maybe<ReadonlyArray<ResolversTypes['SageMakerInstanceGroup']>>, ParentType, ContextType>;
  instanceType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  volumeSizeGb?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type SageMakerStepsResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SageMakerSteps'] = ResolversParentTypes['SageMakerSteps']> = {
  currentEpoch?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  currentStep?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  maxEpochs?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  stepsPerEpoch?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
};

export type SageMakerTrainingJobResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SageMakerTrainingJob'] = ResolversParentTypes['SageMakerTrainingJob'], FederationReferenceType extends FederationReferenceTypes['SageMakerTrainingJob'] = FederationReferenceTypes['SageMakerTrainingJob']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['SageMakerTrainingJob']> | FederationReferenceType, FederationReferenceType, ContextType>;
  algorithm?: Resolver<Maybe<ResolversTypes['SageMakerAlgorithm']>, ParentType, ContextType>;
  arn?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  autoMlJobArn?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  billableSeconds?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  checkpointPath?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  consoleUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  containers?: Resolver<Maybe<ReadonlyArray<ResolversTypes['JobContainer']>>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  definition?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  durationSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  environmentVariables?: Resolver<Maybe<ReadonlyArray<ResolversTypes['JobEnvironmentVariable']>>, ParentType, ContextType>;
  experimentName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  failures?: Resolver<Maybe<ReadonlyArray<ResolversTypes['JobFailure']>>, ParentType, ContextType>;
  fetchedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  hyperParameters?: Resolver<Maybe<ReadonlyArray<ResolversTypes['JobKeyValue']>>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  inputs?: Resolver<Maybe<ReadonlyArray<ResolversTypes['SageMakerInput']>>, ParentType, ContextType>;
  isNetworkIsolated?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  isSpot?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  isTerminal?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  labelingJobArn?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  maxPendingSeconds?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  maxRetryAttempts?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  maxRuntimeSeconds?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  maxWaitSeconds?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  metrics?: Resolver<Maybe<ReadonlyArray<ResolversTypes['SageMakerMetric']>>, ParentType, ContextType>;
  modelArtifacts?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  outputPath?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  progress?: Resolver<Maybe<ResolversTypes['JobProgress']>, ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['JobProvider'], ParentType, ContextType>;
  providerJobId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rawStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  resourceConfig?: Resolver<Maybe<ResolversTypes['SageMakerResources']>, ParentType, ContextType>;
  roleArn?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  secondaryStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['JobSource'], ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['JobStatus']>, ParentType, ContextType>;
  statusMessage?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  statusSource?: Resolver<Maybe<ResolversTypes['JobStatusSource']>, ParentType, ContextType>;
  steps?: Resolver<Maybe<ResolversTypes['SageMakerSteps']>, ParentType, ContextType>;
  trainingSeconds?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  transitions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['SageMakerTransition']>>, ParentType, ContextType>;
  trialName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  tuningJobArn?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SageMakerTransitionResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SageMakerTransition'] = ResolversParentTypes['SageMakerTransition']> = {
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type StepFunctionsExecutionResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['StepFunctionsExecution'] = ResolversParentTypes['StepFunctionsExecution'], FederationReferenceType extends FederationReferenceTypes['StepFunctionsExecution'] = FederationReferenceTypes['StepFunctionsExecution']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['StepFunctionsExecution']> | FederationReferenceType, FederationReferenceType, ContextType>;
  arn?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  cause?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  consoleUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  definition?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  durationSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  failures?: Resolver<Maybe<ReadonlyArray<ResolversTypes['JobFailure']>>, ParentType, ContextType>;
  fetchedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  inputJson?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  isTerminal?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  mapRunArn?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  outputJson?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  progress?: Resolver<Maybe<ResolversTypes['JobProgress']>, ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['JobProvider'], ParentType, ContextType>;
  providerJobId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rawStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  redriveCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  redriveStatus?: Resolver<Maybe<ResolversTypes['StepFunctionsRedriveStatus']>, ParentType, ContextType>;
  redriveStatusReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  redrivenAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['JobSource'], ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  stateMachineAliasArn?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  stateMachineArn?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  stateMachineVersionArn?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['JobStatus']>, ParentType, ContextType>;
  statusMessage?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  statusSource?: Resolver<Maybe<ResolversTypes['JobStatusSource']>, ParentType, ContextType>;
  traceHeader?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  jobLogAppended?: SubscriptionResolver<Maybe<ResolversTypes['JobLogEvent']>, "jobLogAppended", ParentType, ContextType, RequireFields<SubscriptionJobLogAppendedArgs, 'id'>>;
  jobUpdated?: SubscriptionResolver<Maybe<ResolversTypes['Job']>, "jobUpdated", ParentType, ContextType, RequireFields<SubscriptionJobUpdatedArgs, 'ids'>>;
  jobsUpdated?: SubscriptionResolver<Maybe<ResolversTypes['JobListEvent']>, "jobsUpdated", ParentType, ContextType, RequireFields<SubscriptionJobsUpdatedArgs, 'first'>>;
};

export interface UrlScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['URL'], any> {
  name: 'URL';
}

export type Resolvers<ContextType = GatewayContext> = {
  AirflowDagRun?: AirflowDagRunResolvers<ContextType>;
  AirflowDagVersion?: AirflowDagVersionResolvers<ContextType>;
  AirflowTaskInstance?: AirflowTaskInstanceResolvers<ContextType>;
  AwsBatchArray?: AwsBatchArrayResolvers<ContextType>;
  AwsBatchAttempt?: AwsBatchAttemptResolvers<ContextType>;
  AwsBatchDependency?: AwsBatchDependencyResolvers<ContextType>;
  AwsBatchJob?: AwsBatchJobResolvers<ContextType>;
  AwsBatchMultiNode?: AwsBatchMultiNodeResolvers<ContextType>;
  AwsBatchStatusCount?: AwsBatchStatusCountResolvers<ContextType>;
  AwsSessionCredentials?: AwsSessionCredentialsResolvers<ContextType>;
  BigInt?: GraphQLScalarType;
  CloudRunCondition?: CloudRunConditionResolvers<ContextType>;
  CloudRunExecution?: CloudRunExecutionResolvers<ContextType>;
  CloudRunTaskCounts?: CloudRunTaskCountsResolvers<ContextType>;
  CodeBuildArtifact?: CodeBuildArtifactResolvers<ContextType>;
  CodeBuildBuild?: CodeBuildBuildResolvers<ContextType>;
  CodeBuildEnvironment?: CodeBuildEnvironmentResolvers<ContextType>;
  CodeBuildLogs?: CodeBuildLogsResolvers<ContextType>;
  CodeBuildPhase?: CodeBuildPhaseResolvers<ContextType>;
  CodeBuildSource?: CodeBuildSourceResolvers<ContextType>;
  CodePipelineActionExecution?: CodePipelineActionExecutionResolvers<ContextType>;
  CodePipelineActionType?: CodePipelineActionTypeResolvers<ContextType>;
  CodePipelineArtifact?: CodePipelineArtifactResolvers<ContextType>;
  CodePipelineConfigurationEntry?: CodePipelineConfigurationEntryResolvers<ContextType>;
  CodePipelineContext?: CodePipelineContextResolvers<ContextType>;
  CodePipelineEncryptionKey?: CodePipelineEncryptionKeyResolvers<ContextType>;
  CodePipelineJob?: CodePipelineJobResolvers<ContextType>;
  CosAccessControlGrant?: CosAccessControlGrantResolvers<ContextType>;
  CosBatchJob?: CosBatchJobResolvers<ContextType>;
  CosBatchManifest?: CosBatchManifestResolvers<ContextType>;
  CosBatchOperation?: CosBatchOperationResolvers<ContextType>;
  CosBatchReport?: CosBatchReportResolvers<ContextType>;
  CosInitiateRestoreObjectOperation?: CosInitiateRestoreObjectOperationResolvers<ContextType>;
  CosOtherOperation?: CosOtherOperationResolvers<ContextType>;
  CosPutObjectCopyOperation?: CosPutObjectCopyOperationResolvers<ContextType>;
  DatabricksGitSource?: DatabricksGitSourceResolvers<ContextType>;
  DatabricksJobRun?: DatabricksJobRunResolvers<ContextType>;
  DatabricksRunTask?: DatabricksRunTaskResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  GitHubActionsRun?: GitHubActionsRunResolvers<ContextType>;
  GitHubActionsRunJob?: GitHubActionsRunJobResolvers<ContextType>;
  GlueJobRun?: GlueJobRunResolvers<ContextType>;
  ImportExportArtifact?: ImportExportArtifactResolvers<ContextType>;
  ImportExportJob?: ImportExportJobResolvers<ContextType>;
  Job?: JobResolvers<ContextType>;
  JobConnection?: JobConnectionResolvers<ContextType>;
  JobContainer?: JobContainerResolvers<ContextType>;
  JobCount?: JobCountResolvers<ContextType>;
  JobDefinitionStats?: JobDefinitionStatsResolvers<ContextType>;
  JobEdge?: JobEdgeResolvers<ContextType>;
  JobEnvironmentVariable?: JobEnvironmentVariableResolvers<ContextType>;
  JobFailure?: JobFailureResolvers<ContextType>;
  JobFindings?: JobFindingsResolvers<ContextType>;
  JobKeyValue?: JobKeyValueResolvers<ContextType>;
  JobListEvent?: JobListEventResolvers<ContextType>;
  JobLog?: JobLogResolvers<ContextType>;
  JobLogEvent?: JobLogEventResolvers<ContextType>;
  JobLogIssue?: JobLogIssueResolvers<ContextType>;
  JobLogLine?: JobLogLineResolvers<ContextType>;
  JobLogPart?: JobLogPartResolvers<ContextType>;
  JobProgress?: JobProgressResolvers<ContextType>;
  JobReasonStats?: JobReasonStatsResolvers<ContextType>;
  JobRun?: JobRunResolvers<ContextType>;
  JobS3Object?: JobS3ObjectResolvers<ContextType>;
  JobSource?: JobSourceResolvers<ContextType>;
  JobSourceCheck?: JobSourceCheckResolvers<ContextType>;
  JobSourceCheckStep?: JobSourceCheckStepResolvers<ContextType>;
  JobSourceCount?: JobSourceCountResolvers<ContextType>;
  JobSourceHealth?: JobSourceHealthResolvers<ContextType>;
  JobSourceIssue?: JobSourceIssueResolvers<ContextType>;
  JobSourcePushes?: JobSourcePushesResolvers<ContextType>;
  JobStats?: JobStatsResolvers<ContextType>;
  JobStatusCount?: JobStatusCountResolvers<ContextType>;
  JobTimeSpanCount?: JobTimeSpanCountResolvers<ContextType>;
  JobViewer?: JobViewerResolvers<ContextType>;
  KubernetesCondition?: KubernetesConditionResolvers<ContextType>;
  KubernetesController?: KubernetesControllerResolvers<ContextType>;
  KubernetesJob?: KubernetesJobResolvers<ContextType>;
  KubernetesPodCounts?: KubernetesPodCountsResolvers<ContextType>;
  OmicsReferenceImportJob?: OmicsReferenceImportJobResolvers<ContextType>;
  OmicsReferenceImportSource?: OmicsReferenceImportSourceResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PanoramaJobTags?: PanoramaJobTagsResolvers<ContextType>;
  PanoramaOutputPackageConfig?: PanoramaOutputPackageConfigResolvers<ContextType>;
  PanoramaPackageImportJob?: PanoramaPackageImportJobResolvers<ContextType>;
  PanoramaPackageImportOutput?: PanoramaPackageImportOutputResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  S3AccessControlGrant?: S3AccessControlGrantResolvers<ContextType>;
  S3BatchJob?: S3BatchJobResolvers<ContextType>;
  S3BatchManifest?: S3BatchManifestResolvers<ContextType>;
  S3BatchManifestFilter?: S3BatchManifestFilterResolvers<ContextType>;
  S3BatchManifestGenerator?: S3BatchManifestGeneratorResolvers<ContextType>;
  S3BatchOperation?: S3BatchOperationResolvers<ContextType>;
  S3BatchReport?: S3BatchReportResolvers<ContextType>;
  S3ComputeObjectChecksumOperation?: S3ComputeObjectChecksumOperationResolvers<ContextType>;
  S3InitiateRestoreObjectOperation?: S3InitiateRestoreObjectOperationResolvers<ContextType>;
  S3LambdaInvokeOperation?: S3LambdaInvokeOperationResolvers<ContextType>;
  S3OtherOperation?: S3OtherOperationResolvers<ContextType>;
  S3PutObjectAclOperation?: S3PutObjectAclOperationResolvers<ContextType>;
  S3PutObjectCopyOperation?: S3PutObjectCopyOperationResolvers<ContextType>;
  S3PutObjectLegalHoldOperation?: S3PutObjectLegalHoldOperationResolvers<ContextType>;
  S3PutObjectRetentionOperation?: S3PutObjectRetentionOperationResolvers<ContextType>;
  S3PutObjectTaggingOperation?: S3PutObjectTaggingOperationResolvers<ContextType>;
  S3UpdateObjectEncryptionOperation?: S3UpdateObjectEncryptionOperationResolvers<ContextType>;
  SageMakerAlgorithm?: SageMakerAlgorithmResolvers<ContextType>;
  SageMakerInput?: SageMakerInputResolvers<ContextType>;
  SageMakerInstanceGroup?: SageMakerInstanceGroupResolvers<ContextType>;
  SageMakerMetric?: SageMakerMetricResolvers<ContextType>;
  SageMakerResources?: SageMakerResourcesResolvers<ContextType>;
  SageMakerSteps?: SageMakerStepsResolvers<ContextType>;
  SageMakerTrainingJob?: SageMakerTrainingJobResolvers<ContextType>;
  SageMakerTransition?: SageMakerTransitionResolvers<ContextType>;
  StepFunctionsExecution?: StepFunctionsExecutionResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  URL?: GraphQLScalarType;
};

export type DirectiveResolvers<ContextType = GatewayContext> = {
  cost?: CostDirectiveResolver<any, any, ContextType>;
  link?: LinkDirectiveResolver<any, any, ContextType>;
  listSize?: ListSizeDirectiveResolver<any, any, ContextType>;
  requiresScopes?: RequiresScopesDirectiveResolver<any, any, ContextType>;
  shareable?: ShareableDirectiveResolver<any, any, ContextType>;
};
