/** Made of the SDL: npm run generate. */
import * as operations from '../graph/graphql.generated.ts';

/** By type of job: where each protected field stands, the scopes that it needs, and the operation that asks for it alone. */
export const protectedFields = {
  AirflowDagRun: [
    { path: ["triggeringUserName"], scopes: ["job:sensitive"], document: operations.ConsoleRevealAirflowDagRunTriggeringUserNameDocument },
    { path: ["confJson"], scopes: ["job:credentials"], document: operations.ConsoleRevealAirflowDagRunConfJsonDocument },
    { path: ["note"], scopes: ["job:sensitive"], document: operations.ConsoleRevealAirflowDagRunNoteDocument },
  ],
  AwsBatchJob: [
    { path: ["containers","command"], scopes: ["job:credentials"], document: operations.ConsoleRevealAwsBatchJobContainersCommandDocument },
    { path: ["environmentVariables","value"], scopes: ["job:credentials"], document: operations.ConsoleRevealAwsBatchJobEnvironmentVariablesValueDocument },
    { path: ["parameters"], scopes: ["job:credentials"], document: operations.ConsoleRevealAwsBatchJobParametersDocument },
  ],
  CloudRunExecution: [
    { path: ["creator"], scopes: ["job:sensitive"], document: operations.ConsoleRevealCloudRunExecutionCreatorDocument },
    { path: ["containers","command"], scopes: ["job:credentials"], document: operations.ConsoleRevealCloudRunExecutionContainersCommandDocument },
    { path: ["environmentVariables","value"], scopes: ["job:credentials"], document: operations.ConsoleRevealCloudRunExecutionEnvironmentVariablesValueDocument },
  ],
  CodeBuildBuild: [
    { path: ["buildspec"], scopes: ["job:sensitive"], document: operations.ConsoleRevealCodeBuildBuildBuildspecDocument },
    { path: ["environmentVariables","value"], scopes: ["job:credentials"], document: operations.ConsoleRevealCodeBuildBuildEnvironmentVariablesValueDocument },
    { path: ["exportedEnvironmentVariables","value"], scopes: ["job:credentials"], document: operations.ConsoleRevealCodeBuildBuildExportedEnvironmentVariablesValueDocument },
    { path: ["debugSessionTarget"], scopes: ["job:credentials"], document: operations.ConsoleRevealCodeBuildBuildDebugSessionTargetDocument },
  ],
  CodePipelineJob: [
    { path: ["configuration","value"], scopes: ["job:credentials"], document: operations.ConsoleRevealCodePipelineJobConfigurationValueDocument },
    { path: ["artifactCredentials"], scopes: ["job:credentials"], document: operations.ConsoleRevealCodePipelineJobArtifactCredentialsDocument },
    { path: ["continuationToken"], scopes: ["job:credentials"], document: operations.ConsoleRevealCodePipelineJobContinuationTokenDocument },
  ],
  CosBatchJob: [
    { path: ["clientRequestToken"], scopes: ["job:sensitive"], document: operations.ConsoleRevealCosBatchJobClientRequestTokenDocument },
  ],
  DatabricksJobRun: [
    { path: ["creatorUserName"], scopes: ["job:sensitive"], document: operations.ConsoleRevealDatabricksJobRunCreatorUserNameDocument },
    { path: ["jobParameters"], scopes: ["job:credentials"], document: operations.ConsoleRevealDatabricksJobRunJobParametersDocument },
    { path: ["overridingParametersJson"], scopes: ["job:credentials"], document: operations.ConsoleRevealDatabricksJobRunOverridingParametersJsonDocument },
  ],
  GitHubActionsRun: [
    { path: ["commitAuthorName"], scopes: ["job:sensitive"], document: operations.ConsoleRevealGitHubActionsRunCommitAuthorNameDocument },
    { path: ["commitAuthorEmail"], scopes: ["job:sensitive"], document: operations.ConsoleRevealGitHubActionsRunCommitAuthorEmailDocument },
    { path: ["actor"], scopes: ["job:sensitive"], document: operations.ConsoleRevealGitHubActionsRunActorDocument },
    { path: ["triggeringActor"], scopes: ["job:sensitive"], document: operations.ConsoleRevealGitHubActionsRunTriggeringActorDocument },
  ],
  GlueJobRun: [
    { path: ["arguments"], scopes: ["job:credentials"], document: operations.ConsoleRevealGlueJobRunArgumentsDocument },
    { path: ["securityConfiguration"], scopes: ["job:sensitive"], document: operations.ConsoleRevealGlueJobRunSecurityConfigurationDocument },
    { path: ["sessionPolicyJson"], scopes: ["job:sensitive"], document: operations.ConsoleRevealGlueJobRunSessionPolicyJsonDocument },
  ],
  ImportExportJob: [
    { path: ["locationMessage"], scopes: ["job:sensitive"], document: operations.ConsoleRevealImportExportJobLocationMessageDocument },
    { path: ["carrier"], scopes: ["job:sensitive"], document: operations.ConsoleRevealImportExportJobCarrierDocument },
    { path: ["trackingNumber"], scopes: ["job:sensitive"], document: operations.ConsoleRevealImportExportJobTrackingNumberDocument },
    { path: ["shippingAddress"], scopes: ["job:sensitive"], document: operations.ConsoleRevealImportExportJobShippingAddressDocument },
    { path: ["signature"], scopes: ["job:credentials"], document: operations.ConsoleRevealImportExportJobSignatureDocument },
    { path: ["signatureFileContents"], scopes: ["job:credentials"], document: operations.ConsoleRevealImportExportJobSignatureFileContentsDocument },
    { path: ["manifestText"], scopes: ["job:credentials","job:sensitive"], document: operations.ConsoleRevealImportExportJobManifestTextDocument },
    { path: ["artifacts"], scopes: ["job:credentials"], document: operations.ConsoleRevealImportExportJobArtifactsDocument },
  ],
  KubernetesJob: [
    { path: ["containers","command"], scopes: ["job:credentials"], document: operations.ConsoleRevealKubernetesJobContainersCommandDocument },
    { path: ["environmentVariables","value"], scopes: ["job:credentials"], document: operations.ConsoleRevealKubernetesJobEnvironmentVariablesValueDocument },
  ],
  OmicsReferenceImportJob: [
  ],
  PanoramaPackageImportJob: [
    { path: ["clientToken"], scopes: ["job:sensitive"], document: operations.ConsoleRevealPanoramaPackageImportJobClientTokenDocument },
  ],
  S3BatchJob: [
    { path: ["userArguments"], scopes: ["job:credentials"], document: operations.ConsoleRevealS3BatchJobUserArgumentsDocument },
  ],
  SageMakerTrainingJob: [
    { path: ["containers","command"], scopes: ["job:credentials"], document: operations.ConsoleRevealSageMakerTrainingJobContainersCommandDocument },
    { path: ["environmentVariables","value"], scopes: ["job:credentials"], document: operations.ConsoleRevealSageMakerTrainingJobEnvironmentVariablesValueDocument },
    { path: ["hyperParameters"], scopes: ["job:credentials"], document: operations.ConsoleRevealSageMakerTrainingJobHyperParametersDocument },
  ],
  StepFunctionsExecution: [
    { path: ["inputJson"], scopes: ["job:credentials"], document: operations.ConsoleRevealStepFunctionsExecutionInputJsonDocument },
    { path: ["outputJson"], scopes: ["job:credentials"], document: operations.ConsoleRevealStepFunctionsExecutionOutputJsonDocument },
    { path: ["redriveStatusReason"], scopes: ["job:sensitive"], document: operations.ConsoleRevealStepFunctionsExecutionRedriveStatusReasonDocument },
    { path: ["error"], scopes: ["job:sensitive"], document: operations.ConsoleRevealStepFunctionsExecutionErrorDocument },
    { path: ["cause"], scopes: ["job:sensitive"], document: operations.ConsoleRevealStepFunctionsExecutionCauseDocument },
  ],
} as const;

