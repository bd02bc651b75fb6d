/** A job in the list. Its facts change in place; the row itself neither moves nor loses the focus. */
import { memo } from '../shared/memo.ts';
import { CopyButton } from '../shared/copy-button.tsx';
import { Icon } from '../shared/icon.tsx';
import { StatusBadge } from '../shared/status-badge.tsx';
import { Duration, Time } from '../shared/time.tsx';
import { follow, go, toLink } from '../state/navigation.ts';
import { toProviderName } from '../state/providers.ts';
import type { Row } from '../state/rows.ts';
import { Progress } from './progress.tsx';

export interface JobRowProps {
  readonly row: Row;
  /** Whether its details stand beside the list. */
  readonly isOpen: boolean;
}

export const JobRow = memo(({ row, isOpen }: JobRowProps) => {
  const { id, status, createdAt, isTerminal } = row;
  return (
    <tr
      class={isOpen ? 'job open' : 'job'}
      data-job-id={id}
      data-status={status ?? ''}
      onClick={(event) => {
        if (!isControl(event)) go({ job: id });
      }}
    >
      <td class="status-cell">
        <StatusBadge status={status} rawStatus={row.rawStatus} />
      </td>
      <th scope="row" class="job-cell">
        <JobName row={row} isOpen={isOpen} />
      </th>
      <td class="source-cell">
        <span class="source">{row.source}</span>
        <span class="sub">{[toProviderName(row.provider), row.region].filter(Boolean).join(' · ')}</span>
      </td>
      <td class="created-cell">
        <Time at={createdAt} />
      </td>
      <td class="duration-cell">
        <Duration durationSeconds={row.durationSeconds} fetchedAt={row.fetchedAt} isTerminal={isTerminal} />
      </td>
      <td class="progress-cell">
        <Progress progress={row.progress} isEnded={isTerminal === true} />
      </td>
      <td class="reason-cell">
        <Reason row={row} />
      </td>
    </tr>
  );
});

function JobName({ row, isOpen }: JobRowProps) {
  const { id, name, kind, providerJobId } = row;
  const title = name ?? kind ?? providerJobId;
  const isIdAlone = title === providerJobId;
  return (
    <>
      <a class="job-link" href={toLink({ job: id })} onClick={follow({ job: id })} aria-current={isOpen || undefined}>
        {title}
      </a>
      <span class="sub">
        {!isIdAlone && <code class="id">{providerJobId}</code>}
        {name !== null && kind !== null && kind !== name && <span class="kind">{kind}</span>}
        <CopyButton text={id} label={`Copy the id of ${title}`} />
      </span>
    </>
  );
}

function Reason({ row }: Pick<JobRowProps, 'row'>) {
  const { failures, statusMessage, errorCodes } = row;
  const [failure] = failures;
  const text = failure?.message ?? statusMessage;
  return (
    <>
      {errorCodes.length > 0 && (
        <span class="badge" title="Some of its fields could not be read.">
          <Icon name="warning" />
          <span>{errorCodes.join(', ')}</span>
          <span class="unseen"> – some fields could not be read</span>
        </span>
      )}
      {failure?.code != null && <code class="code">{failure.code}</code>}
      {text != null && (
        <span class="reason" title={text}>
          {text}
        </span>
      )}
      {failures.length > 1 && <span class="sub">and {failures.length - 1} more</span>}
    </>
  );
}

/** A click on something of its own in the row, or at the end of a selection of text. */
function isControl({ target }: MouseEvent): boolean {
  const isOwn = target instanceof Element && target.closest('a, button') !== null;
  return isOwn || window.getSelection()?.type === 'Range';
}
