import { revealField } from '../reveal-field.ts';
import type { CodePipelineConfigurationEntryResolvers } from '../types.generated.ts';

/** The value of an entry is protected. Revealing it is recorded for the audit log. */
export const CodePipelineConfigurationEntry: CodePipelineConfigurationEntryResolvers = {
  value: ({ jobId, value }, _args, context, info) => revealField(value, jobId, context, info),
};
