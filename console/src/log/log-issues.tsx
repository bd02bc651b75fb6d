/** What stands in the way of a log: in its place, with what to do. */
import { Icon } from '../shared/icon.tsx';
import { issuesOf, toRemedy } from '../state/log-words.ts';
import type { LogStore } from './log-store.ts';

export function LogIssues({
  store: { issues, part, problem, isFollowed, reading, open },
}: {
  readonly store: LogStore;
}) {
  const shown = issuesOf(issues.value, part.value);
  const mayHelp = problem.value !== null || (shown.some(({ isRetryable }) => isRetryable) && !isFollowed.value);
  if (shown.length === 0 && problem.value === null) return null;
  return (
    <div class="banner notice log-issues" role="status">
      {problem.value !== null && (
        <p data-code="problem">
          <Icon name="warning" /> {problem.value}
        </p>
      )}
      {shown.map((issue) => (
        <p key={`${issue.code} ${issue.part}`} data-code={issue.code}>
          <Icon name="warning" /> {issue.message} {toRemedy(issue)}
        </p>
      ))}
      {mayHelp && (
        <button type="button" disabled={reading.value !== null} onClick={() => void open(part.value?.key ?? null)}>
          Read again
        </button>
      )}
    </div>
  );
}
