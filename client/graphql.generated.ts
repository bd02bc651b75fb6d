/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedText } from './document.ts';
export type ImportExportDirection =
  | 'EXPORT'
  | 'IMPORT'
  | 'UNKNOWN'
  | '%future added value';

export type ImportExportLocation =
  | 'AT_AWS'
  | 'NOT_RECEIVED'
  | 'RETURNED'
  | 'UNKNOWN'
  | '%future added value';

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
  | 'UNSUPPORTED_MEDIA_TYPE'
  | '%future added value';

export type JobFilter = {
  readonly accounts?: ReadonlyArray<string> | null | undefined;
  readonly createdAfter?: string | null | undefined;
  readonly createdBefore?: string | null | undefined;
  readonly definitions?: ReadonlyArray<string> | null | undefined;
  readonly endedAfter?: string | null | undefined;
  readonly endedBefore?: string | null | undefined;
  readonly failureCodes?: ReadonlyArray<string> | null | undefined;
  readonly isTerminal?: boolean | null | undefined;
  readonly providers?: ReadonlyArray<JobProvider> | null | undefined;
  readonly reasons?: ReadonlyArray<string> | null | undefined;
  readonly sourceLabels?: ReadonlyArray<JobSourceLabelFilter> | null | undefined;
  readonly sources?: ReadonlyArray<string> | null | undefined;
  readonly statuses?: ReadonlyArray<JobStatus> | null | undefined;
  readonly text?: string | null | undefined;
};

export type JobListEventKind =
  | 'APPEARED'
  | 'CHANGED'
  | 'COVERAGE_CHANGED'
  | 'LEFT'
  | 'PRESENT'
  | '%future added value';

export type JobLogLineKind =
  | 'COMMAND'
  | 'DEBUG'
  | 'ERROR'
  | 'GROUP'
  | 'GROUP_END'
  | 'NOTICE'
  | 'TEXT'
  | 'WARNING'
  | '%future added value';

export type JobLogPartKind =
  | 'BUILD'
  | 'CONTAINER'
  | 'HISTORY'
  | 'INIT_CONTAINER'
  | 'RUN_JOB'
  | '%future added value';

export type JobOrder =
  | 'ACTIVE_FIRST'
  | 'NEWEST_FIRST'
  | 'OLDEST_FIRST'
  | '%future added value';

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
  | 'STEP_FUNCTIONS'
  | '%future added value';

export type JobSourceHealthState =
  | 'DEGRADED'
  | 'HEALTHY'
  | 'MISCONFIGURED'
  | 'UNAVAILABLE'
  | 'UNTRIED'
  | '%future added value';

export type JobSourceLabelFilter = {
  readonly key: string;
  readonly values?: ReadonlyArray<string> | null | undefined;
};

export type JobSourceLifecycle =
  | 'ACTIVE'
  | 'LEGACY'
  | 'RETIRED'
  | '%future added value';

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
  | 'UNKNOWN'
  | '%future added value';

export type JobStatusSource =
  | 'DERIVED'
  | 'NOT_REPORTED'
  | 'PROVIDER'
  | '%future added value';

export type KubernetesCompletionMode =
  | 'INDEXED'
  | 'NON_INDEXED'
  | 'UNKNOWN'
  | '%future added value';

export type PanoramaPackageImportType =
  | 'MARKETPLACE_NODE_PACKAGE_VERSION'
  | 'NODE_PACKAGE_VERSION'
  | 'UNKNOWN'
  | '%future added value';

export type StepFunctionsRedriveStatus =
  | 'NOT_REDRIVABLE'
  | 'REDRIVABLE'
  | 'REDRIVABLE_BY_MAP_RUN'
  | 'UNKNOWN'
  | '%future added value';

type JobDetail_AirflowDagRun_Fragment = { readonly __typename: 'AirflowDagRun', readonly dagId: string, readonly dagDisplayName: string | null, readonly runType: string | null, readonly triggeredBy: string | null, readonly logicalDate: string | null, readonly dataIntervalStart: string | null, readonly dataIntervalEnd: string | null, readonly queuedAt: string | null, readonly bundleVersion: string | null, readonly partitionKey: string | null, readonly id: string, readonly providerJobId: string, readonly provider: JobProvider, readonly name: string | null, readonly kind: string | null, readonly definition: string | null, readonly status: JobStatus | null, readonly rawStatus: string | null, readonly statusSource: JobStatusSource | null, readonly isTerminal: boolean | null, readonly statusMessage: string | null, readonly createdAt: string | null, readonly startedAt: string | null, readonly updatedAt: string | null, readonly endedAt: string | null, readonly durationSeconds: number | null, readonly consoleUrl: string | null, readonly fetchedAt: string | null, readonly dagVersions: ReadonlyArray<{ readonly versionNumber: number | null, readonly bundleName: string | null, readonly bundleVersion: string | null, readonly createdAt: string | null }> | null, readonly tasks: ReadonlyArray<{ readonly taskId: string, readonly mapIndex: number | null, readonly status: JobStatus, readonly rawStatus: string | null, readonly startedAt: string | null, readonly endedAt: string | null, readonly tryNumber: number | null, readonly maxTries: number | null, readonly operator: string | null, readonly pool: string | null, readonly queue: string | null }> | null, readonly source: { readonly name: string, readonly provider: JobProvider, readonly region: string | null }, readonly progress: { readonly total: string | null, readonly succeeded: string | null, readonly failed: string | null, readonly fraction: number | null } | null, readonly failures: ReadonlyArray<{ readonly code: string | null, readonly message: string | null, readonly subject: string | null }> | null };

type JobDetail_AwsBatchJob_Fragment = { readonly __typename: 'AwsBatchJob', readonly arn: string | null, readonly queueName: string | null, readonly jobDefinition: string | null, readonly priority: number | null, readonly shareIdentifier: string | null, readonly maxAttempts: number | null, readonly attemptTimeoutSeconds: number | null, readonly roleArn: string | null, readonly executionRoleArn: string | null, readonly platforms: ReadonlyArray<string> | null, readonly id: string, readonly providerJobId: string, readonly provider: JobProvider, readonly name: string | null, readonly kind: string | null, readonly definition: string | null, readonly status: JobStatus | null, readonly rawStatus: string | null, readonly statusSource: JobStatusSource | null, readonly isTerminal: boolean | null, readonly statusMessage: string | null, readonly createdAt: string | null, readonly startedAt: string | null, readonly updatedAt: string | null, readonly endedAt: string | null, readonly durationSeconds: number | null, readonly consoleUrl: string | null, readonly fetchedAt: string | null, readonly attempts: ReadonlyArray<{ readonly startedAt: string | null, readonly endedAt: string | null, readonly statusReason: string | null, readonly exitCode: number | null, readonly reason: string | null, readonly logStreamName: string | null, readonly taskArn: string | null }> | null, readonly array: { readonly size: number | null, readonly index: number | null, readonly countedAt: string | null, readonly statusCounts: ReadonlyArray<{ readonly status: string, readonly count: number }> | null } | null, readonly multiNode: { readonly nodeIndex: number | null, readonly isMainNode: boolean | null, readonly nodeCount: number | null, readonly mainNodeIndex: number | null } | null, readonly dependsOn: ReadonlyArray<{ readonly jobId: string | null, readonly type: string | null }> | null, readonly containers: ReadonlyArray<{ readonly name: string | null, readonly image: string | null, readonly exitCode: number | null, readonly reason: string | null, readonly logStreamName: string | null }> | null, readonly environmentVariables: ReadonlyArray<{ readonly name: string | null, readonly valueFrom: string | null, readonly type: string | null, readonly container: string | null }> | null, readonly resources: ReadonlyArray<{ readonly key: string, readonly value: string | null }> | null, readonly tags: ReadonlyArray<{ readonly key: string, readonly value: string | null }> | null, readonly source: { readonly name: string, readonly provider: JobProvider, readonly region: string | null }, readonly progress: { readonly total: string | null, readonly succeeded: string | null, readonly failed: string | null, readonly fraction: number | null } | null, readonly failures: ReadonlyArray<{ readonly code: string | null, readonly message: string | null, readonly subject: string | null }> | null };

type JobDetail_CloudRunExecution_Fragment = { readonly __typename: 'CloudRunExecution', readonly jobName: string, readonly uid: string | null, readonly deletionRequestedAt: string | null, readonly taskCount: number | null, readonly parallelism: number | null, readonly maxRetries: number | null, readonly taskTimeoutSeconds: number | null, readonly serviceAccount: string | null, readonly executionEnvironment: string | null, readonly accelerator: string | null, readonly imageEncryptionKey: string | null, readonly launchStage: string | null, readonly logUrl: string | null, readonly id: string, readonly providerJobId: string, readonly provider: JobProvider, readonly name: string | null, readonly kind: string | null, readonly definition: string | null, readonly status: JobStatus | null, readonly rawStatus: string | null, readonly statusSource: JobStatusSource | null, readonly isTerminal: boolean | null, readonly statusMessage: string | null, readonly createdAt: string | null, readonly startedAt: string | null, readonly updatedAt: string | null, readonly endedAt: string | null, readonly durationSeconds: number | null, readonly consoleUrl: string | null, readonly fetchedAt: string | null, readonly taskCounts: { readonly running: number, readonly succeeded: number, readonly failed: number, readonly cancelled: number, readonly retried: number } | null, readonly labels: ReadonlyArray<{ readonly key: string, readonly value: string | null }> | null, readonly conditions: ReadonlyArray<{ readonly type: string, readonly state: string | null, readonly reason: string | null, readonly message: string | null, readonly severity: string | null, readonly changedAt: string | null }> | null, readonly containers: ReadonlyArray<{ readonly name: string | null, readonly image: string | null, readonly exitCode: number | null, readonly reason: string | null, readonly logStreamName: string | null }> | null, readonly environmentVariables: ReadonlyArray<{ readonly name: string | null, readonly valueFrom: string | null, readonly type: string | null, readonly container: string | null }> | null, readonly resources: ReadonlyArray<{ readonly key: string, readonly value: string | null }> | null, readonly source: { readonly name: string, readonly provider: JobProvider, readonly region: string | null }, readonly progress: { readonly total: string | null, readonly succeeded: string | null, readonly failed: string | null, readonly fraction: number | null } | null, readonly failures: ReadonlyArray<{ readonly code: string | null, readonly message: string | null, readonly subject: string | null }> | null };

