/** Made of the SDL: npm run generate. */

/** The concrete types of each interface and union: `possibleTypes` of Apollo Client's `InMemoryCache`. */
export const possibleTypes: Record<string, string[]> = {
  "Job": [
    "AirflowDagRun",
    "AwsBatchJob",
    "CloudRunExecution",
    "CodeBuildBuild",
    "CodePipelineJob",
    "CosBatchJob",
    "DatabricksJobRun",
    "GitHubActionsRun",
    "GlueJobRun",
    "ImportExportJob",
    "KubernetesJob",
    "OmicsReferenceImportJob",
    "PanoramaPackageImportJob",
    "S3BatchJob",
    "SageMakerTrainingJob",
    "StepFunctionsExecution"
  ],
  "CosBatchOperation": [
    "CosInitiateRestoreObjectOperation",
    "CosOtherOperation",
    "CosPutObjectCopyOperation"
  ],
  "S3BatchOperation": [
    "S3ComputeObjectChecksumOperation",
    "S3InitiateRestoreObjectOperation",
    "S3LambdaInvokeOperation",
    "S3OtherOperation",
    "S3PutObjectAclOperation",
    "S3PutObjectCopyOperation",
    "S3PutObjectLegalHoldOperation",
    "S3PutObjectRetentionOperation",
    "S3PutObjectTaggingOperation",
    "S3UpdateObjectEncryptionOperation"
  ]
};
