/** Every resolver by type name. A field without a resolver is read from its parent by name. */
import { AirflowDagRun } from './airflow/airflow-dag-run.ts';
import { CodePipelineConfigurationEntry } from './codepipeline/code-pipeline-configuration-entry.ts';
import { CodePipelineJob } from './codepipeline/code-pipeline-job.ts';
import { CosBatchOperation } from './cosbatch/cos-batch-operation.ts';
import { GitHubActionsRun } from './githubactions/git-hub-actions-run.ts';
import { JobSource } from './job-source.ts';
import { JobReasonStats, JobStats } from './job-stats.ts';
import { JobLog } from './logs/job-log.ts';
import { JobLogLine } from './logs/log-line.ts';
import { JobLogEvent } from './logs/log-updates.ts';
import { Query } from './query.ts';
import { BigIntScalar, DateTime, URLScalar } from './scalars.ts';
import { Subscription } from './subscription.ts';
import type { Resolvers } from './types.generated.ts';

/** All types that have resolvers. The schema refuses a resolver without a field in the SDL. */
export const resolvers: Resolvers = {
  AirflowDagRun,
  BigInt: BigIntScalar,
  CodePipelineConfigurationEntry,
  CodePipelineJob,
  CosBatchOperation,
  DateTime,
  GitHubActionsRun,
  JobLog,
  JobLogEvent,
  JobLogLine,
  JobReasonStats,
  JobSource,
  JobStats,
  Query,
  Subscription,
  URL: URLScalar,
};