type JobDetail_CodeBuildBuild_Fragment = { readonly __typename: 'CodeBuildBuild', readonly arn: string | null, readonly projectName: string, readonly buildNumber: string | null, readonly currentPhase: string | null, readonly initiator: string | null, readonly sourceVersion: string | null, readonly resolvedSourceVersion: string | null, readonly roleArn: string | null, readonly timeoutMinutes: number | null, readonly queuedTimeoutMinutes: number | null, readonly buildBatchArn: string | null, readonly reportArns: ReadonlyArray<string> | null, readonly debugSessionEnabled: boolean | null, readonly id: string, readonly providerJobId: string, readonly provider: JobProvider, readonly name: string | null, readonly kind: string | null, readonly definition: string | null, readonly status: JobStatus | null, readonly rawStatus: string | null, readonly statusSource: JobStatusSource | null, readonly isTerminal: boolean | null, readonly statusMessage: string | null, readonly createdAt: string | null, readonly startedAt: string | null, readonly updatedAt: string | null, readonly endedAt: string | null, readonly durationSeconds: number | null, readonly consoleUrl: string | null, readonly fetchedAt: string | null, readonly phases: ReadonlyArray<{ readonly type: string | null, readonly status: JobStatus | null, readonly rawStatus: string | null, readonly startedAt: string | null, readonly endedAt: string | null, readonly durationSeconds: number | null }> | null, readonly buildSource: { readonly type: string | null, readonly location: string | null, readonly identifier: string | null, readonly cloneDepth: number | null } | null, readonly secondarySources: ReadonlyArray<{ readonly type: string | null, readonly location: string | null, readonly identifier: string | null, readonly cloneDepth: number | null }> | null, readonly environment: { readonly type: string | null, readonly image: string | null, readonly computeType: string | null, readonly isPrivileged: boolean | null } | null, readonly environmentVariables: ReadonlyArray<{ readonly name: string | null, readonly valueFrom: string | null, readonly type: string | null, readonly container: string | null }> | null, readonly exportedEnvironmentVariables: ReadonlyArray<{ readonly name: string | null, readonly valueFrom: string | null, readonly type: string | null, readonly container: string | null }> | null, readonly artifact: { readonly location: string | null, readonly identifier: string | null, readonly sha256: string | null, readonly md5: string | null } | null, readonly secondaryArtifacts: ReadonlyArray<{ readonly location: string | null, readonly identifier: string | null, readonly sha256: string | null, readonly md5: string | null }> | null, readonly logs: { readonly groupName: string | null, readonly streamName: string | null, readonly url: string | null, readonly s3Url: string | null } | null, readonly source: { readonly name: string, readonly provider: JobProvider, readonly region: string | null }, readonly progress: { readonly total: string | null, readonly succeeded: string | null, readonly failed: string | null, readonly fraction: number | null } | null, readonly failures: ReadonlyArray<{ readonly code: string | null, readonly message: string | null, readonly subject: string | null }> | null };

type JobDetail_CodePipelineJob_Fragment = { readonly __typename: 'CodePipelineJob', readonly accountId: string | null, readonly hasContinuationToken: boolean | null, readonly id: string, readonly providerJobId: string, readonly provider: JobProvider, readonly name: string | null, readonly kind: string | null, readonly definition: string | null, readonly status: JobStatus | null, readonly rawStatus: string | null, readonly statusSource: JobStatusSource | null, readonly isTerminal: boolean | null, readonly statusMessage: string | null, readonly createdAt: string | null, readonly startedAt: string | null, readonly updatedAt: string | null, readonly endedAt: string | null, readonly durationSeconds: number | null, readonly consoleUrl: string | null, readonly fetchedAt: string | null, readonly actionType: { readonly category: string, readonly owner: string, readonly provider: string, readonly version: string } | null, readonly configuration: ReadonlyArray<{ readonly key: string }> | null, readonly encryptionKey: { readonly id: string, readonly type: string } | null, readonly inputArtifacts: ReadonlyArray<{ readonly name: string | null, readonly revision: string | null, readonly locationType: string | null, readonly location: { readonly bucket: string, readonly key: string, readonly region: string | null } | null }> | null, readonly outputArtifacts: ReadonlyArray<{ readonly name: string | null, readonly revision: string | null, readonly locationType: string | null, readonly location: { readonly bucket: string, readonly key: string, readonly region: string | null } | null }> | null, readonly pipeline: { readonly name: string | null, readonly arn: string | null, readonly executionId: string | null, readonly stage: string | null, readonly action: string | null, readonly actionExecutionId: string | null } | null, readonly actionExecution: { readonly status: JobStatus, readonly rawStatus: string | null, readonly startedAt: string | null, readonly updatedAt: string | null, readonly externalExecutionId: string | null, readonly externalExecutionSummary: string | null, readonly externalExecutionUrl: string | null, readonly errorCode: string | null, readonly errorMessage: string | null } | null, readonly source: { readonly name: string, readonly provider: JobProvider, readonly region: string | null }, readonly progress: { readonly total: string | null, readonly succeeded: string | null, readonly failed: string | null, readonly fraction: number | null } | null, readonly failures: ReadonlyArray<{ readonly code: string | null, readonly message: string | null, readonly subject: string | null }> | null };

type JobDetail_CosBatchJob_Fragment = { readonly __typename: 'CosBatchJob', readonly description: string | null, readonly priority: number | null, readonly confirmationRequired: boolean | null, readonly roleArn: string | null, readonly suspendedAt: string | null, readonly suspendedCause: string | null, readonly id: string, readonly providerJobId: string, readonly provider: JobProvider, readonly name: string | null, readonly kind: string | null, readonly definition: string | null, readonly status: JobStatus | null, readonly rawStatus: string | null, readonly statusSource: JobStatusSource | null, readonly isTerminal: boolean | null, readonly statusMessage: string | null, readonly createdAt: string | null, readonly startedAt: string | null, readonly updatedAt: string | null, readonly endedAt: string | null, readonly durationSeconds: number | null, readonly consoleUrl: string | null, readonly fetchedAt: string | null, readonly manifest: { readonly format: string | null, readonly fields: ReadonlyArray<string> | null, readonly objectArn: string | null, readonly objectVersionId: string | null, readonly etag: string | null } | null, readonly operation:
    | { readonly expirationInDays: number | null, readonly jobTier: string | null, readonly name: string }
    | { readonly name: string }
    | { readonly targetResource: string | null, readonly storageClass: string | null, readonly cannedAccessControlList: string | null, readonly accessControlDirective: string | null, readonly metadataDirective: string | null, readonly sseAlgorithm: string | null, readonly cacheControl: string | null, readonly contentDisposition: string | null, readonly contentEncoding: string | null, readonly contentType: string | null, readonly httpExpiresDate: string | null, readonly prefixReplace: boolean | null, readonly resourcesPrefix: string | null, readonly targetKeyPrefix: string | null, readonly modifiedSinceConstraint: string | null, readonly unmodifiedSinceConstraint: string | null, readonly taggingDirective: string | null, readonly name: string, readonly accessControlGrants: ReadonlyArray<{ readonly granteeIdentifier: string | null, readonly granteeType: string | null, readonly granteeDisplayName: string | null, readonly permission: string | null }> | null, readonly userMetadata: ReadonlyArray<{ readonly key: string, readonly value: string | null }> | null, readonly newObjectTagging: ReadonlyArray<{ readonly key: string, readonly value: string | null }> | null }
   | null, readonly report: { readonly bucket: string | null, readonly enabled: boolean | null, readonly format: string | null, readonly prefix: string | null, readonly scope: string | null } | null, readonly source: { readonly name: string, readonly provider: JobProvider, readonly region: string | null }, readonly progress: { readonly total: string | null, readonly succeeded: string | null, readonly failed: string | null, readonly fraction: number | null } | null, readonly failures: ReadonlyArray<{ readonly code: string | null, readonly message: string | null, readonly subject: string | null }> | null };

