/** One source: a row, and below it what has no room in a row. */
import { useState } from 'preact/hooks';
import { Icon } from '../shared/icon.tsx';
import { OutsideLink } from '../shared/outside-link.tsx';
import { StatusSign } from '../shared/status-badge.tsx';
import { Time } from '../shared/time.tsx';
import type { Address } from '../state/address.ts';
import { cleared } from '../state/chips.ts';
import { formatNumber, type Count } from '../state/counts.ts';
import { follow, toLink } from '../state/navigation.ts';
import { toProviderName } from '../state/providers.ts';
import { toHealthLook } from '../state/source-health.ts';
import { statuses, toStatusLook, type StatusGroup } from '../state/status.ts';
import { columnNames } from './source-order.ts';
import { SourceMore } from './source-more.tsx';
import { toPlain, type SourceRow } from './source-rows.ts';

export interface SourceItemProps {
  readonly row: SourceRow;
}

const ofGroup = (group: StatusGroup) => statuses.filter((status) => toStatusLook(status).group === group);

export function SourceItem({ row }: SourceItemProps) {
  const [isOpen, setIsOpen] = useState(false);
  const { source, counts, listing, changes } = row;
  const { id, region, provider, health } = source;
  const toJobs: Partial<Address> = { ...cleared, view: 'all', sources: [id], job: null };
  const failed: Partial<Address> = { ...toJobs, statuses: ofGroup('badly'), range: { last: '24h' }, by: 'ended' };
  return (
    <>
      <tr class="source-row" data-source={id} data-health={health.state}>
        <HealthCell row={row} isOpen={isOpen} toggle={() => setIsOpen(!isOpen)} />
        <NameCell row={row} toJobs={toJobs} />
        <AccountCell row={row} />
        <td class="region-column">{region ?? <span class="muted">–</span>}</td>
        <td class="provider-column">{toProviderName(provider)}</td>
        <CountCell name="failed" count={counts?.failed ?? null} to={failed} />
        <CountCell name="active" count={counts?.active ?? null} to={{ ...toJobs, statuses: ofGroup('active') }} />
        <td class="newest-column">
          <Time at={counts?.newestAt} />
        </td>
        <td class="listing-column sub">{listing}</td>
        <td class="changes-column sub" data-pushes={health.pushes?.state}>
          {changes}
        </td>
        <ErrorCell row={row} />
      </tr>
      {isOpen && (
        <tr class="source-more" id={`more-${id}`}>
          <td colSpan={columnNames.length}>
            <SourceMore row={row} toJobs={toJobs} />
          </td>
        </tr>
      )}
    </>
  );
}

interface HealthCellProps extends SourceItemProps {
  readonly isOpen: boolean;
  readonly toggle: () => void;
}

function HealthCell({ row: { source }, isOpen, toggle }: HealthCellProps) {
  const { word, sign } = toHealthLook(source);
  return (
    <td class="health-column">
      <button
        type="button"
        class="toggle"
        aria-expanded={isOpen}
        aria-controls={isOpen ? `more-${source.id}` : undefined}
        aria-label={`More about ${source.name}`}
        onClick={toggle}
      >
        <Icon name={isOpen ? 'down' : 'right'} />
      </button>
      <StatusSign status={sign} /> <span class="word">{word}</span>
    </td>
  );
}

interface NameCellProps extends SourceItemProps {
  readonly toJobs: Partial<Address>;
}

function NameCell({ row: { source }, toJobs }: NameCellProps) {
  const { name, provider, canList, consoleUrl } = source;
  return (
    <th scope="row" class="source-column">
      <span class="name" title={name}>
        {canList ? (
          <a href={toLink(toJobs)} onClick={follow(toJobs)}>
            {name}
          </a>
        ) : (
          name
        )}
      </span>
      <OutsideLink address={consoleUrl} class="outward">
        <Icon name="external" />
        <span class="unseen">Provider’s console of {name}, in a new tab</span>
      </OutsideLink>
      <span class="of-provider sub">{toProviderName(provider)}</span>
    </th>
  );
}

function AccountCell({ row: { source } }: SourceItemProps) {
  const { account, labels } = source;
  const marks = labels.map(({ key, value }) => `${key}=${value}`).join(' ');
  return (
    <td class="account-column" title={[account, marks].filter(Boolean).join(' · ')}>
      {account ?? (marks === '' && <span class="muted">–</span>)}{' '}
      <span class={account === null ? 'sub' : 'sub beside'}>{marks}</span>
    </td>
  );
}

interface CountCellProps {
  readonly name: 'failed' | 'active';
  readonly count: Count | null;
  readonly to: Partial<Address>;
}

/** A lower bound of zero says nothing. */
function CountCell({ name, count, to }: CountCellProps) {
  const isSaid = count !== null && !(count.value === 0 && count.isLowerBound);
  return (
    <td class={`${name}-column number`} data-count={count?.value}>
      {!isSaid ? (
        <span class="muted">–</span>
      ) : count.value === 0 ? (
        <span class="muted">0</span>
      ) : (
        <a href={toLink(to)} onClick={follow(to)} class={name === 'failed' ? 'bad' : undefined}>
          {count.isLowerBound && <span class="unseen">at least </span>}
          {formatNumber(count.value)}
          <span class="unseen"> {name}</span>
          {count.isLowerBound && <span aria-hidden="true">+</span>}
        </a>
      )}
    </td>
  );
}

/** Red while it is in trouble; an error that passed is only told. */
function ErrorCell({ row: { source, issues } }: SourceItemProps) {
  const { lastErrorAt, lastErrorCode, lastErrorCause } = source.health;
  const isTrouble = toHealthLook(source).trouble > 0;
  const failing = issues.find(({ isPermanent }) => !isPermanent);
  if (lastErrorCode === null)
    return (
      <td class="error-column sub" data-code={failing?.code}>
        {failing?.message}
      </td>
    );
  const cause = lastErrorCause === null ? '' : toPlain(lastErrorCause);
  return (
    <td class={isTrouble ? 'error-column' : 'error-column sub'} title={`${lastErrorCode} ${cause}`}>
      <span class={isTrouble ? 'bad' : undefined}>
        {cause !== '' && <strong>{cause}</strong>} <Time at={lastErrorAt} /> <code>{lastErrorCode}</code>
      </span>
    </td>
  );
}
