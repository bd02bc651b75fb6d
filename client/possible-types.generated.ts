/** Made of the SDL: npm run generate. */

/** The concrete types of each interface and union: `possibleTypes` of Apollo Client's `InMemoryCache`. */
export const possibleTypes: Record<string, string[]> = {
  "Job": [
    "AirflowDagRun",
    "AwsBatchJob",
    "CodeBuildBuild",
    "CodePipelineJob",
    "CosBatchJob",
    "GitHubActionsRun",
    "GlueJobRun",
    "ImportExportJob",
    "KubernetesJob",
    "OmicsReferenceImportJob",
    "PanoramaPackageImportJob",
    "SageMakerTrainingJob",
    "StepFunctionsExecution"
  ],
  "CosBatchOperation": [
    "CosInitiateRestoreObjectOperation",
    "CosOtherOperation",
    "CosPutObjectCopyOperation"
  ]
};