type JobDetail_DatabricksJobRun_Fragment = { readonly __typename: 'DatabricksJobRun', readonly jobId: string | null, readonly jobRunId: string | null, readonly originalAttemptRunId: string | null, readonly attempt: number | null, readonly description: string | null, readonly trigger: string | null, readonly schedule: string | null, readonly scheduleTimezone: string | null, readonly terminationType: string | null, readonly queueReason: string | null, readonly queueMilliseconds: string | null, readonly setupMilliseconds: string | null, readonly executionMilliseconds: string | null, readonly cleanupMilliseconds: string | null, readonly runMilliseconds: string | null, readonly clusterId: string | null, readonly performanceTarget: string | null, readonly id: string, readonly providerJobId: string, readonly provider: JobProvider, readonly name: string | null, readonly kind: string | null, readonly definition: string | null, readonly status: JobStatus | null, readonly rawStatus: string | null, readonly statusSource: JobStatusSource | null, readonly isTerminal: boolean | null, readonly statusMessage: string | null, readonly createdAt: string | null, readonly startedAt: string | null, readonly updatedAt: string | null, readonly endedAt: string | null, readonly durationSeconds: number | null, readonly consoleUrl: string | null, readonly fetchedAt: string | null, readonly gitSource: { readonly url: string | null, readonly provider: string | null, readonly branch: string | null, readonly tag: string | null, readonly commit: string | null } | null, readonly tasks: ReadonlyArray<{ readonly taskKey: string, readonly runId: string | null, readonly type: string | null, readonly status: JobStatus, readonly rawStatus: string | null, readonly startedAt: string | null, readonly endedAt: string | null, readonly attempt: number | null, readonly dependsOn: ReadonlyArray<string> | null, readonly clusterId: string | null, readonly url: string | null }> | null, readonly source: { readonly name: string, readonly provider: JobProvider, readonly region: string | null }, readonly progress: { readonly total: string | null, readonly succeeded: string | null, readonly failed: string | null, readonly fraction: number | null } | null, readonly failures: ReadonlyArray<{ readonly code: string | null, readonly message: string | null, readonly subject: string | null }> | null };

type JobDetail_GitHubActionsRun_Fragment = { readonly __typename: 'GitHubActionsRun', readonly repository: string, readonly runNumber: string | null, readonly attempt: number | null, readonly event: string | null, readonly workflowId: string | null, readonly workflowPath: string | null, readonly branch: string | null, readonly commitSha: string | null, readonly commitMessage: string | null, readonly headRepository: string | null, readonly checkSuiteId: string | null, readonly id: string, readonly providerJobId: string, readonly provider: JobProvider, readonly name: string | null, readonly kind: string | null, readonly definition: string | null, readonly status: JobStatus | null, readonly rawStatus: string | null, readonly statusSource: JobStatusSource | null, readonly isTerminal: boolean | null, readonly statusMessage: string | null, readonly createdAt: string | null, readonly startedAt: string | null, readonly updatedAt: string | null, readonly endedAt: string | null, readonly durationSeconds: number | null, readonly consoleUrl: string | null, readonly fetchedAt: string | null, readonly jobs: ReadonlyArray<{ readonly jobId: string | null, readonly name: string | null, readonly status: JobStatus, readonly rawStatus: string | null, readonly startedAt: string | null, readonly endedAt: string | null, readonly url: string | null, readonly runnerName: string | null, readonly labels: ReadonlyArray<string> | null }> | null, readonly source: { readonly name: string, readonly provider: JobProvider, readonly region: string | null }, readonly progress: { readonly total: string | null, readonly succeeded: string | null, readonly failed: string | null, readonly fraction: number | null } | null, readonly failures: ReadonlyArray<{ readonly code: string | null, readonly message: string | null, readonly subject: string | null }> | null };

type JobDetail_GlueJobRun_Fragment = { readonly __typename: 'GlueJobRun', readonly jobName: string, readonly attempt: number | null, readonly previousRunId: string | null, readonly triggerName: string | null, readonly jobMode: string | null, readonly executionSeconds: number | null, readonly timeoutMinutes: number | null, readonly isQueuingEnabled: boolean | null, readonly glueVersion: string | null, readonly workerType: string | null, readonly workerCount: number | null, readonly maxCapacity: number | null, readonly dpuSeconds: number | null, readonly executionClass: string | null, readonly maintenanceWindow: string | null, readonly usageProfile: string | null, readonly notifyDelayMinutes: number | null, readonly logGroupName: string | null, readonly stateDetail: string | null, readonly id: string, readonly providerJobId: string, readonly provider: JobProvider, readonly name: string | null, readonly kind: string | null, readonly definition: string | null, readonly status: JobStatus | null, readonly rawStatus: string | null, readonly statusSource: JobStatusSource | null, readonly isTerminal: boolean | null, readonly statusMessage: string | null, readonly createdAt: string | null, readonly startedAt: string | null, readonly updatedAt: string | null, readonly endedAt: string | null, readonly durationSeconds: number | null, readonly consoleUrl: string | null, readonly fetchedAt: string | null, readonly source: { readonly name: string, readonly provider: JobProvider, readonly region: string | null }, readonly progress: { readonly total: string | null, readonly succeeded: string | null, readonly failed: string | null, readonly fraction: number | null } | null, readonly failures: ReadonlyArray<{ readonly code: string | null, readonly message: string | null, readonly subject: string | null }> | null };

type JobDetail_ImportExportJob_Fragment = { readonly __typename: 'ImportExportJob', readonly direction: ImportExportDirection | null, readonly progressCode: string | null, readonly locationCode: string | null, readonly location: ImportExportLocation | null, readonly logBucket: string | null, readonly logKey: string | null, readonly errorCount: number | null, readonly warningMessage: string | null, readonly id: string, readonly providerJobId: string, readonly provider: JobProvider, readonly name: string | null, readonly kind: string | null, readonly definition: string | null, readonly status: JobStatus | null, readonly rawStatus: string | null, readonly statusSource: JobStatusSource | null, readonly isTerminal: boolean | null, readonly statusMessage: string | null, readonly createdAt: string | null, readonly startedAt: string | null, readonly updatedAt: string | null, readonly endedAt: string | null, readonly durationSeconds: number | null, readonly consoleUrl: string | null, readonly fetchedAt: string | null, readonly source: { readonly name: string, readonly provider: JobProvider, readonly region: string | null }, readonly progress: { readonly total: string | null, readonly succeeded: string | null, readonly failed: string | null, readonly fraction: number | null } | null, readonly failures: ReadonlyArray<{ readonly code: string | null, readonly message: string | null, readonly subject: string | null }> | null };

type JobDetail_KubernetesJob_Fragment = { readonly __typename: 'KubernetesJob', readonly namespace: string, readonly resourceVersion: string | null, readonly parallelism: number | null, readonly completions: number | null, readonly completionMode: KubernetesCompletionMode | null, readonly backoffLimit: number | null, readonly backoffLimitPerIndex: number | null, readonly maxFailedIndexes: number | null, readonly activeDeadlineSeconds: string | null, readonly ttlSecondsAfterFinished: number | null, readonly isSuspended: boolean | null, readonly managedBy: string | null, readonly serviceAccountName: string | null, readonly deletionRequestedAt: string | null, readonly completedIndexes: string | null, readonly failedIndexes: string | null, readonly id: string, readonly providerJobId: string, readonly provider: JobProvider, readonly name: string | null, readonly kind: string | null, readonly definition: string | null, readonly status: JobStatus | null, readonly rawStatus: string | null, readonly statusSource: JobStatusSource | null, readonly isTerminal: boolean | null, readonly statusMessage: string | null, readonly createdAt: string | null, readonly startedAt: string | null, readonly updatedAt: string | null, readonly endedAt: string | null, readonly durationSeconds: number | null, readonly consoleUrl: string | null, readonly fetchedAt: string | null, readonly labels: ReadonlyArray<{ readonly key: string, readonly value: string | null }> | null, readonly controller: { readonly apiVersion: string | null, readonly kind: string | null, readonly name: string | null, readonly uid: string | null } | null, readonly pods: { readonly active: number, readonly ready: number, readonly succeeded: number, readonly failed: number, readonly terminating: number } | null, readonly conditions: ReadonlyArray<{ readonly type: string, readonly status: string, readonly reason: string | null, readonly message: string | null, readonly changedAt: string | null }> | null, readonly containers: ReadonlyArray<{ readonly name: string | null, readonly image: string | null, readonly exitCode: number | null, readonly reason: string | null, readonly logStreamName: string | null }> | null, readonly environmentVariables: ReadonlyArray<{ readonly name: string | null, readonly valueFrom: string | null, readonly type: string | null, readonly container: string | null }> | null, readonly source: { readonly name: string, readonly provider: JobProvider, readonly region: string | null }, readonly progress: { readonly total: string | null, readonly succeeded: string | null, readonly failed: string | null, readonly fraction: number | null } | null, readonly failures: ReadonlyArray<{ readonly code: string | null, readonly message: string | null, readonly subject: string | null }> | null };

type JobDetail_OmicsReferenceImportJob_Fragment = { readonly __typename: 'OmicsReferenceImportJob', readonly referenceStoreId: string, readonly roleArn: string | null, readonly id: string, readonly providerJobId: string, readonly provider: JobProvider, readonly name: string | null, readonly kind: string | null, readonly definition: string | null, readonly status: JobStatus | null, readonly rawStatus: string | null, readonly statusSource: JobStatusSource | null, readonly isTerminal: boolean | null, readonly statusMessage: string | null, readonly createdAt: string | null, readonly startedAt: string | null, readonly updatedAt: string | null, readonly endedAt: string | null, readonly durationSeconds: number | null, readonly consoleUrl: string | null, readonly fetchedAt: string | null, readonly sources: ReadonlyArray<{ readonly status: JobStatus, readonly rawStatus: string | null, readonly statusMessage: string | null, readonly sourceFile: string | null, readonly name: string | null, readonly description: string | null, readonly referenceId: string | null, readonly tags: ReadonlyArray<{ readonly key: string, readonly value: string | null }> }> | null, readonly source: { readonly name: string, readonly provider: JobProvider, readonly region: string | null }, readonly progress: { readonly total: string | null, readonly succeeded: string | null, readonly failed: string | null, readonly fraction: number | null } | null, readonly failures: ReadonlyArray<{ readonly code: string | null, readonly message: string | null, readonly subject: string | null }> | null };

