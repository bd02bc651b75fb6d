import { toGraphQLError } from '../graphql-errors.ts';
import { revealField } from '../reveal-field.ts';
import type { CodePipelineJobResolvers } from '../types.generated.ts';

export const CodePipelineJob: CodePipelineJobResolvers = {
  artifactCredentials: ({ id, secrets }, _args, context, info) =>
    revealField(secrets.artifactCredentials, id, context, info),
  continuationToken: ({ id, secrets }, _args, context, info) =>
    revealField(secrets.continuationToken, id, context, info),
  configuration: ({ id, configurationKeys, secrets }) =>
    configurationKeys?.map((key) => ({ jobId: id, key, value: secrets['configuration.value']?.get(key) })) ?? null,
  actionExecution: ({ actionExecution, actionExecutionError, source }) => {
    if (actionExecutionError !== null) throw toGraphQLError(actionExecutionError, source);
    return actionExecution;
  },
};
