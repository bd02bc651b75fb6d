import { ProviderError } from '../../errors/errors.ts';
import type { GatewayContext } from '../context.ts';
import { toGraphQLError } from '../graphql-errors.ts';
import type { JobNodeOf } from '../nodes.ts';
import type { GitHubActionsRunResolvers } from '../types.generated.ts';

/** What a run's jobs tell is null, each field with the error, if they could not be read. */
export const GitHubActionsRun: GitHubActionsRunResolvers = {
  jobs: (run, _args, context) => fromJobs(run, context, run.jobs),
  progress: (run, _args, context) => fromJobs(run, context, run.progress),
  failures: (run, _args, context) => fromJobs(run, context, run.failures),
};

function fromJobs<T>(
  { jobsError, source }: JobNodeOf<'GitHubActionsRun'>,
  { readContext }: GatewayContext,
  value: T,
): T {
  if (jobsError === null) return value;
  const error = new ProviderError(jobsError.code, jobsError);
  readContext.tally?.failed(source.name, error);
  throw toGraphQLError(error, source);
}
