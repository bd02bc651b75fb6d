/** @see https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html */
import { readStatusWord } from '../../provider/aws/events.ts';
import { BadAnswer } from '../../provider/contract/adapter.ts';
import type { EventKind } from '../../provider/contract/events.ts';
import { readObject, readString, requireString } from '../../provider/decode/json-fields.ts';

/** The words of ListActionExecutions for the states of events. */
const statuses: ReadonlyMap<string | null, string> = new Map([
  ['STARTED', 'InProgress'],
  ['SUCCEEDED', 'Succeeded'],
  ['FAILED', 'Failed'],
  ['CANCELED', 'Abandoned'],
  ['ABANDONED', 'Abandoned'],
]);

const executionId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** @param statusFrom with `none` a job has no status that a word could be compared with */
export function toPipelineEvents(statusFrom: 'actionExecution' | 'none'): readonly EventKind[] {
  return [
    {
      source: 'aws.codepipeline',
      detailType: 'CodePipeline Action Execution State Change',
      toVerdict: (detail) => {
        const owner = readString(readObject(detail, 'type') ?? {}, 'owner');
        // Actions of other owners have no jobs.
        if (owner !== 'Custom' && owner !== 'ThirdParty') return 'ignored';
        const hintedAs = requireString(detail, 'action-execution-id');
        if (!executionId.test(hintedAs)) throw new BadAnswer('action-execution-id', 'text', 'other text');
        const word = statuses.get(readStatusWord(detail, 'state')) ?? null;
        return [{ job: { hintedAs }, word: statusFrom === 'none' ? null : word }];
      },
    },
  ];
}