type JobDetail_PanoramaPackageImportJob_Fragment = { readonly __typename: 'PanoramaPackageImportJob', readonly importType: PanoramaPackageImportType | null, readonly id: string, readonly providerJobId: string, readonly provider: JobProvider, readonly name: string | null, readonly kind: string | null, readonly definition: string | null, readonly status: JobStatus | null, readonly rawStatus: string | null, readonly statusSource: JobStatusSource | null, readonly isTerminal: boolean | null, readonly statusMessage: string | null, readonly createdAt: string | null, readonly startedAt: string | null, readonly updatedAt: string | null, readonly endedAt: string | null, readonly durationSeconds: number | null, readonly consoleUrl: string | null, readonly fetchedAt: string | null, readonly jobTags: ReadonlyArray<{ readonly resourceType: string, readonly tags: ReadonlyArray<{ readonly key: string, readonly value: string | null }> }> | null, readonly input: { readonly bucket: string, readonly key: string, readonly region: string | null } | null, readonly outputPackage: { readonly packageName: string | null, readonly packageVersion: string | null, readonly markLatest: boolean | null } | null, readonly output: { readonly packageId: string | null, readonly packageVersion: string | null, readonly patchVersion: string | null, readonly location: { readonly bucket: string, readonly key: string, readonly region: string | null } | null } | null, readonly source: { readonly name: string, readonly provider: JobProvider, readonly region: string | null }, readonly progress: { readonly total: string | null, readonly succeeded: string | null, readonly failed: string | null, readonly fraction: number | null } | null, readonly failures: ReadonlyArray<{ readonly code: string | null, readonly message: string | null, readonly subject: string | null }> | null };

type JobDetail_S3BatchJob_Fragment = { readonly __typename: 'S3BatchJob', readonly arn: string | null, readonly description: string | null, readonly priority: number | null, readonly confirmationRequired: boolean | null, readonly roleArn: string | null, readonly suspendedAt: string | null, readonly suspendedCause: string | null, readonly activeSeconds: string | null, readonly id: string, readonly providerJobId: string, readonly provider: JobProvider, readonly name: string | null, readonly kind: string | null, readonly definition: string | null, readonly status: JobStatus | null, readonly rawStatus: string | null, readonly statusSource: JobStatusSource | null, readonly isTerminal: boolean | null, readonly statusMessage: string | null, readonly createdAt: string | null, readonly startedAt: string | null, readonly updatedAt: string | null, readonly endedAt: string | null, readonly durationSeconds: number | null, readonly consoleUrl: string | null, readonly fetchedAt: string | null, readonly manifest: { readonly format: string | null, readonly fields: ReadonlyArray<string> | null, readonly objectArn: string | null, readonly objectVersionId: string | null, readonly etag: string | null } | null, readonly manifestGenerator: { readonly sourceBucketArn: string | null, readonly isWritten: boolean | null, readonly outputBucketArn: string | null, readonly outputPrefix: string | null, readonly filter: { readonly eligibleForReplication: boolean | null, readonly replicationStatuses: ReadonlyArray<string> | null, readonly createdAfter: string | null, readonly createdBefore: string | null, readonly keyPrefixes: ReadonlyArray<string> | null, readonly keySuffixes: ReadonlyArray<string> | null, readonly keySubstrings: ReadonlyArray<string> | null, readonly sizeGreaterThanBytes: string | null, readonly sizeLessThanBytes: string | null, readonly storageClasses: ReadonlyArray<string> | null } | null } | null, readonly generatedManifest: { readonly format: string | null, readonly fields: ReadonlyArray<string> | null, readonly objectArn: string | null, readonly objectVersionId: string | null, readonly etag: string | null } | null, readonly operation:
    | { readonly checksumAlgorithm: string | null, readonly checksumType: string | null, readonly name: string }
    | { readonly expirationInDays: number | null, readonly jobTier: string | null, readonly name: string }
    | { readonly functionArn: string | null, readonly invocationSchemaVersion: string | null, readonly name: string }
    | { readonly name: string }
    | { readonly cannedAccessControlList: string | null, readonly name: string, readonly accessControlGrants: ReadonlyArray<{ readonly granteeType: string | null, readonly granteeIdentifier: string | null, readonly permission: string | null }> | null }
    | { readonly targetResource: string | null, readonly targetKeyPrefix: string | null, readonly storageClass: string | null, readonly cannedAccessControlList: string | null, readonly metadataDirective: string | null, readonly cacheControl: string | null, readonly contentDisposition: string | null, readonly contentEncoding: string | null, readonly contentLanguage: string | null, readonly contentType: string | null, readonly httpExpiresAt: string | null, readonly redirectLocation: string | null, readonly requesterPays: boolean | null, readonly modifiedSince: string | null, readonly unmodifiedSince: string | null, readonly sseAlgorithm: string | null, readonly kmsKeyId: string | null, readonly isBucketKeyEnabled: boolean | null, readonly objectLockLegalHoldStatus: string | null, readonly objectLockMode: string | null, readonly objectLockRetainUntil: string | null, readonly checksumAlgorithm: string | null, readonly name: string, readonly accessControlGrants: ReadonlyArray<{ readonly granteeType: string | null, readonly granteeIdentifier: string | null, readonly permission: string | null }> | null, readonly userMetadata: ReadonlyArray<{ readonly key: string, readonly value: string | null }> | null, readonly newObjectTagging: ReadonlyArray<{ readonly key: string, readonly value: string | null }> | null }
    | { readonly status: string | null, readonly name: string }
    | { readonly mode: string | null, readonly retainUntil: string | null, readonly bypassesGovernance: boolean | null, readonly name: string }
    | { readonly name: string, readonly tags: ReadonlyArray<{ readonly key: string, readonly value: string | null }> | null }
    | { readonly kmsKeyArn: string | null, readonly isBucketKeyEnabled: boolean | null, readonly name: string }
   | null, readonly report: { readonly bucketArn: string | null, readonly enabled: boolean | null, readonly format: string | null, readonly prefix: string | null, readonly scope: string | null } | null, readonly source: { readonly name: string, readonly provider: JobProvider, readonly region: string | null }, readonly progress: { readonly total: string | null, readonly succeeded: string | null, readonly failed: string | null, readonly fraction: number | null } | null, readonly failures: ReadonlyArray<{ readonly code: string | null, readonly message: string | null, readonly subject: string | null }> | null };

type JobDetail_SageMakerTrainingJob_Fragment = { readonly __typename: 'SageMakerTrainingJob', readonly arn: string | null, readonly secondaryStatus: string | null, readonly trainingSeconds: number | null, readonly billableSeconds: number | null, readonly roleArn: string | null, readonly outputPath: string | null, readonly modelArtifacts: string | null, readonly maxRuntimeSeconds: number | null, readonly maxWaitSeconds: number | null, readonly maxPendingSeconds: number | null, readonly maxRetryAttempts: number | null, readonly isSpot: boolean | null, readonly isNetworkIsolated: boolean | null, readonly checkpointPath: string | null, readonly tuningJobArn: string | null, readonly autoMlJobArn: string | null, readonly labelingJobArn: string | null, readonly experimentName: string | null, readonly trialName: string | null, readonly id: string, readonly providerJobId: string, readonly provider: JobProvider, readonly name: string | null, readonly kind: string | null, readonly definition: string | null, readonly status: JobStatus | null, readonly rawStatus: string | null, readonly statusSource: JobStatusSource | null, readonly isTerminal: boolean | null, readonly statusMessage: string | null, readonly createdAt: string | null, readonly startedAt: string | null, readonly updatedAt: string | null, readonly endedAt: string | null, readonly durationSeconds: number | null, readonly consoleUrl: string | null, readonly fetchedAt: string | null, readonly transitions: ReadonlyArray<{ readonly status: string, readonly startedAt: string | null, readonly endedAt: string | null, readonly message: string | null }> | null, readonly algorithm: { readonly name: string | null, readonly image: string | null, readonly inputMode: string | null } | null, readonly containers: ReadonlyArray<{ readonly name: string | null, readonly image: string | null, readonly exitCode: number | null, readonly reason: string | null, readonly logStreamName: string | null }> | null, readonly environmentVariables: ReadonlyArray<{ readonly name: string | null, readonly valueFrom: string | null, readonly type: string | null, readonly container: string | null }> | null, readonly inputs: ReadonlyArray<{ readonly channel: string | null, readonly location: string | null, readonly type: string | null, readonly contentType: string | null }> | null, readonly resourceConfig: { readonly instanceType: string | null, readonly instanceCount: number | null, readonly volumeSizeGb: number | null, readonly instanceGroups: ReadonlyArray<{ readonly name: string | null, readonly instanceType: string | null, readonly instanceCount: number | null }> | null } | null, readonly metrics: ReadonlyArray<{ readonly name: string | null, readonly value: number | null, readonly at: string | null }> | null, readonly steps: { readonly currentStep: string | null, readonly stepsPerEpoch: string | null, readonly currentEpoch: string | null, readonly maxEpochs: string | null } | null, readonly source: { readonly name: string, readonly provider: JobProvider, readonly region: string | null }, readonly progress: { readonly total: string | null, readonly succeeded: string | null, readonly failed: string | null, readonly fraction: number | null } | null, readonly failures: ReadonlyArray<{ readonly code: string | null, readonly message: string | null, readonly subject: string | null }> | null };

