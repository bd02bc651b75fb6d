/** What stands in place of groups, and under them: being asked for, not answered, none, or not all. */
import type { CombinedError } from '@urql/core';
import type { StatsIssueFragment } from '../graph/graphql.generated.ts';
import { describeError } from '../list/describe-error.ts';
import { Loading } from '../list/list-state.tsx';
import { Message } from '../shared/message.tsx';
import { toCoverage } from '../state/coverage.ts';
import { home } from '../state/address.ts';

export interface GroupStateProps {
  /** Null while they are not known. */
  readonly count: number | null;
  readonly error: CombinedError | null;
  readonly issues: readonly StatsIssueFragment[];
  /** If there is none, for example `No job has failed.` */
  readonly none: string;
  readonly reload: () => void;
}

export function GroupState({ count, error, issues, none, reload }: GroupStateProps) {
  const { gaps } = toCoverage(issues, [], home, false);
  if (count === null && error === null) return <Loading />;
  return (
    <>
      {error !== null && (
        <Message state="error" icon="warning" title={describeError(error).title}>
          <button type="button" onClick={reload}>
            Try again
          </button>
        </Message>
      )}
      {count === 0 && <Message state="empty" title={none} />}
      {gaps.length > 0 && (
        <details class="group-gaps">
          <summary>{gaps.length === 1 ? '1 thing is not covered' : `${gaps.length} things are not covered`}</summary>
          <ul>
            {gaps.map(({ source, code, sentence }) => (
              <li key={`${source} ${code}`} data-source={source} data-code={code}>
                <strong>{source}</strong>: {sentence.replace(/\.$/, '')}.
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
