/** The events of AWS CodePipeline. https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html */
import type { EventfulState } from '../kit/events.ts';
import type { CodePipelineEmulatedExecution } from './emulator.ts';

/** The states of events, by the statuses of executions. */
const states = new Map<unknown, string>([
  ['InProgress', 'STARTED'],
  ['Succeeded', 'SUCCEEDED'],
  ['Failed', 'FAILED'],
  ['Abandoned', 'ABANDONED'],
]);

export function toActionState({ actionExecutionId, status }: CodePipelineEmulatedExecution): EventfulState {
  const state = states.get(status) ?? 'STARTED';
  return {
    id: actionExecutionId,
    state,
    event: {
      source: 'aws.codepipeline',
      'detail-type': 'CodePipeline Action Execution State Change',
      detail: { 'action-execution-id': actionExecutionId, state, type: { owner: 'Custom', category: 'Test' } },
    },
  };
}
