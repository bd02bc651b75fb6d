/** How many jobs have each status, those that ended badly first. Each count is a filter. */
import type { ComponentChildren } from 'preact';
import { Menu } from '../shared/menu.tsx';
import { StatusSign } from '../shared/status-badge.tsx';
import { Toolbar } from '../shared/toolbar.tsx';
import type { Address } from '../state/address.ts';
import { formatNumber, nameStatus, type Counts, type StatusCount } from '../state/counts.ts';
import { toCoverage, type SourceName } from '../state/coverage.ts';
import { follow, toLink } from '../state/navigation.ts';
import { toSection } from '../state/sections.ts';

export interface StatusCountsProps {
  readonly counts: Counts;
  /** Jobs that are in no count, because their list says no status. */
  readonly unsaid: number;
  readonly address: Address;
  readonly sources: readonly SourceName[];
  readonly children?: ComponentChildren;
}

export function StatusCounts({ counts, unsaid, address, sources, children }: StatusCountsProps) {
  const { total, byStatus } = counts;
  const said = byStatus.filter(({ status }) => status !== null);
  return (
    <Toolbar class="counts" label="Jobs by status">
      <span class="total unseen" data-total={total.value}>
        {formatNumber(total.value)} {total.value === 1 ? 'job' : 'jobs'}
      </span>
      <ul>
        {said.toSorted(compare).map((count) => (
          <li key={count.status}>
            <StatusLink count={count} taken={address.statuses} />
          </li>
        ))}
      </ul>
      {(unsaid > 0 || total.isLowerBound) && (
        <NotSaid unsaid={unsaid} counts={counts} address={address} sources={sources} />
      )}
      {children}
    </Toolbar>
  );
}

/** In the order of the sections. */
function compare(one: StatusCount, other: StatusCount): number {
  return toRank(one) - toRank(other);
}

function toRank({ status }: StatusCount): number {
  return status === null ? 9 : ['failed', 'active', 'ended'].indexOf(toSection(status));
}

interface StatusLinkProps {
  readonly count: StatusCount;
  readonly taken: Address['statuses'];
}

function StatusLink({ count: { status, count }, taken }: StatusLinkProps) {
  if (status === null) return null;
  const isTaken = taken.includes(status);
  const change = { statuses: isTaken ? taken.filter((other) => other !== status) : [...taken, status] };
  return (
    <a
      class={`count-link of-${toSection(status)}`}
      href={toLink(change)}
      onClick={follow(change)}
      aria-current={isTaken ? 'true' : undefined}
      title={`${formatNumber(count)} ${nameStatus(status).toLowerCase()}`}
      data-count-status={status}
      data-count={count}
    >
      <StatusSign status={status} />
      <span class="number">{formatNumber(count)}</span> <span class="word">{nameStatus(status)}</span>
    </a>
  );
}

/** Jobs that no count has, and why there may be more. */
function NotSaid({ unsaid, counts, address, sources }: StatusCountsProps) {
  const { gaps } = toCoverage(counts.issues, sources, address, false);
  return (
    <span class="not-said" data-unsaid={unsaid}>
      <Menu label={unsaid > 0 ? `+${formatNumber(unsaid)} not said` : 'and more'}>
        <p>Not all jobs are in these numbers, because the providers’ lists do not say enough of them.</p>
        <ul>
          {gaps.map(({ source, code, sentence }) => (
            <li key={`${source} ${code}`} data-source={source} data-code={code}>
              <strong>{source}</strong>: {sentence.replace(/\.$/, '')}.
            </li>
          ))}
        </ul>
      </Menu>
    </span>
  );
}
