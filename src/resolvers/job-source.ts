import type { JobSourceResolvers } from './types.generated.ts';

export const JobSource: JobSourceResolvers = {
  health: (source) => source.health(),
};
