/** @see https://docs.aws.amazon.com/codebuild/latest/userguide/sample-build-notifications.html */
import { readAfter, readStatusWord } from '../../provider/aws/events.ts';
import { toAwsPartition } from '../../provider/aws/hosts.ts';
import type { EventKind, EventVerdict } from '../../provider/contract/events.ts';
import type { JsonObject } from '../../provider/decode/json-fields.ts';

const source = 'aws.codebuild';

/** @param account of the source's builds */
export function toBuildEvents(region: string, account: string): readonly EventKind[] {
  const prefix = `arn:${toAwsPartition(region)}:codebuild:${region}:${account}:build/`;
  const toVerdict = (detail: JsonObject, word: string | null): EventVerdict => {
    const job = readAfter(detail, 'build-id', prefix);
    return job === undefined ? 'foreign' : [{ job, word }];
  };
  return [
    {
      source,
      detailType: 'CodeBuild Build State Change',
      toVerdict: (detail) => toVerdict(detail, readStatusWord(detail, 'build-status')),
    },
    // The status that it says is the phase's.
    { source, detailType: 'CodeBuild Build Phase Change', toVerdict: (detail) => toVerdict(detail, null) },
  ];
}
