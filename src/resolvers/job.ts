import { typeNameOf } from './nodes.ts';
import type { JobResolvers } from './types.generated.ts';

export const Job: JobResolvers = {
  __resolveType: ({ provider }) => typeNameOf[provider],
};
