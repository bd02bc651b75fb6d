import { fromSecondRead } from '../second-read.ts';
import type { GitHubActionsRunResolvers } from '../types.generated.ts';

/** If the run's jobs could not be read, each field that depends on them is null, with the error. */
export const GitHubActionsRun: GitHubActionsRunResolvers = {
  jobs: (run, _args, context) => fromSecondRead(run, run.jobsError, context, run.jobs),
  progress: (run, _args, context) => fromSecondRead(run, run.jobsError, context, run.progress),
  failures: (run, _args, context) => fromSecondRead(run, run.jobsError, context, run.failures),
};
