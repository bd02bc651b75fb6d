import type { CodePipelineSecrets } from '../../datasources/codepipeline/index.ts';
import { ProviderError } from '../../errors/errors.ts';
import { toGraphQLError } from '../graphql-errors.ts';
import type { CodePipelineJobResolvers } from '../types.generated.ts';

/** Pairs each configuration key with its secret value. `actionExecution` throws the error of its own read. */
export const CodePipelineJob: CodePipelineJobResolvers = {
  configuration: ({ id, configurationKeys, secrets }) => {
    const values = (secrets as CodePipelineSecrets)['configuration.value'];
    return configurationKeys?.map((key) => ({ jobId: id, key, value: values?.get(key) })) ?? null;
  },
  actionExecution: (job, _args, { readContext }) => {
    const { actionExecution, actionExecutionError, source } = job;
    if (actionExecutionError === null) return actionExecution;
    const error = new ProviderError(actionExecutionError.code, actionExecutionError);
    readContext.tally?.failed(source.name, error);
    throw toGraphQLError(error, job);
  },
};
