/** Made of the SDL: npm run generate. */
import type { JobFacts } from '../../provider/contract/job.ts';

export interface GlueJobRunFacts extends JobFacts {
  readonly jobName: string;
  readonly attempt: number | null;
  readonly previousRunId: string | null;
  readonly triggerName: string | null;
  readonly jobMode: string | null;
  readonly executionSeconds: number | null;
  readonly timeoutMinutes: number | null;
  readonly isQueuingEnabled: boolean | null;
  readonly glueVersion: string | null;
  readonly workerType: string | null;
  readonly workerCount: number | null;
  readonly maxCapacity: number | null;
  readonly dpuSeconds: number | null;
  readonly executionClass: string | null;
  readonly maintenanceWindow: string | null;
  readonly usageProfile: string | null;
  readonly notifyDelayMinutes: number | null;
  readonly logGroupName: string | null;
  readonly stateDetail: string | null;
}
