import { revealField } from '../reveal-field.ts';
import type { PanoramaPackageImportJobResolvers } from '../types.generated.ts';

export const PanoramaPackageImportJob: PanoramaPackageImportJobResolvers = {
  clientToken: ({ id, secrets }, _args, context, info) => revealField(secrets.clientToken, id, context, info),
};
