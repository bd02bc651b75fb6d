/** How many jobs have each status. Each count is a filter. */
import { StatusSign } from '../shared/status-badge.tsx';
import type { Address } from '../state/address.ts';
import { formatCount, formatNumber, nameStatus, type Counts, type StatusCount } from '../state/counts.ts';
import { toCoverage, type SourceName } from '../state/coverage.ts';
import { follow, toLink } from '../state/navigation.ts';

export interface StatusCountsProps {
  readonly counts: Counts;
  readonly address: Address;
  readonly sources: readonly SourceName[];
}

export function StatusCounts({ counts, address, sources }: StatusCountsProps) {
  const { total, byStatus } = counts;
  return (
    <div class="counts">
      <span class="total" data-total={total.value}>
        <strong>{formatCount(total)}</strong> {total.value === 1 ? 'job' : 'jobs'}
        {total.isLowerBound && <Reasons counts={counts} address={address} sources={sources} />}
      </span>
      <ul aria-label="Jobs by status">
        {byStatus.map((count) => (
          <li key={count.status}>
            <StatusLink count={count} isLowerBound={total.isLowerBound} taken={address.statuses} />
          </li>
        ))}
      </ul>
    </div>
  );
}

interface StatusLinkProps {
  readonly count: StatusCount;
  readonly isLowerBound: boolean;
  readonly taken: Address['statuses'];
}

function StatusLink({ count: { status, count }, isLowerBound, taken }: StatusLinkProps) {
  const text = (
    <>
      {status !== null && <StatusSign status={status} />}
      <span>{nameStatus(status)}</span>
      <span class="number">
        {isLowerBound && <span class="unseen">at least </span>}
        {formatNumber(count)}
        {isLowerBound && <span aria-hidden="true">+</span>}
      </span>
    </>
  );
  if (status === null) return <span class="count-link">{text}</span>;
  const isTaken = taken.includes(status);
  const change = { statuses: isTaken ? taken.filter((other) => other !== status) : [...taken, status] };
  return (
    <a
      class="count-link"
      href={toLink(change)}
      onClick={follow(change)}
      aria-current={isTaken ? 'true' : undefined}
      data-count-status={status}
      data-count={count}
    >
      {text}
    </a>
  );
}

/** Why there may be more. */
function Reasons({ counts, address, sources }: StatusCountsProps) {
  const { gaps } = toCoverage(counts.issues, sources, address, false);
  return (
    <details class="reasons">
      <summary>Why at least?</summary>
      <ul>
        {gaps.map(({ source, code, sentence }) => (
          <li key={`${source} ${code}`} data-source={source} data-code={code}>
            <strong>{source}</strong>: {sentence.replace(/\.$/, '')}.
          </li>
        ))}
      </ul>
    </details>
  );
}
