/** Made of the SDL: npm run generate. */
import type { Instant, JobFacts } from '../../provider/contract/job.ts';

export interface StepFunctionsExecutionFacts extends JobFacts {
  readonly arn: string | null;
  readonly stateMachineArn: string | null;
  readonly stateMachineVersionArn: string | null;
  readonly stateMachineAliasArn: string | null;
  readonly mapRunArn: string | null;
  readonly redriveCount: number | null;
  readonly redrivenAt: Instant | null;
  readonly redriveStatus: StepFunctionsRedriveStatus | null;
  readonly traceHeader: string | null;
}

export type StepFunctionsRedriveStatus = 'REDRIVABLE' | 'NOT_REDRIVABLE' | 'REDRIVABLE_BY_MAP_RUN' | 'UNKNOWN';