type JobDetail_StepFunctionsExecution_Fragment = { readonly __typename: 'StepFunctionsExecution', readonly arn: string | null, readonly stateMachineArn: string | null, readonly stateMachineVersionArn: string | null, readonly stateMachineAliasArn: string | null, readonly mapRunArn: string | null, readonly redriveCount: number | null, readonly redrivenAt: string | null, readonly redriveStatus: StepFunctionsRedriveStatus | null, readonly traceHeader: string | null, readonly id: string, readonly providerJobId: string, readonly provider: JobProvider, readonly name: string | null, readonly kind: string | null, readonly definition: string | null, readonly status: JobStatus | null, readonly rawStatus: string | null, readonly statusSource: JobStatusSource | null, readonly isTerminal: boolean | null, readonly statusMessage: string | null, readonly createdAt: string | null, readonly startedAt: string | null, readonly updatedAt: string | null, readonly endedAt: string | null, readonly durationSeconds: number | null, readonly consoleUrl: string | null, readonly fetchedAt: string | null, readonly source: { readonly name: string, readonly provider: JobProvider, readonly region: string | null }, readonly progress: { readonly total: string | null, readonly succeeded: string | null, readonly failed: string | null, readonly fraction: number | null } | null, readonly failures: ReadonlyArray<{ readonly code: string | null, readonly message: string | null, readonly subject: string | null }> | null };

export type JobDetailFragment =
  | JobDetail_AirflowDagRun_Fragment
  | JobDetail_AwsBatchJob_Fragment
  | JobDetail_CloudRunExecution_Fragment
  | JobDetail_CodeBuildBuild_Fragment
  | JobDetail_CodePipelineJob_Fragment
  | JobDetail_CosBatchJob_Fragment
  | JobDetail_DatabricksJobRun_Fragment
  | JobDetail_GitHubActionsRun_Fragment
  | JobDetail_GlueJobRun_Fragment
  | JobDetail_ImportExportJob_Fragment
  | JobDetail_KubernetesJob_Fragment
  | JobDetail_OmicsReferenceImportJob_Fragment
  | JobDetail_PanoramaPackageImportJob_Fragment
  | JobDetail_S3BatchJob_Fragment
  | JobDetail_SageMakerTrainingJob_Fragment
  | JobDetail_StepFunctionsExecution_Fragment
;

type JobRow_AirflowDagRun_Fragment = { readonly __typename: 'AirflowDagRun', readonly id: string, readonly providerJobId: string, readonly provider: JobProvider, readonly name: string | null, readonly kind: string | null, readonly status: JobStatus | null, readonly rawStatus: string | null, readonly isTerminal: boolean | null, readonly statusMessage: string | null, readonly createdAt: string | null, readonly updatedAt: string | null, readonly endedAt: string | null, readonly source: { readonly name: string, readonly provider: JobProvider, readonly region: string | null }, readonly progress: { readonly total: string | null, readonly succeeded: string | null, readonly failed: string | null, readonly fraction: number | null } | null };

type JobRow_AwsBatchJob_Fragment = { readonly __typename: 'AwsBatchJob', readonly id: string, readonly providerJobId: string, readonly provider: JobProvider, readonly name: string | null, readonly kind: string | null, readonly status: JobStatus | null, readonly rawStatus: string | null, readonly isTerminal: boolean | null, readonly statusMessage: string | null, readonly createdAt: string | null, readonly updatedAt: string | null, readonly endedAt: string | null, readonly source: { readonly name: string, readonly provider: JobProvider, readonly region: string | null }, readonly progress: { readonly total: string | null, readonly succeeded: string | null, readonly failed: string | null, readonly fraction: number | null } | null };

type JobRow_CloudRunExecution_Fragment = { readonly __typename: 'CloudRunExecution', readonly id: string, readonly providerJobId: string, readonly provider: JobProvider, readonly name: string | null, readonly kind: string | null, readonly status: JobStatus | null, readonly rawStatus: string | null, readonly isTerminal: boolean | null, readonly statusMessage: string | null, readonly createdAt: string | null, readonly updatedAt: string | null, readonly endedAt: string | null, readonly source: { readonly name: string, readonly provider: JobProvider, readonly region: string | null }, readonly progress: { readonly total: string | null, readonly succeeded: string | null, readonly failed: string | null, readonly fraction: number | null } | null };

type JobRow_CodeBuildBuild_Fragment = { readonly __typename: 'CodeBuildBuild', readonly id: string, readonly providerJobId: string, readonly provider: JobProvider, readonly name: string | null, readonly kind: string | null, readonly status: JobStatus | null, readonly rawStatus: string | null, readonly isTerminal: boolean | null, readonly statusMessage: string | null, readonly createdAt: string | null, readonly updatedAt: string | null, readonly endedAt: string | null, readonly source: { readonly name: string, readonly provider: JobProvider, readonly region: string | null }, readonly progress: { readonly total: string | null, readonly succeeded: string | null, readonly failed: string | null, readonly fraction: number | null } | null };

type JobRow_CodePipelineJob_Fragment = { readonly __typename: 'CodePipelineJob', readonly id: string, readonly providerJobId: string, readonly provider: JobProvider, readonly name: string | null, readonly kind: string | null, readonly status: JobStatus | null, readonly rawStatus: string | null, readonly isTerminal: boolean | null, readonly statusMessage: string | null, readonly createdAt: string | null, readonly updatedAt: string | null, readonly endedAt: string | null, readonly source: { readonly name: string, readonly provider: JobProvider, readonly region: string | null }, readonly progress: { readonly total: string | null, readonly succeeded: string | null, readonly failed: string | null, readonly fraction: number | null } | null };

type JobRow_CosBatchJob_Fragment = { readonly __typename: 'CosBatchJob', readonly id: string, readonly providerJobId: string, readonly provider: JobProvider, readonly name: string | null, readonly kind: string | null, readonly status: JobStatus | null, readonly rawStatus: string | null, readonly isTerminal: boolean | null, readonly statusMessage: string | null, readonly createdAt: string | null, readonly updatedAt: string | null, readonly endedAt: string | null, readonly source: { readonly name: string, readonly provider: JobProvider, readonly region: string | null }, readonly progress: { readonly total: string | null, readonly succeeded: string | null, readonly failed: string | null, readonly fraction: number | null } | null };

type JobRow_DatabricksJobRun_Fragment = { readonly __typename: 'DatabricksJobRun', readonly id: string, readonly providerJobId: string, readonly provider: JobProvider, readonly name: string | null, readonly kind: string | null, readonly status: JobStatus | null, readonly rawStatus: string | null, readonly isTerminal: boolean | null, readonly statusMessage: string | null, readonly createdAt: string | null, readonly updatedAt: string | null, readonly endedAt: string | null, readonly source: { readonly name: string, readonly provider: JobProvider, readonly region: string | null }, readonly progress: { readonly total: string | null, readonly succeeded: string | null, readonly failed: string | null, readonly fraction: number | null } | null };

type JobRow_GitHubActionsRun_Fragment = { readonly __typename: 'GitHubActionsRun', readonly id: string, readonly providerJobId: string, readonly provider: JobProvider, readonly name: string | null, readonly kind: string | null, readonly status: JobStatus | null, readonly rawStatus: string | null, readonly isTerminal: boolean | null, readonly statusMessage: string | null, readonly createdAt: string | null, readonly updatedAt: string | null, readonly endedAt: string | null, readonly source: { readonly name: string, readonly provider: JobProvider, readonly region: string | null }, readonly progress: { readonly total: string | null, readonly succeeded: string | null, readonly failed: string | null, readonly fraction: number | null } | null };

type JobRow_GlueJobRun_Fragment = { readonly __typename: 'GlueJobRun', readonly id: string, readonly providerJobId: string, readonly provider: JobProvider, readonly name: string | null, readonly kind: string | null, readonly status: JobStatus | null, readonly rawStatus: string | null, readonly isTerminal: boolean | null, readonly statusMessage: string | null, readonly createdAt: string | null, readonly updatedAt: string | null, readonly endedAt: string | null, readonly source: { readonly name: string, readonly provider: JobProvider, readonly region: string | null }, readonly progress: { readonly total: string | null, readonly succeeded: string | null, readonly failed: string | null, readonly fraction: number | null } | null };

type JobRow_ImportExportJob_Fragment = { readonly __typename: 'ImportExportJob', readonly id: string, readonly providerJobId: string, readonly provider: JobProvider, readonly name: string | null, readonly kind: string | null, readonly status: JobStatus | null, readonly rawStatus: string | null, readonly isTerminal: boolean | null, readonly statusMessage: string | null, readonly createdAt: string | null, readonly updatedAt: string | null, readonly endedAt: string | null, readonly source: { readonly name: string, readonly provider: JobProvider, readonly region: string | null }, readonly progress: { readonly total: string | null, readonly succeeded: string | null, readonly failed: string | null, readonly fraction: number | null } | null };

