/** What a row of the sources' table has no room for: sentences, counts by status, and the way to a job by its id. */
import { Icon } from '../shared/icon.tsx';
import { OutsideLink } from '../shared/outside-link.tsx';
import { StatusSign } from '../shared/status-badge.tsx';
import { Time } from '../shared/time.tsx';
import type { Address } from '../state/address.ts';
import { formatNumber } from '../state/counts.ts';
import { follow, go, toLink } from '../state/navigation.ts';
import type { Source } from '../state/source-health.ts';
import { toKnownStatus, toStatusLook } from '../state/status.ts';
import type { SourceCounts, SourceIssue, SourceRow } from './source-rows.ts';

export interface SourceMoreProps {
  readonly row: SourceRow;
  /** Where its jobs are. */
  readonly toJobs: Partial<Address>;
}

const lifecycles: Readonly<Record<string, string>> = {
  LEGACY: 'The provider has superseded this service.',
  RETIRED: 'The provider has taken this service out of use.',
};

export function SourceMore({ row: { source, counts, issues }, toJobs }: SourceMoreProps) {
  const { name, canList, listsStatus, lifecycle, consoleUrl, labels, health } = source;
  return (
    <div class="more">
      <HealthFacts health={health} />
      {labels.length > 0 && <p>{labels.map(({ key, value }) => `${key}=${value}`).join(' · ')}</p>}
      {health.remedy !== null && <p class="remedy">{health.remedy}</p>}
      {issues.map((issue) => (
        <IssueLine key={`${issue.code ?? ''} ${issue.message}`} issue={issue} />
      ))}
      {canList && !listsStatus && <p>Its list has no statuses, so each job needs a read of its own.</p>}
      {lifecycles[lifecycle] && <p>{lifecycles[lifecycle]}</p>}
      {counts !== null && <Counts counts={counts} toJobs={toJobs} />}
      {!canList && <PasteId source={name} />}
      <OutsideLink address={consoleUrl} class="outward">
        Provider’s console <Icon name="external" />
        <span class="unseen"> of {name}, in a new tab</span>
      </OutsideLink>
    </div>
  );
}

function HealthFacts({ health }: Pick<Source, 'health'>) {
  const { lastSuccessAt, lastErrorAt, pushes } = health;
  return (
    <p>
      Answered <Time at={lastSuccessAt} />
      {lastErrorAt !== null && (
        <>
          {' · failed '}
          <Time at={lastErrorAt} />
        </>
      )}
      {pushes?.lastEventAt != null && (
        <>
          {' · heard of a change '}
          <Time at={pushes.lastEventAt} />
        </>
      )}
      {pushes?.lastErrorCode != null && (
        <>
          {' · changes are not heard: '}
          <code>{pushes.lastErrorCode}</code>
        </>
      )}
    </p>
  );
}

/** What is so for good is no warning. */
function IssueLine({ issue: { code, message, isPermanent } }: { readonly issue: SourceIssue }) {
  return (
    <p class={isPermanent ? undefined : 'gap'} data-code={code}>
      {message}
    </p>
  );
}

interface CountsProps {
  readonly counts: SourceCounts;
  readonly toJobs: Partial<Address>;
}

function Counts({ counts: { total, byStatus }, toJobs }: CountsProps) {
  return (
    <p class="status-counts">
      <span>
        {total.isLowerBound && 'at least '}
        {formatNumber(total.value)} {total.value === 1 ? 'job' : 'jobs'}
      </span>
      {byStatus.map(({ status, count }) => {
        if (status === null) return <span key="">{`${formatNumber(count)} without a listed status`}</span>;
        const to = { ...toJobs, statuses: [toKnownStatus(status)] };
        return (
          <a key={status} href={toLink(to)} onClick={follow(to)}>
            <StatusSign status={status} /> {formatNumber(count)} {toStatusLook(status).word.toLowerCase()}
          </a>
        );
      })}
    </p>
  );
}

/** Jobs that no list shows are found by their id. */
function PasteId({ source }: { readonly source: string }) {
  return (
    <form
      class="paste-id"
      onSubmit={(event) => {
        event.preventDefault();
        const id = (event.currentTarget.elements.namedItem('id') as HTMLInputElement).value.trim();
        if (id !== '') go({ job: id.startsWith(`${source}:`) ? id : `${source}:${id}` });
      }}
    >
      <input
        name="id"
        required
        autocomplete="off"
        spellcheck={false}
        placeholder="A job’s id"
        aria-label={`A job’s id in ${source}`}
      />
      <button type="submit">Open</button>
    </form>
  );
}
