import { scopesOf } from '../auth/viewer.ts';
import { InputError } from '../errors/errors.ts';
import { toGraphQLError } from './graphql-errors.ts';
import { findForEach } from './equal-keys.ts';
import { findJobs } from './jobs/findings.ts';
import { readJobConnection } from './jobs/connection.ts';
import { readJobStats } from './jobs/stats.ts';
import { maxListLengths } from './max-list-lengths.ts';
import { asItem, createReadJob, readReference } from './read-job.ts';
import type { QueryResolvers } from './types.generated.ts';

export const Query: QueryResolvers = {
  job: (_parent, { id }, context, info) => createReadJob(context, info)(readReference(id, context)),

  jobsById: (_parent, { ids }, context, info) => {
    if (ids.length < 1 || ids.length > maxListLengths.jobsById) {
      throw toGraphQLError(
        new InputError(`\`ids\` must hold 1 to ${maxListLengths.jobsById} ids, but got ${ids.length}.`),
      );
    }
    // Each id fails separately, even a malformed one: the error is at its index.
    const read = createReadJob(context, info);
    return findForEach(ids, (id) => asItem(() => read(readReference(id, context))));
  },

  jobs: (_parent, args, context, info) => readJobConnection(args, context, info),

  jobsByProviderJobId: (_parent, args, context, info) => findJobs(args, context, info),

  jobStats: (_parent, args, context, info) => readJobStats(args, context, info),

  jobSources: (_parent, _args, { sources }) => [...sources.values()],

  jobViewer: (_parent, _args, { viewer }) => ({
    subject: viewer.subject,
    scopes: scopesOf(viewer),
    expiresAt: viewer.expiresAt?.toISOString() ?? null,
  }),
};
