import { revealField } from '../reveal-field.ts';
import type { CosBatchJobResolvers } from '../types.generated.ts';

export const CosBatchJob: CosBatchJobResolvers = {
  clientRequestToken: ({ id, secrets }, _args, context, info) =>
    revealField(secrets.clientRequestToken, id, context, info),
};
