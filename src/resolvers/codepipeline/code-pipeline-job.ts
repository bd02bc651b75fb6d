import type { CodePipelineSecrets } from '../../datasources/codepipeline/index.ts';
import { fromSecondRead } from '../second-read.ts';
import type { CodePipelineJobResolvers } from '../types.generated.ts';

/** Pairs each configuration key with its secret value. `actionExecution` throws the error of its own read. */
export const CodePipelineJob: CodePipelineJobResolvers = {
  configuration: ({ id, configurationKeys, secrets }) => {
    const values = (secrets as CodePipelineSecrets)['configuration.value'];
    return configurationKeys?.map((key) => ({ jobId: id, key, value: values?.get(key) })) ?? null;
  },
  actionExecution: (job, _args, context) => fromSecondRead(job, job.actionExecutionError, context, job.actionExecution),
};