type JobRow_KubernetesJob_Fragment = { readonly __typename: 'KubernetesJob', readonly id: string, readonly providerJobId: string, readonly provider: JobProvider, readonly name: string | null, readonly kind: string | null, readonly status: JobStatus | null, readonly rawStatus: string | null, readonly isTerminal: boolean | null, readonly statusMessage: string | null, readonly createdAt: string | null, readonly updatedAt: string | null, readonly endedAt: string | null, readonly source: { readonly name: string, readonly provider: JobProvider, readonly region: string | null }, readonly progress: { readonly total: string | null, readonly succeeded: string | null, readonly failed: string | null, readonly fraction: number | null } | null };

type JobRow_OmicsReferenceImportJob_Fragment = { readonly __typename: 'OmicsReferenceImportJob', readonly id: string, readonly providerJobId: string, readonly provider: JobProvider, readonly name: string | null, readonly kind: string | null, readonly status: JobStatus | null, readonly rawStatus: string | null, readonly isTerminal: boolean | null, readonly statusMessage: string | null, readonly createdAt: string | null, readonly updatedAt: string | null, readonly endedAt: string | null, readonly source: { readonly name: string, readonly provider: JobProvider, readonly region: string | null }, readonly progress: { readonly total: string | null, readonly succeeded: string | null, readonly failed: string | null, readonly fraction: number | null } | null };

type JobRow_PanoramaPackageImportJob_Fragment = { readonly __typename: 'PanoramaPackageImportJob', readonly id: string, readonly providerJobId: string, readonly provider: JobProvider, readonly name: string | null, readonly kind: string | null, readonly status: JobStatus | null, readonly rawStatus: string | null, readonly isTerminal: boolean | null, readonly statusMessage: string | null, readonly createdAt: string | null, readonly updatedAt: string | null, readonly endedAt: string | null, readonly source: { readonly name: string, readonly provider: JobProvider, readonly region: string | null }, readonly progress: { readonly total: string | null, readonly succeeded: string | null, readonly failed: string | null, readonly fraction: number | null } | null };

type JobRow_S3BatchJob_Fragment = { readonly __typename: 'S3BatchJob', readonly id: string, readonly providerJobId: string, readonly provider: JobProvider, readonly name: string | null, readonly kind: string | null, readonly status: JobStatus | null, readonly rawStatus: string | null, readonly isTerminal: boolean | null, readonly statusMessage: string | null, readonly createdAt: string | null, readonly updatedAt: string | null, readonly endedAt: string | null, readonly source: { readonly name: string, readonly provider: JobProvider, readonly region: string | null }, readonly progress: { readonly total: string | null, readonly succeeded: string | null, readonly failed: string | null, readonly fraction: number | null } | null };

type JobRow_SageMakerTrainingJob_Fragment = { readonly __typename: 'SageMakerTrainingJob', readonly id: string, readonly providerJobId: string, readonly provider: JobProvider, readonly name: string | null, readonly kind: string | null, readonly status: JobStatus | null, readonly rawStatus: string | null, readonly isTerminal: boolean | null, readonly statusMessage: string | null, readonly createdAt: string | null, readonly updatedAt: string | null, readonly endedAt: string | null, readonly source: { readonly name: string, readonly provider: JobProvider, readonly region: string | null }, readonly progress: { readonly total: string | null, readonly succeeded: string | null, readonly failed: string | null, readonly fraction: number | null } | null };

type JobRow_StepFunctionsExecution_Fragment = { readonly __typename: 'StepFunctionsExecution', readonly id: string, readonly providerJobId: string, readonly provider: JobProvider, readonly name: string | null, readonly kind: string | null, readonly status: JobStatus | null, readonly rawStatus: string | null, readonly isTerminal: boolean | null, readonly statusMessage: string | null, readonly createdAt: string | null, readonly updatedAt: string | null, readonly endedAt: string | null, readonly source: { readonly name: string, readonly provider: JobProvider, readonly region: string | null }, readonly progress: { readonly total: string | null, readonly succeeded: string | null, readonly failed: string | null, readonly fraction: number | null } | null };

export type JobRowFragment =
  | JobRow_AirflowDagRun_Fragment
  | JobRow_AwsBatchJob_Fragment
  | JobRow_CloudRunExecution_Fragment
  | JobRow_CodeBuildBuild_Fragment
  | JobRow_CodePipelineJob_Fragment
  | JobRow_CosBatchJob_Fragment
  | JobRow_DatabricksJobRun_Fragment
  | JobRow_GitHubActionsRun_Fragment
  | JobRow_GlueJobRun_Fragment
  | JobRow_ImportExportJob_Fragment
  | JobRow_KubernetesJob_Fragment
  | JobRow_OmicsReferenceImportJob_Fragment
  | JobRow_PanoramaPackageImportJob_Fragment
  | JobRow_S3BatchJob_Fragment
  | JobRow_SageMakerTrainingJob_Fragment
  | JobRow_StepFunctionsExecution_Fragment
;

export type JobIssueFragment = { readonly code: JobErrorCode | null, readonly message: string, readonly isRetryable: boolean, readonly jobId: string | null, readonly source: { readonly name: string, readonly provider: JobProvider, readonly region: string | null } };

export type JobCountsByStatusFragment = { readonly status: JobStatus | null, readonly count: number };

export type JobTotalFragment = { readonly value: number, readonly isLowerBound: boolean };

export type JobQueryVariables = Exact<{
  id: string;
}>;


export type JobQuery = { readonly job:
    | JobDetail_AirflowDagRun_Fragment
    | JobDetail_AwsBatchJob_Fragment
    | JobDetail_CloudRunExecution_Fragment
    | JobDetail_CodeBuildBuild_Fragment
    | JobDetail_CodePipelineJob_Fragment
    | JobDetail_CosBatchJob_Fragment
    | JobDetail_DatabricksJobRun_Fragment
    | JobDetail_GitHubActionsRun_Fragment
    | JobDetail_GlueJobRun_Fragment
    | JobDetail_ImportExportJob_Fragment
    | JobDetail_KubernetesJob_Fragment
    | JobDetail_OmicsReferenceImportJob_Fragment
    | JobDetail_PanoramaPackageImportJob_Fragment
    | JobDetail_S3BatchJob_Fragment
    | JobDetail_SageMakerTrainingJob_Fragment
    | JobDetail_StepFunctionsExecution_Fragment
   | null };

export type JobsByIdQueryVariables = Exact<{
  ids: ReadonlyArray<string> | string;
}>;


export type JobsByIdQuery = { readonly jobsById: ReadonlyArray<
    | JobRow_AirflowDagRun_Fragment
    | JobRow_AwsBatchJob_Fragment
    | JobRow_CloudRunExecution_Fragment
    | JobRow_CodeBuildBuild_Fragment
    | JobRow_CodePipelineJob_Fragment
    | JobRow_CosBatchJob_Fragment
    | JobRow_DatabricksJobRun_Fragment
    | JobRow_GitHubActionsRun_Fragment
    | JobRow_GlueJobRun_Fragment
    | JobRow_ImportExportJob_Fragment
    | JobRow_KubernetesJob_Fragment
    | JobRow_OmicsReferenceImportJob_Fragment
    | JobRow_PanoramaPackageImportJob_Fragment
    | JobRow_S3BatchJob_Fragment
    | JobRow_SageMakerTrainingJob_Fragment
    | JobRow_StepFunctionsExecution_Fragment
   | null> | null };

export type JobPageQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  orderBy?: JobOrder | null | undefined;
  filter?: JobFilter | null | undefined;
}>;


export type JobPageQuery = { readonly jobs: { readonly nodes: ReadonlyArray<
      | JobRow_AirflowDagRun_Fragment
      | JobRow_AwsBatchJob_Fragment
      | JobRow_CloudRunExecution_Fragment
      | JobRow_CodeBuildBuild_Fragment
      | JobRow_CodePipelineJob_Fragment
      | JobRow_CosBatchJob_Fragment
      | JobRow_DatabricksJobRun_Fragment
      | JobRow_GitHubActionsRun_Fragment
      | JobRow_GlueJobRun_Fragment
      | JobRow_ImportExportJob_Fragment
      | JobRow_KubernetesJob_Fragment
      | JobRow_OmicsReferenceImportJob_Fragment
      | JobRow_PanoramaPackageImportJob_Fragment
      | JobRow_S3BatchJob_Fragment
      | JobRow_SageMakerTrainingJob_Fragment
      | JobRow_StepFunctionsExecution_Fragment
    >, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly issues: ReadonlyArray<JobIssueFragment> } | null };

export type JobsByProviderJobIdQueryVariables = Exact<{
  providerJobId: string;
  providers?: ReadonlyArray<JobProvider> | JobProvider | null | undefined;
}>;


export type JobsByProviderJobIdQuery = { readonly jobsByProviderJobId: { readonly jobs: ReadonlyArray<
      | JobRow_AirflowDagRun_Fragment
      | JobRow_AwsBatchJob_Fragment
      | JobRow_CloudRunExecution_Fragment
      | JobRow_CodeBuildBuild_Fragment
      | JobRow_CodePipelineJob_Fragment
      | JobRow_CosBatchJob_Fragment
      | JobRow_DatabricksJobRun_Fragment
      | JobRow_GitHubActionsRun_Fragment
      | JobRow_GlueJobRun_Fragment
      | JobRow_ImportExportJob_Fragment
      | JobRow_KubernetesJob_Fragment
      | JobRow_OmicsReferenceImportJob_Fragment
      | JobRow_PanoramaPackageImportJob_Fragment
      | JobRow_S3BatchJob_Fragment
      | JobRow_SageMakerTrainingJob_Fragment
      | JobRow_StepFunctionsExecution_Fragment
    >, readonly issues: ReadonlyArray<JobIssueFragment> } | null };

