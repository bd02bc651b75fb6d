/** The events of AWS Step Functions. https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html */
import type { EventfulState } from '../kit/events.ts';
import type { EmulatedExecution } from './emulator.ts';

export function toExecutionState({ executionArn, stateMachineArn, status }: EmulatedExecution): EventfulState {
  return {
    id: executionArn,
    state: status,
    event: {
      source: 'aws.states',
      'detail-type': 'Step Functions Execution Status Change',
      detail: { executionArn, stateMachineArn, status },
    },
  };
}
