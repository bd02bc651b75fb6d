import { InputError } from '../errors.ts';
import { toGraphQLError } from './graphql-errors.ts';
import { findForEach } from './equal-keys.ts';
import { readJobConnection } from './jobs/connection.ts';
import { longestLists } from './longest-lists.ts';
import { readJobById } from './read-job.ts';
import type { QueryResolvers } from './types.generated.ts';

export const Query: QueryResolvers = {
  job: (_parent, { id }, context, info) => readJobById(id, context, info),

  jobsById: (_parent, { ids }, context, info) => {
    if (ids.length < 1 || ids.length > longestLists.jobsById) {
      throw toGraphQLError(
        new InputError(`\`ids\` must hold 1 to ${longestLists.jobsById} ids, but got ${ids.length}.`),
      );
    }
    // Each fails alone, a malformed id too: it is an error at its own place.
    return findForEach(ids, async (id) => readJobById(id, context, info));
  },

  jobs: (_parent, args, context, info) => readJobConnection(args, context, info),

  jobSources: (_parent, _args, { sources }) => [...sources.values()],
};