export type JobStatsQueryVariables = Exact<{
  filter?: JobFilter | null | undefined;
}>;


export type JobStatsQuery = { readonly jobStats: { readonly fetchedAt: string | null, readonly total: JobTotalFragment, readonly byStatus: ReadonlyArray<JobCountsByStatusFragment>, readonly bySource: ReadonlyArray<{ readonly newestCreatedAt: string | null, readonly source: { readonly name: string, readonly provider: JobProvider, readonly region: string | null }, readonly total: JobTotalFragment, readonly byStatus: ReadonlyArray<JobCountsByStatusFragment> }>, readonly issues: ReadonlyArray<JobIssueFragment> } | null };

export type JobSourcesQueryVariables = Exact<{ [key: string]: never; }>;


export type JobSourcesQuery = { readonly jobSources: ReadonlyArray<{ readonly name: string, readonly provider: JobProvider, readonly region: string | null, readonly lifecycle: JobSourceLifecycle, readonly canList: boolean, readonly listsStatus: boolean, readonly consoleUrl: string | null, readonly health: { readonly state: JobSourceHealthState } }> | null };

export type JobViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type JobViewerQuery = { readonly jobViewer: { readonly subject: string | null, readonly scopes: ReadonlyArray<string>, readonly expiresAt: string | null } | null };

export type JobUpdatedSubscriptionVariables = Exact<{
  ids: ReadonlyArray<string> | string;
}>;


export type JobUpdatedSubscription = { readonly jobUpdated:
    | JobRow_AirflowDagRun_Fragment
    | JobRow_AwsBatchJob_Fragment
    | JobRow_CloudRunExecution_Fragment
    | JobRow_CodeBuildBuild_Fragment
    | JobRow_CodePipelineJob_Fragment
    | JobRow_CosBatchJob_Fragment
    | JobRow_DatabricksJobRun_Fragment
    | JobRow_GitHubActionsRun_Fragment
    | JobRow_GlueJobRun_Fragment
    | JobRow_ImportExportJob_Fragment
    | JobRow_KubernetesJob_Fragment
    | JobRow_OmicsReferenceImportJob_Fragment
    | JobRow_PanoramaPackageImportJob_Fragment
    | JobRow_S3BatchJob_Fragment
    | JobRow_SageMakerTrainingJob_Fragment
    | JobRow_StepFunctionsExecution_Fragment
   | null };

export type JobListUpdatedSubscriptionVariables = Exact<{
  first?: number | null | undefined;
  filter?: JobFilter | null | undefined;
}>;


export type JobListUpdatedSubscription = { readonly jobsUpdated: { readonly kind: JobListEventKind, readonly job:
      | JobRow_AirflowDagRun_Fragment
      | JobRow_AwsBatchJob_Fragment
      | JobRow_CloudRunExecution_Fragment
      | JobRow_CodeBuildBuild_Fragment
      | JobRow_CodePipelineJob_Fragment
      | JobRow_CosBatchJob_Fragment
      | JobRow_DatabricksJobRun_Fragment
      | JobRow_GitHubActionsRun_Fragment
      | JobRow_GlueJobRun_Fragment
      | JobRow_ImportExportJob_Fragment
      | JobRow_KubernetesJob_Fragment
      | JobRow_OmicsReferenceImportJob_Fragment
      | JobRow_PanoramaPackageImportJob_Fragment
      | JobRow_S3BatchJob_Fragment
      | JobRow_SageMakerTrainingJob_Fragment
      | JobRow_StepFunctionsExecution_Fragment
     | null, readonly issues: ReadonlyArray<JobIssueFragment> } | null };

export type JobLogPartFragment = { readonly key: string, readonly name: string, readonly kind: JobLogPartKind, readonly group: string | null, readonly attempt: number | null, readonly status: JobStatus | null, readonly exitCode: number | null, readonly reason: string | null, readonly failedStep: string | null, readonly startedAt: string | null, readonly endedAt: string | null, readonly isComplete: boolean, readonly url: string | null };

export type JobLogLineFragment = { readonly time: string | null, readonly text: string, readonly kind: JobLogLineKind, readonly isTruncated: boolean, readonly cursor: string };

export type JobLogIssueFragment = { readonly code: string, readonly message: string, readonly isRetryable: boolean, readonly part: string | null };

export type JobLogPageQueryVariables = Exact<{
  id: string;
  part?: string | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  since?: string | null | undefined;
}>;


export type JobLogPageQuery = { readonly jobLog: { readonly fetchedAt: string | null, readonly parts: ReadonlyArray<JobLogPartFragment>, readonly part: JobLogPartFragment | null, readonly lines: ReadonlyArray<JobLogLineFragment>, readonly pageInfo: { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null }, readonly issues: ReadonlyArray<JobLogIssueFragment> } | null };

export type JobLogAppendedSubscriptionVariables = Exact<{
  id: string;
  part?: string | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
}>;


export type JobLogAppendedSubscription = { readonly jobLogAppended: { readonly endCursor: string | null, readonly hasGap: boolean, readonly part: JobLogPartFragment | null, readonly lines: ReadonlyArray<JobLogLineFragment>, readonly issues: ReadonlyArray<JobLogIssueFragment> } | null };

