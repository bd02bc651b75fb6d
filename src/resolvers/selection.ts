/** What resolvers are told of the operation's selection. The limits on its cost read the same. */
import type { GraphQLResolveInfo } from 'graphql';
import type { RequestedFields } from '../jobs/reading/plan.ts';

/** What an operation selects of the jobs of its root fields, in the terms of data sources. */
export interface OperationSelection {
  /**
   * The fields that are selected of the field's jobs of this concrete type, without those that the viewer may not see.
   * If one field of the answer holds the jobs, it is the same object each time, because it is used as a key of caches.
   */
  readonly requested: (info: GraphQLResolveInfo, typeName: string) => RequestedFields;
  /** Whether a field of this name is selected of what the field answers. */
  readonly selects: (info: GraphQLResolveInfo, name: string) => boolean;
}

/** The selection of one root field's jobs. */
export interface SelectedJobs {
  /** By the name of the concrete type. */
  readonly requested: (typeName: string) => RequestedFields;
  readonly selects: (name: string) => boolean;
}

/**
 * Where the jobs of a root field stand in its answer, as paths below it; in all other root fields they are the answer. Each
 * of the first events of `jobsUpdated` is a job of the list.
 */
export const jobPaths: Readonly<Record<string, readonly (readonly string[])[]>> = {
  jobs: [['nodes'], ['edges', 'node']],
  jobsUpdated: [['job']],
  jobsByProviderJobId: [['jobs']],
};
