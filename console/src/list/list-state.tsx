/** What stands in place of rows, or above them, when there is something to say: each state in its own words. */
import { connection, refusal } from '../graph/session.ts';
import { Message } from '../shared/message.tsx';
import { Time } from '../shared/time.tsx';
import type { Address } from '../state/address.ts';
import { cleared, listChips } from '../state/chips.ts';
import { follow, go, toLink } from '../state/navigation.ts';
import { groupListed } from '../state/rows.ts';
import { describeError } from './describe-error.ts';
import type { JobList } from './use-job-list.ts';

export interface ListStateProps {
  readonly list: JobList;
  readonly address: Address;
  readonly cutoff: number | null;
}

export function ListState({ list, address, cutoff }: ListStateProps) {
  const { page, error, isLoading, news, listed } = list;
  if (refusal.value !== null)
    return <Message state="signed-out" icon="lock" title="The jobs are not shown until you have signed in." />;
  if (error !== null) return <Failed list={list} address={address} />;
  if (page === null) return isLoading ? <Loading /> : null;
  const isEmpty = listed.length === 0 || (cutoff !== null && groupListed(listed, cutoff).length === 0);
  return (
    <>
      {isEmpty && !isLoading && <Empty address={address} hasGaps={page.issues.length > 0} />}
      {news.isStale && <Stale list={list} />}
      {connection.value === 'lost' && !news.isStale && (
        <p class="note" data-state="unwatched">
          The live connection is lost; it is being opened again. Rows may be behind.
        </p>
      )}
    </>
  );
}

function Failed({ list, address }: Pick<ListStateProps, 'list' | 'address'>) {
  const { title, detail } = describeError(list.error);
  return (
    <Message state="error" icon="warning" title={title}>
      {detail !== null && <p>{detail}</p>}
      <p class="actions">
        <button type="button" onClick={list.reload}>
          Try again
        </button>
        {address.cursor !== null && (
          <button type="button" onClick={() => go({ cursor: null })}>
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

function Empty({ address, hasGaps }: { readonly address: Address; readonly hasGaps: boolean }) {
  const isFiltered = listChips(address).some(({ without }) => without !== null);
  return (
    <Message
      state="empty"
      title={isFiltered ? 'No job meets these conditions.' : 'Nothing runs, and nothing has ended of late.'}
    >
      {hasGaps && <p>Not all sources are covered: there may be such jobs in the others.</p>}
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

function Stale({ list }: Pick<ListStateProps, 'list'>) {
  const { answeredAt } = list.news;
  return (
    <div class="message message-stale" data-state="stale" role="status">
      <p class="title">
        The gateway does not answer. What is shown is
        {answeredAt === null ? (
          ' old'
        ) : (
          <>
            {' '}
            of <Time at={new Date(answeredAt).toISOString()} />
          </>
        )}
        .
      </p>
      <button type="button" onClick={list.reload}>
        Try again
      </button>
    </div>
  );
}
