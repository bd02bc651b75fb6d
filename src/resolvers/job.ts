import type { RegisteredProvider } from '../providers.ts';
import type { JobResolvers } from './types.generated.ts';

export const Job: JobResolvers = {
  __resolveType: ({ source }) => source.typeName as RegisteredProvider['typeName'],
};
