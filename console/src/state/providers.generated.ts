/** Made of the registry: npm run generate. */

/** The providers' names for people, by their words in the graph. */
export const providerNames = {
  AIRFLOW: 'Apache Airflow',
  AWS_BATCH: 'AWS Batch',
  CLOUD_RUN: 'Google Cloud Run',
  CODEBUILD: 'AWS CodeBuild',
  CODEPIPELINE: 'AWS CodePipeline',
  COS_BATCH: 'Tencent Cloud COS',
  DATABRICKS: 'Databricks',
  GITHUB_ACTIONS: 'GitHub Actions',
  GLUE: 'AWS Glue',
  HEALTHOMICS: 'AWS HealthOmics',
  IMPORT_EXPORT: 'AWS Import/Export',
  KUBERNETES: 'Kubernetes',
  PANORAMA: 'AWS Panorama',
  S3_BATCH: 'Amazon S3 Batch Operations',
  SAGEMAKER: 'Amazon SageMaker',
  STEP_FUNCTIONS: 'AWS Step Functions',
} as const;
