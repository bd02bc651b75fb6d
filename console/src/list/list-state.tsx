/** What stands in place of rows when there is something to say: each state in its own words. */
import { refusal } from '../graph/session.ts';
import { Message } from '../shared/message.tsx';
import type { Address } from '../state/address.ts';
import { cleared, listChips } from '../state/chips.ts';
import { mergeCoverage, toCoverage, type SourceName } from '../state/coverage.ts';
import { findNearest } from '../state/nearest.ts';
import { follow, go, toLink } from '../state/navigation.ts';
import { describeError } from './describe-error.ts';
import type { PlacedSection } from './use-list.ts';
import { reloadSections } from './use-section.ts';

export interface ListStateProps {
  readonly sections: readonly PlacedSection[];
  readonly address: Address;
  readonly sources: readonly SourceName[];
}

export function ListState({ sections, address, sources }: ListStateProps) {
  if (refusal.value !== null)
    return <Message state="signed-out" icon="lock" title="The jobs are not shown until you have signed in." />;
  const asked = sections.filter(({ isOpen }) => isOpen);
  const failed = asked.find(({ error }) => error !== null);
  if (failed !== undefined) return <Failed section={failed} address={address} sources={sources} />;
  if (asked.some(({ page, isLoading }) => page === null && isLoading)) return <Loading />;
  const isEmpty = asked.every(({ jobs, pending, page }) => page !== null && jobs.length === 0 && pending === 0);
  if (asked.length === 0 || !isEmpty || asked.some(({ isLoading }) => isLoading)) return null;
  return <Empty address={address} sections={asked} sources={sources} />;
}

interface FailedProps extends Pick<ListStateProps, 'address' | 'sources'> {
  readonly section: PlacedSection;
}

function Failed({ section, address, sources }: FailedProps) {
  const { title, detail } = describeError(section.error);
  const isUnknown = address.sources.length > 0 && detail?.includes('filter.sources') === true;
  return (
    <Message state="error" icon="warning" title={isUnknown ? 'The gateway has no source of this name.' : title}>
      {detail !== null && <p>{detail.replaceAll('`', '')}</p>}
      <p class="actions">
        <button type="button" onClick={reloadSections}>
          Try again
        </button>
        {isUnknown && (
          <>
            {findNearest(address.sources, sources).map((name) => (
              <button key={name} type="button" onClick={() => go({ sources: [name] })}>
                Show {name}
              </button>
            ))}
            <button type="button" onClick={() => go({ sources: [] })}>
              Show all sources
            </button>
          </>
        )}
        {Object.keys(address.cursors).length > 0 && (
          <button type="button" onClick={() => go({ cursors: {} })}>
            Go to the first page
          </button>
        )}
      </p>
    </Message>
  );
}

export function Loading() {
  return (
    <div class="loading" data-state="loading">
      <p class="unseen">Loading…</p>
      {Array.from({ length: 8 }, (_, place) => (
        <span key={place} class="bone" />
      ))}
    </div>
  );
}

interface EmptyProps {
  readonly address: Address;
  readonly sections: readonly PlacedSection[];
  readonly sources: readonly SourceName[];
}

function Empty({ address, sections, sources }: EmptyProps) {
  const { issues } = mergeCoverage(sections.flatMap(({ coverage }) => coverage ?? []));
  const { covered, gaps } = toCoverage(issues, sources, address, false);
  const isFiltered = listChips(address).length > 0;
  const names = [...new Set(gaps.map(({ source }) => source))];
  const title =
    covered === 0 && names.length > 0
      ? `${names.slice(0, 3).join(', ')} did not answer: nothing can be said of ${names.length === 1 ? 'its' : 'their'} jobs.`
      : isFiltered
        ? 'No job meets these conditions.'
        : 'Nothing runs, and nothing has ended of late.';
  return (
    <Message state="empty" title={title}>
      {gaps.length > 0 && covered > 0 && <p>Not all sources are covered: there may be such jobs in the others.</p>}
      <p class="actions">
        {isFiltered && (
          <button type="button" onClick={() => go(cleared)}>
            Clear all conditions
          </button>
        )}
        {address.view !== 'all' && (
          <a href={toLink({ view: 'all' })} onClick={follow({ view: 'all' })}>
            Look at all jobs
          </a>
        )}
      </p>
    </Message>
  );
}
