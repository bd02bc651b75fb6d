import { fromSecondRead } from '../second-read.ts';
import type { AirflowDagRunResolvers } from '../types.generated.ts';

/** If the run's tasks could not be read, each field that depends on them is null, with the error. */
export const AirflowDagRun: AirflowDagRunResolvers = {
  tasks: (run, _args, context) => fromSecondRead(run, run.tasksError, context, run.tasks),
  progress: (run, _args, context) => fromSecondRead(run, run.tasksError, context, run.progress),
  failures: (run, _args, context) => fromSecondRead(run, run.tasksError, context, run.failures),
};
