import { revealField } from '../reveal-field.ts';
import type { CodePipelineConfigurationEntryResolvers } from '../types.generated.ts';

export const CodePipelineConfigurationEntry: CodePipelineConfigurationEntryResolvers = {
  value: ({ jobId, value }, _args, context, info) => revealField(value, jobId, context, info),
};
