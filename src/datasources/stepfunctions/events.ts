/** @see https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html */
import { readAfter, readStatusWord } from '../../provider/aws/events.ts';
import { toAwsPartition } from '../../provider/aws/hosts.ts';
import type { EventKind } from '../../provider/contract/events.ts';
import type { StepFunctionsSettings } from './settings.ts';

/** Executions of EXPRESS state machines have no events. */
export function toExecutionEvents({
  region,
  accountId,
}: Pick<StepFunctionsSettings, 'region' | 'accountId'>): readonly EventKind[] {
  const prefix = `arn:${toAwsPartition(region)}:states:${region}:${accountId}:execution:`;
  return [
    {
      source: 'aws.states',
      detailType: 'Step Functions Execution Status Change',
      toVerdict: (detail) => {
        const job = readAfter(detail, 'executionArn', prefix);
        return job === undefined ? 'foreign' : [{ job, word: readStatusWord(detail, 'status') }];
      },
    },
  ];
}
