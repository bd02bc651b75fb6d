/** One source: its health, its jobs by status, and the way to them. */
import type { ConsoleSourceCountsQuery } from '../graph/graphql.generated.ts';
import { Icon } from '../shared/icon.tsx';
import { OutsideLink } from '../shared/outside-link.tsx';
import { StatusSign } from '../shared/status-badge.tsx';
import { Time } from '../shared/time.tsx';
import type { Address } from '../state/address.ts';
import { cleared } from '../state/chips.ts';
import type { Gap } from '../state/coverage.ts';
import { follow, go, toLink } from '../state/navigation.ts';
import { toProviderName } from '../state/providers.ts';
import { toHealthLook, type Source } from '../state/source-health.ts';
import { toKnownStatus, toStatusLook } from '../state/status.ts';

type Count = NonNullable<ConsoleSourceCountsQuery['jobStats']>['bySource'][number];

export interface SourceItemProps {
  readonly source: Source;
  /** Null while it is not counted. */
  readonly count: Count | null;
  readonly gaps: readonly Gap[];
}

const lifecycles: Readonly<Record<string, string>> = {
  LEGACY: 'superseded by its provider',
  RETIRED: 'out of service',
};

export function SourceItem({ source, count, gaps }: SourceItemProps) {
  const { name, provider, region, lifecycle, canList, listsStatus, consoleUrl } = source;
  const facts = [toProviderName(provider), region, lifecycles[lifecycle]].filter(Boolean);
  const toJobs: Partial<Address> = { ...cleared, view: 'all', sources: [name], job: null };
  return (
    <li class="source-item" data-source={name} data-health={source.health.state}>
      <div>
        <h3>
          {canList ? (
            <a href={toLink(toJobs)} onClick={follow(toJobs)}>
              {name}
            </a>
          ) : (
            name
          )}
        </h3>
        <p class="sub">{facts.join(' · ')}</p>
        <OutsideLink address={consoleUrl} class="outward sub">
          Provider’s console <Icon name="external" />
          <span class="unseen"> of {name}, in a new tab</span>
        </OutsideLink>
      </div>
      <Health source={source} />
      <div>
        {count !== null && <Counts count={count} toJobs={toJobs} />}
        {canList && !listsStatus && <p class="sub">Its list has no statuses, so each job needs a read of its own.</p>}
        {(canList ? gaps : []).map(({ code, sentence }) => (
          <p key={code} class="sub gap" data-code={code}>
            Not counted to the end: {sentence.replace(/\.$/, '')}.
          </p>
        ))}
        {!canList && <PasteId source={name} />}
      </div>
    </li>
  );
}

function Health({ source }: Pick<SourceItemProps, 'source'>) {
  const { lastSuccessAt, lastErrorAt, lastErrorCode } = source.health;
  const { word, sign } = toHealthLook(source);
  return (
    <div>
      <p class="status">
        <StatusSign status={sign} /> {word}
      </p>
      {lastSuccessAt !== null && (
        <p class="sub">
          answered <Time at={lastSuccessAt} />
        </p>
      )}
      {lastErrorAt !== null && (
        <p class="sub">
          failed <Time at={lastErrorAt} /> {lastErrorCode !== null && <code class="bad">{lastErrorCode}</code>}
        </p>
      )}
    </div>
  );
}

interface CountsProps {
  readonly count: Count;
  readonly toJobs: Partial<Address>;
}

function Counts({ count: { total, byStatus, newestCreatedAt }, toJobs }: CountsProps) {
  return (
    <>
      <p>
        {total.isLowerBound && 'at least '}
        {total.value} {total.value === 1 ? 'job' : 'jobs'}
        {newestCreatedAt !== null && (
          <span class="sub">
            {' '}
            · newest <Time at={newestCreatedAt} />
          </span>
        )}
      </p>
      <p class="status-counts">
        {byStatus.map(({ status, count }) => {
          if (status === null) return <span key="" class="sub">{`${count} without a listed status`}</span>;
          const to = { ...toJobs, statuses: [toKnownStatus(status)] };
          return (
            <a key={status} href={toLink(to)} onClick={follow(to)}>
              <StatusSign status={status} /> {count} {toStatusLook(status).word.toLowerCase()}
            </a>
          );
        })}
      </p>
    </>
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
      <p class="sub">The provider offers no listing. Paste a job’s id:</p>
      <input name="id" required autocomplete="off" spellcheck={false} aria-label={`A job’s id in ${source}`} />
      <button type="submit">Open</button>
    </form>
  );
}