/** By type and field, those that are more than text: instants, addresses, statuses, and words of an enumeration. */
export const fieldKinds = {
  "AirflowDagRun": {
    "provider": "word",
    "status": "status",
    "statusSource": "word",
    "createdAt": "time",
    "startedAt": "time",
    "updatedAt": "time",
    "endedAt": "time",
    "consoleUrl": "url",
    "fetchedAt": "time",
    "logicalDate": "time",
    "dataIntervalStart": "time",
    "dataIntervalEnd": "time",
    "queuedAt": "time"
  },
  "AirflowDagVersion": {
    "createdAt": "time"
  },
  "AirflowTaskInstance": {
    "status": "status",
    "startedAt": "time",
    "endedAt": "time"
  },
  "AwsBatchArray": {
    "countedAt": "time"
  },
  "AwsBatchAttempt": {
    "startedAt": "time",
    "endedAt": "time"
  },
  "AwsBatchJob": {
    "provider": "word",
    "status": "status",
    "statusSource": "word",
    "createdAt": "time",
    "startedAt": "time",
    "updatedAt": "time",
    "endedAt": "time",
    "consoleUrl": "url",
    "fetchedAt": "time"
  },
  "CloudRunCondition": {
    "changedAt": "time"
  },
  "CloudRunExecution": {
    "provider": "word",
    "status": "status",
    "statusSource": "word",
    "createdAt": "time",
    "startedAt": "time",
    "updatedAt": "time",
    "endedAt": "time",
    "consoleUrl": "url",
    "fetchedAt": "time",
    "deletionRequestedAt": "time",
    "logUrl": "url"
  },
  "CodeBuildBuild": {
    "provider": "word",
    "status": "status",
    "statusSource": "word",
    "createdAt": "time",
    "startedAt": "time",
    "updatedAt": "time",
    "endedAt": "time",
    "consoleUrl": "url",
    "fetchedAt": "time"
  },
  "CodeBuildLogs": {
    "url": "url",
    "s3Url": "url"
  },
  "CodeBuildPhase": {
    "status": "status",
    "startedAt": "time",
    "endedAt": "time"
  },
  "CodePipelineActionExecution": {
    "status": "status",
    "startedAt": "time",
    "updatedAt": "time",
    "externalExecutionUrl": "url"
  },
  "CodePipelineJob": {
    "provider": "word",
    "status": "status",
    "statusSource": "word",
    "createdAt": "time",
    "startedAt": "time",
    "updatedAt": "time",
    "endedAt": "time",
    "consoleUrl": "url",
    "fetchedAt": "time"
  },
  "CosBatchJob": {
    "provider": "word",
    "status": "status",
    "statusSource": "word",
    "createdAt": "time",
    "startedAt": "time",
    "updatedAt": "time",
    "endedAt": "time",
    "consoleUrl": "url",
    "fetchedAt": "time",
    "suspendedAt": "time"
  },
  "DatabricksJobRun": {
    "provider": "word",
    "status": "status",
    "statusSource": "word",
    "createdAt": "time",
    "startedAt": "time",
    "updatedAt": "time",
    "endedAt": "time",
    "consoleUrl": "url",
    "fetchedAt": "time"
  },
  "DatabricksRunTask": {
    "status": "status",
    "startedAt": "time",
    "endedAt": "time",
    "url": "url"
  },
  "GitHubActionsRun": {
    "provider": "word",
    "status": "status",
    "statusSource": "word",
    "createdAt": "time",
    "startedAt": "time",
    "updatedAt": "time",
    "endedAt": "time",
    "consoleUrl": "url",
    "fetchedAt": "time"
  },
  "GitHubActionsRunJob": {
    "status": "status",
    "startedAt": "time",
    "endedAt": "time",
    "url": "url"
  },
  "GlueJobRun": {
    "provider": "word",
    "status": "status",
    "statusSource": "word",
    "createdAt": "time",
    "startedAt": "time",
    "updatedAt": "time",
    "endedAt": "time",
    "consoleUrl": "url",
    "fetchedAt": "time"
  },
  "ImportExportArtifact": {
    "url": "url"
  },
  "ImportExportJob": {
    "provider": "word",
    "status": "status",
    "statusSource": "word",
    "createdAt": "time",
    "startedAt": "time",
    "updatedAt": "time",
    "endedAt": "time",
    "consoleUrl": "url",
    "fetchedAt": "time",
    "direction": "word",
    "location": "word"
  },
  "JobSource": {
    "provider": "word",
    "lifecycle": "word",
    "consoleUrl": "url"
  },
  "JobSourceHealth": {
    "state": "word",
    "lastSuccessAt": "time",
    "lastErrorAt": "time",
    "lastErrorCode": "word",
    "lastErrorCause": "word",
    "checkedAt": "time"
  },
  "JobSourcePushes": {
    "state": "word",
    "lastEventAt": "time",
    "lastErrorAt": "time"
  },
  "KubernetesCondition": {
    "changedAt": "time"
  },
  "KubernetesJob": {
    "provider": "word",
    "status": "status",
    "statusSource": "word",
    "createdAt": "time",
    "startedAt": "time",
    "updatedAt": "time",
    "endedAt": "time",
    "consoleUrl": "url",
    "fetchedAt": "time",
    "completionMode": "word",
    "deletionRequestedAt": "time"
  },
  "OmicsReferenceImportJob": {
    "provider": "word",
    "status": "status",
    "statusSource": "word",
    "createdAt": "time",
    "startedAt": "time",
    "updatedAt": "time",
    "endedAt": "time",
    "consoleUrl": "url",
    "fetchedAt": "time"
  },
  "OmicsReferenceImportSource": {
    "status": "status"
  },
  "PanoramaPackageImportJob": {
    "provider": "word",
    "status": "status",
    "statusSource": "word",
    "createdAt": "time",
    "startedAt": "time",
    "updatedAt": "time",
    "endedAt": "time",
    "consoleUrl": "url",
    "fetchedAt": "time",
    "importType": "word"
  },
  "S3BatchJob": {
    "provider": "word",
    "status": "status",
    "statusSource": "word",
    "createdAt": "time",
    "startedAt": "time",
    "updatedAt": "time",
    "endedAt": "time",
    "consoleUrl": "url",
    "fetchedAt": "time",
    "suspendedAt": "time"
  },
  "S3BatchManifestFilter": {
    "createdAfter": "time",
    "createdBefore": "time"
  },
  "S3PutObjectCopyOperation": {
    "httpExpiresAt": "time",
    "modifiedSince": "time",
    "unmodifiedSince": "time",
    "objectLockRetainUntil": "time"
  },
  "S3PutObjectRetentionOperation": {
    "retainUntil": "time"
  },
  "SageMakerMetric": {
    "at": "time"
  },
  "SageMakerTrainingJob": {
    "provider": "word",
    "status": "status",
    "statusSource": "word",
    "createdAt": "time",
    "startedAt": "time",
    "updatedAt": "time",
    "endedAt": "time",
    "consoleUrl": "url",
    "fetchedAt": "time"
  },
  "SageMakerTransition": {
    "startedAt": "time",
    "endedAt": "time"
  },
  "StepFunctionsExecution": {
    "provider": "word",
    "status": "status",
    "statusSource": "word",
    "createdAt": "time",
    "startedAt": "time",
    "updatedAt": "time",
    "endedAt": "time",
    "consoleUrl": "url",
    "fetchedAt": "time",
    "redrivenAt": "time",
    "redriveStatus": "word"
  }
} as const;
