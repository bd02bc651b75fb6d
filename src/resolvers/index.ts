/** Every resolver by the name of its type. A field that is not here is read from its parent by name. */
import { CodePipelineConfigurationEntry } from './codepipeline/code-pipeline-configuration-entry.ts';
import { CodePipelineJob } from './codepipeline/code-pipeline-job.ts';
import { CosBatchJob } from './cosbatch/cos-batch-job.ts';
import { CosBatchOperation } from './cosbatch/cos-batch-operation.ts';
import { ImportExportJob } from './importexport/import-export-job.ts';
import { Job } from './job.ts';
import { JobSource } from './job-source.ts';
import { PanoramaPackageImportJob } from './panorama/panorama-package-import-job.ts';
import { Query } from './query.ts';
import { BigIntScalar, DateTime, URLScalar } from './scalars.ts';
import { Subscription } from './subscription.ts';
import type { Resolvers } from './types.generated.ts';

export const resolvers: Resolvers = {
  BigInt: BigIntScalar,
  CodePipelineConfigurationEntry,
  CodePipelineJob,
  CosBatchJob,
  CosBatchOperation,
  DateTime,
  ImportExportJob,
  Job,
  JobSource,
  PanoramaPackageImportJob,
  Query,
  Subscription,
  URL: URLScalar,
};
