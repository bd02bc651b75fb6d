import type { JobSourceResolvers } from './types.generated.ts';

/** The health of a source is computed when it is selected. */
export const JobSource: JobSourceResolvers = {
  id: ({ name }) => name,
  readsLogs: ({ logs }) => logs.isOpen,
  health: (source) => ({ ...source.health(), pushes: source.pushes?.health() ?? null }),
};
