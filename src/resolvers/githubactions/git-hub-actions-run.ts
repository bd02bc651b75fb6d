import { ProviderError } from '../../errors/errors.ts';
import type { GatewayContext } from '../context.ts';
import { toGraphQLError } from '../graphql-errors.ts';
import type { JobNodeOf } from '../nodes.ts';
import type { GitHubActionsRunResolvers } from '../types.generated.ts';

/** If the run's jobs could not be read, each field that depends on them is null, with the error. */
export const GitHubActionsRun: GitHubActionsRunResolvers = {
  jobs: (run, _args, context) => fromJobs(run, context, run.jobs),
  progress: (run, _args, context) => fromJobs(run, context, run.progress),
  failures: (run, _args, context) => fromJobs(run, context, run.failures),
};

function fromJobs<T>(run: JobNodeOf<'GitHubActionsRun'>, { readContext }: GatewayContext, value: T): T {
  const { jobsError, source } = run;
  if (jobsError === null) return value;
  const error = new ProviderError(jobsError.code, jobsError);
  readContext.tally?.failed(source.name, error);
  throw toGraphQLError(error, run);
}
