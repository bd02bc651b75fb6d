/** Made of the registry: npm run generate. */

/** The providers' names for people, by their words in the graph, kind by kind. */
export const providerNames = {
  AWS_BATCH: 'AWS Batch',
  CLOUD_RUN: 'Google Cloud Run',
  KUBERNETES: 'Kubernetes',
  CODEBUILD: 'AWS CodeBuild',
  CODEPIPELINE: 'AWS CodePipeline',
  STEP_FUNCTIONS: 'AWS Step Functions',
  GITHUB_ACTIONS: 'GitHub Actions',
  GLUE: 'AWS Glue',
  HEALTHOMICS: 'AWS HealthOmics',
  AIRFLOW: 'Apache Airflow',
  DATABRICKS: 'Databricks',
  PANORAMA: 'AWS Panorama',
  SAGEMAKER: 'Amazon SageMaker',
  IMPORT_EXPORT: 'AWS Import/Export',
  S3_BATCH: 'Amazon S3 Batch Operations',
  COS_BATCH: 'Tencent Cloud COS',
} as const;
