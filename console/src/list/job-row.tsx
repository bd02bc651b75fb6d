/** A job in the list, on one line. Its facts change in place; the row itself neither moves nor loses the focus. */
import { memo } from '../shared/memo.ts';
import { CopyButton } from '../shared/copy-button.tsx';
import { Icon } from '../shared/icon.tsx';
import { StatusBadge } from '../shared/status-badge.tsx';
import { Duration, ShortTime } from '../shared/time.tsx';
import type { Runs } from '../state/marks.ts';
import { follow, go, toLink } from '../state/navigation.ts';
import { toProviderName } from '../state/providers.ts';
import { toReason, toTitle, type Row } from '../state/rows.ts';
import { MarkWord, RunMarks } from './job-marks.tsx';
import { Progress } from './progress.tsx';
import { Slowness } from './slowness.tsx';
import { toPlain } from '../text/hidden.ts';
import { SafeText } from '../text/safe-text.tsx';

export interface JobRowProps {
  readonly row: Row;
  /** Of its definition; undefined where they are not known. */
  readonly runs: Runs | undefined;
  /** Whether its details stand beside the list. */
  readonly isOpen: boolean;
}

export const JobRow = memo(({ row, runs, isOpen }: JobRowProps) => {
  const { id, status, isTerminal, account } = row;
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
        <JobName row={row} runs={runs} isOpen={isOpen} />
      </th>
      <td class="runs-cell">{runs && runs.runs.length > 0 && <RunMarks runs={runs} />}</td>
      <td
        class="source-cell"
        title={[row.source, toProviderName(row.provider), row.region, account].filter(Boolean).join(' · ')}
      >
        <span class="source">{row.source}</span>
        {account !== null && <span class="sub"> · {account}</span>}
      </td>
      <td class="created-cell">
        <ShortTime
          at={isTerminal === true ? (row.endedAt ?? row.createdAt) : row.createdAt}
          isEnd={isTerminal === true && row.endedAt !== null}
        />
      </td>
      <td class="duration-cell">
        <Duration durationSeconds={row.durationSeconds} fetchedAt={row.fetchedAt} isTerminal={isTerminal} />
        {runs && <Slowness runs={runs} row={row} />}
      </td>
      <td class="reason-cell">
        <Reason row={row} />
      </td>
    </tr>
  );
});

function JobName({ row, runs, isOpen }: JobRowProps) {
  const { id, kind, providerJobId } = row;
  const title = toTitle(row);
  return (
    <span class="job-line">
      {runs && <MarkWord runs={runs} id={id} />}
      <a
        class="job-link"
        href={toLink({ job: id })}
        onClick={follow({ job: id })}
        aria-current={isOpen || undefined}
        title={[title, kind, providerJobId].filter(isText).map(toPlain).join('\n')}
      >
        <SafeText text={title} />
      </a>
      <CopyButton text={id} label={`Copy the id of ${toPlain(title)}`} />
    </span>
  );
}

function Reason({ row }: { readonly row: Row }) {
  const { errorCodes, failures, progress, isTerminal } = row;
  const { code, text } = toReason(row);
  const whole = [code, text].filter(isText).map(toPlain).join(': ');
  return (
    <span class="reason-line">
      {errorCodes.length > 0 && (
        <span class="badge" title="Some of its fields could not be read.">
          <Icon name="warning" />
          <span>{errorCodes.join(', ')}</span>
          <span class="unseen"> – some fields could not be read</span>
        </span>
      )}
      {progress !== null && (
        <span class="progress-cell">
          <Progress progress={progress} isEnded={isTerminal === true} />
        </span>
      )}
      {whole !== '' && (
        <span class="reason" title={whole}>
          {code !== null && (
            <code class="code">
              <SafeText text={code} />
            </code>
          )}{' '}
          {text !== null && <SafeText text={text} />}
        </span>
      )}
      {failures.length > 1 && <span class="sub">+{failures.length - 1} more</span>}
    </span>
  );
}

/** A click on something of its own in the row, or at the end of a selection of text. */
function isControl({ target }: MouseEvent): boolean {
  const isOwn = target instanceof Element && target.closest('a, button') !== null;
  return isOwn || window.getSelection()?.type === 'Range';
}

function isText(text: string | null): text is string {
  return text !== null && text !== '';
}
