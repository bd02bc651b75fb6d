import { scopesOf } from '../auth/viewer.ts';
import { findForEach, requestOf } from './asked.ts';
import { readJobField, readJobsByIdField } from './root-fields.ts';
import { findJobs } from './jobs/findings.ts';
import { readJobConnection } from './jobs/connection.ts';
import { readJobStats } from './jobs/stats.ts';
import { readJobLog } from './logs/job-log.ts';
import { asItem, createReadJob, orThrow } from './read-job.ts';
import { checkSources } from './source-checks.ts';
import type { QueryResolvers } from './types.generated.ts';

/** The root fields of queries. */
export const Query: QueryResolvers = {
  job: (_parent, _args, context, info) => createReadJob(context, info)(requestOf(context, info, readJobField)),

  jobsById: (_parent, { ids }, context, info) => {
    const byId = requestOf(context, info, readJobsByIdField);
    const read = createReadJob(context, info);
    return findForEach(ids, (id) => asItem(() => read(orThrow(byId.get(id)))));
  },

  jobs: (_parent, _args, context, info) => readJobConnection(context, info),

  jobsByProviderJobId: (_parent, _args, context, info) => findJobs(context, info),

  jobStats: (_parent, _args, context, info) => readJobStats(context, info),

  jobSourceChecks: (_parent, _args, context, info) => checkSources(context, info),

  jobLog: (_parent, _args, context, info) => readJobLog(context, info),

  jobSources: (_parent, _args, { sources }) => [...sources.values()],

  jobViewer: (_parent, _args, { viewer }) => ({
    subject: viewer.subject,
    scopes: scopesOf(viewer),
    expiresAt: viewer.expiresAt?.toISOString() ?? null,
  }),
};