export const JobDocument = 'fragment JobDetail on Job { __typename id providerJobId provider source { name provider region } name kind definition status rawStatus statusSource isTerminal statusMessage createdAt startedAt updatedAt endedAt durationSeconds progress { total succeeded failed fraction } failures { code message subject } consoleUrl fetchedAt ... on AirflowDagRun { dagId dagDisplayName runType triggeredBy logicalDate dataIntervalStart dataIntervalEnd queuedAt bundleVersion dagVersions { versionNumber bundleName bundleVersion createdAt } partitionKey tasks { taskId mapIndex status rawStatus startedAt endedAt tryNumber maxTries operator pool queue } } ... on AwsBatchJob { arn queueName jobDefinition priority shareIdentifier maxAttempts attemptTimeoutSeconds attempts { startedAt endedAt statusReason exitCode reason logStreamName taskArn } array { size index statusCounts { status count } countedAt } multiNode { nodeIndex isMainNode nodeCount mainNodeIndex } dependsOn { jobId type } containers { name image exitCode reason logStreamName } environmentVariables { name valueFrom type container } resources { key value } roleArn executionRoleArn platforms tags { key value } } ... on CloudRunExecution { jobName uid deletionRequestedAt taskCount parallelism taskCounts { running succeeded failed cancelled retried } maxRetries taskTimeoutSeconds serviceAccount executionEnvironment accelerator imageEncryptionKey launchStage labels { key value } conditions { type state reason message severity changedAt } containers { name image exitCode reason logStreamName } environmentVariables { name valueFrom type container } resources { key value } logUrl } ... on CodeBuildBuild { arn projectName buildNumber currentPhase phases { type status rawStatus startedAt endedAt durationSeconds } initiator sourceVersion resolvedSourceVersion buildSource { type location identifier cloneDepth } secondarySources { type location identifier cloneDepth } environment { type image computeType isPrivileged } environmentVariables { name valueFrom type container } exportedEnvironmentVariables { name valueFrom type container } artifact { location identifier sha256 md5 } secondaryArtifacts { location identifier sha256 md5 } logs { groupName streamName url s3Url } roleArn timeoutMinutes queuedTimeoutMinutes buildBatchArn reportArns debugSessionEnabled } ... on CodePipelineJob { accountId actionType { category owner provider version } configuration { key } hasContinuationToken encryptionKey { id type } inputArtifacts { name revision locationType location { bucket key region } } outputArtifacts { name revision locationType location { bucket key region } } pipeline { name arn executionId stage action actionExecutionId } actionExecution { status rawStatus startedAt updatedAt externalExecutionId externalExecutionSummary externalExecutionUrl errorCode errorMessage } } ... on CosBatchJob { description priority confirmationRequired roleArn suspendedAt suspendedCause manifest { format fields objectArn objectVersionId etag } operation { name ... on CosPutObjectCopyOperation { targetResource storageClass cannedAccessControlList accessControlDirective accessControlGrants { granteeIdentifier granteeType granteeDisplayName permission } metadataDirective sseAlgorithm userMetadata { key value } cacheControl contentDisposition contentEncoding contentType httpExpiresDate prefixReplace resourcesPrefix targetKeyPrefix modifiedSinceConstraint unmodifiedSinceConstraint taggingDirective newObjectTagging { key value } } ... on CosInitiateRestoreObjectOperation { expirationInDays jobTier } } report { bucket enabled format prefix scope } } ... on DatabricksJobRun { jobId jobRunId originalAttemptRunId attempt description trigger schedule scheduleTimezone terminationType queueReason queueMilliseconds setupMilliseconds executionMilliseconds cleanupMilliseconds runMilliseconds clusterId performanceTarget gitSource { url provider branch tag commit } tasks { taskKey runId type status rawStatus startedAt endedAt attempt dependsOn clusterId url } } ... on GitHubActionsRun { repository runNumber attempt event workflowId workflowPath branch commitSha commitMessage headRepository checkSuiteId jobs { jobId name status rawStatus startedAt endedAt url runnerName labels } } ... on GlueJobRun { jobName attempt previousRunId triggerName jobMode executionSeconds timeoutMinutes isQueuingEnabled glueVersion workerType workerCount maxCapacity dpuSeconds executionClass maintenanceWindow usageProfile notifyDelayMinutes logGroupName stateDetail } ... on ImportExportJob { direction progressCode locationCode location logBucket logKey errorCount warningMessage } ... on KubernetesJob { namespace resourceVersion labels { key value } controller { apiVersion kind name uid } parallelism completions completionMode backoffLimit backoffLimitPerIndex maxFailedIndexes activeDeadlineSeconds ttlSecondsAfterFinished isSuspended managedBy serviceAccountName deletionRequestedAt pods { active ready succeeded failed terminating } completedIndexes failedIndexes conditions { type status reason message changedAt } containers { name image exitCode reason logStreamName } environmentVariables { name valueFrom type container } } ... on OmicsReferenceImportJob { referenceStoreId roleArn sources { status rawStatus statusMessage sourceFile name description referenceId tags { key value } } } ... on PanoramaPackageImportJob { importType jobTags { resourceType tags { key value } } input { bucket key region } outputPackage { packageName packageVersion markLatest } output { packageId packageVersion patchVersion location { bucket key region } } } ... on S3BatchJob { arn description priority confirmationRequired roleArn suspendedAt suspendedCause activeSeconds manifest { format fields objectArn objectVersionId etag } manifestGenerator { sourceBucketArn isWritten outputBucketArn outputPrefix filter { eligibleForReplication replicationStatuses createdAfter createdBefore keyPrefixes keySuffixes keySubstrings sizeGreaterThanBytes sizeLessThanBytes storageClasses } } generatedManifest { format fields objectArn objectVersionId etag } operation { name ... on S3LambdaInvokeOperation { functionArn invocationSchemaVersion } ... on S3PutObjectCopyOperation { targetResource targetKeyPrefix storageClass cannedAccessControlList accessControlGrants { granteeType granteeIdentifier permission } metadataDirective userMetadata { key value } cacheControl contentDisposition contentEncoding contentLanguage contentType httpExpiresAt newObjectTagging { key value } redirectLocation requesterPays modifiedSince unmodifiedSince sseAlgorithm kmsKeyId isBucketKeyEnabled objectLockLegalHoldStatus objectLockMode objectLockRetainUntil checksumAlgorithm } ... on S3PutObjectAclOperation { cannedAccessControlList accessControlGrants { granteeType granteeIdentifier permission } } ... on S3PutObjectTaggingOperation { tags { key value } } ... on S3InitiateRestoreObjectOperation { expirationInDays jobTier } ... on S3PutObjectLegalHoldOperation { status } ... on S3PutObjectRetentionOperation { mode retainUntil bypassesGovernance } ... on S3ComputeObjectChecksumOperation { checksumAlgorithm checksumType } ... on S3UpdateObjectEncryptionOperation { kmsKeyArn isBucketKeyEnabled } } report { bucketArn enabled format prefix scope } } ... on SageMakerTrainingJob { arn secondaryStatus transitions { status startedAt endedAt message } trainingSeconds billableSeconds roleArn algorithm { name image inputMode } containers { name image exitCode reason logStreamName } environmentVariables { name valueFrom type container } inputs { channel location type contentType } outputPath modelArtifacts resourceConfig { instanceType instanceCount volumeSizeGb instanceGroups { name instanceType instanceCount } } maxRuntimeSeconds maxWaitSeconds maxPendingSeconds maxRetryAttempts isSpot isNetworkIsolated checkpointPath metrics { name value at } steps { currentStep stepsPerEpoch currentEpoch maxEpochs } tuningJobArn autoMlJobArn labelingJobArn experimentName trialName } ... on StepFunctionsExecution { arn stateMachineArn stateMachineVersionArn stateMachineAliasArn mapRunArn redriveCount redrivenAt redriveStatus traceHeader } } query Job($id: ID!) { job(id: $id) { ...JobDetail } }' as TypedText<JobQuery, JobQueryVariables>;

export const JobsByIdDocument = 'fragment JobRow on Job { __typename id providerJobId provider source { name provider region } name kind status rawStatus isTerminal statusMessage createdAt updatedAt endedAt progress { total succeeded failed fraction } } query JobsById($ids: [ID!]!) { jobsById(ids: $ids) { ...JobRow } }' as TypedText<JobsByIdQuery, JobsByIdQueryVariables>;

export const JobPageDocument = 'fragment JobRow on Job { __typename id providerJobId provider source { name provider region } name kind status rawStatus isTerminal statusMessage createdAt updatedAt endedAt progress { total succeeded failed fraction } } fragment JobIssue on JobSourceIssue { source { name provider region } code message isRetryable jobId } query JobPage($first: Int, $after: String, $orderBy: JobOrder, $filter: JobFilter) { jobs(first: $first, after: $after, orderBy: $orderBy, filter: $filter) { nodes { ...JobRow } pageInfo { hasNextPage endCursor } issues { ...JobIssue } } }' as TypedText<JobPageQuery, JobPageQueryVariables>;

export const JobsByProviderJobIdDocument = 'fragment JobRow on Job { __typename id providerJobId provider source { name provider region } name kind status rawStatus isTerminal statusMessage createdAt updatedAt endedAt progress { total succeeded failed fraction } } fragment JobIssue on JobSourceIssue { source { name provider region } code message isRetryable jobId } query JobsByProviderJobId($providerJobId: ID!, $providers: [JobProvider!]) { jobsByProviderJobId(providerJobId: $providerJobId, providers: $providers) { jobs { ...JobRow } issues { ...JobIssue } } }' as TypedText<JobsByProviderJobIdQuery, JobsByProviderJobIdQueryVariables>;

export const JobStatsDocument = 'fragment JobIssue on JobSourceIssue { source { name provider region } code message isRetryable jobId } fragment JobCountsByStatus on JobStatusCount { status count } fragment JobTotal on JobCount { value isLowerBound } query JobStats($filter: JobFilter) { jobStats(filter: $filter) { total { ...JobTotal } byStatus { ...JobCountsByStatus } bySource { source { name provider region } total { ...JobTotal } byStatus { ...JobCountsByStatus } newestCreatedAt } issues { ...JobIssue } fetchedAt } }' as TypedText<JobStatsQuery, JobStatsQueryVariables>;

export const JobSourcesDocument = 'query JobSources { jobSources { name provider region lifecycle canList listsStatus consoleUrl health { state } } }' as TypedText<JobSourcesQuery, JobSourcesQueryVariables>;

export const JobViewerDocument = 'query JobViewer { jobViewer { subject scopes expiresAt } }' as TypedText<JobViewerQuery, JobViewerQueryVariables>;

export const JobUpdatedDocument = 'fragment JobRow on Job { __typename id providerJobId provider source { name provider region } name kind status rawStatus isTerminal statusMessage createdAt updatedAt endedAt progress { total succeeded failed fraction } } subscription JobUpdated($ids: [ID!]!) { jobUpdated(ids: $ids) { ...JobRow } }' as TypedText<JobUpdatedSubscription, JobUpdatedSubscriptionVariables>;

export const JobListUpdatedDocument = 'fragment JobRow on Job { __typename id providerJobId provider source { name provider region } name kind status rawStatus isTerminal statusMessage createdAt updatedAt endedAt progress { total succeeded failed fraction } } fragment JobIssue on JobSourceIssue { source { name provider region } code message isRetryable jobId } subscription JobListUpdated($first: Int, $filter: JobFilter) { jobsUpdated(first: $first, filter: $filter) { kind job { ...JobRow } issues { ...JobIssue } } }' as TypedText<JobListUpdatedSubscription, JobListUpdatedSubscriptionVariables>;

export const JobLogPageDocument = 'fragment JobLogPart on JobLogPart { key name kind group attempt status exitCode reason failedStep startedAt endedAt isComplete url } fragment JobLogLine on JobLogLine { time text kind isTruncated cursor } fragment JobLogIssue on JobLogIssue { code message isRetryable part } query JobLogPage($id: ID!, $part: ID, $first: Int, $after: String, $last: Int, $before: String, $since: DateTime) { jobLog( id: $id part: $part first: $first after: $after last: $last before: $before since: $since ) { parts { ...JobLogPart } part { ...JobLogPart } lines { ...JobLogLine } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } issues { ...JobLogIssue } fetchedAt } }' as TypedText<JobLogPageQuery, JobLogPageQueryVariables>;

export const JobLogAppendedDocument = 'fragment JobLogPart on JobLogPart { key name kind group attempt status exitCode reason failedStep startedAt endedAt isComplete url } fragment JobLogLine on JobLogLine { time text kind isTruncated cursor } fragment JobLogIssue on JobLogIssue { code message isRetryable part } subscription JobLogAppended($id: ID!, $part: ID, $after: String, $last: Int) { jobLogAppended(id: $id, part: $part, after: $after, last: $last) { part { ...JobLogPart } lines { ...JobLogLine } endCursor hasGap issues { ...JobLogIssue } } }' as TypedText<JobLogAppendedSubscription, JobLogAppendedSubscriptionVariables>;