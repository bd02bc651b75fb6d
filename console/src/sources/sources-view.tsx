/** The accounts that jobs are read from: how each is doing, and what jobs it has. */
import { useQuery } from '@urql/preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { ConsoleSourceCountsDocument } from '../graph/graphql.generated.ts';
import { refusal } from '../graph/session.ts';
import { describeError } from '../list/describe-error.ts';
import { Loading } from '../list/list-state.tsx';
import { Message } from '../shared/message.tsx';
import { Time } from '../shared/time.tsx';
import { usePoll } from '../shared/use-poll.ts';
import { now } from '../state/clock.ts';
import { formatNumber } from '../state/counts.ts';
import { addRows, toSourceRows, type Totals } from './source-rows.ts';
import './sources-view.css';
import { SourcesTable, SourcesTools } from './sources-table.tsx';
import { useSourcesState } from './use-sources.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

const endedBadly = ['FAILED', 'TIMED_OUT', 'PARTIALLY_SUCCEEDED'] as const;

export function SourcesView() {
  const { sources, error, reload } = useSourcesState();
  const { counts, isCounting, countAgain } = useCounts();
  // Counting calls the sources, which says how they are.
  useEffect(() => {
    if (counts !== null) reload();
  }, [counts]);
  const rows = useMemo(() => toSourceRows(sources ?? [], counts), [sources, counts]);
  const again = (): void => {
    reload();
    countAgain();
  };
  if (refusal.value !== null)
    return <Message state="signed-out" icon="lock" title="The sources are not shown until you have signed in." />;
  if (sources === null) return error === null ? <Loading /> : <Failed error={error} onRetry={again} />;
  if (sources.length === 0) return <Message state="empty" title="The gateway has no source." />;
  const fetchedAt = counts?.counted?.fetchedAt ?? null;
  return (
    <section class="sources-view" aria-label="Sources" aria-busy={isCounting}>
      <div class="sources-head">
        <h2>Sources</h2>
        <TotalsLine totals={addRows(rows)} isCounted={counts?.counted != null} />
        <SourcesTools rows={rows} />
        <p class="coverage" role="status">
          {isCounting ? (
            'Counting jobs…'
          ) : counts?.counted == null ? (
            <span class="bad">Jobs could not be counted.</span>
          ) : null}
          {fetchedAt !== null && (
            <span class="age">
              as of <Time at={fetchedAt} />
            </span>
          )}
          <button type="button" class="plain" onClick={again} disabled={isCounting}>
            Count again
          </button>
        </p>
      </div>
      <SourcesTable rows={rows} />
    </section>
  );
}

/** Counted when the view is opened, and each minute while it is seen. */
function useCounts() {
  const [asked, setAsked] = useState(0);
  const failed = useMemo(
    () => ({ statuses: endedBadly, endedAfter: new Date(now.peek() - day).toISOString() }),
    [asked],
  );
  const [{ data, fetching }] = useQuery({ query: ConsoleSourceCountsDocument, variables: { failed } });
  const countAgain = (): void => setAsked(asked + 1);
  usePoll(() => {
    if (refusal.peek() === null) countAgain();
  }, minute);
  return { counts: data ?? null, isCounting: fetching, countAgain };
}

interface TotalsLineProps {
  readonly totals: Totals;
  readonly isCounted: boolean;
}

function TotalsLine({ totals, isCounted }: TotalsLineProps) {
  const { sources, troubled, jobs, failed, active, unsaid } = totals;
  const counted = isCounted
    ? [
        `${formatNumber(jobs)} ${jobs === 1 ? 'job' : 'jobs'}`,
        `${formatNumber(failed)} failed in 24 h`,
        `${formatNumber(active)} active`,
        ...(unsaid === 0 ? [] : [`+${formatNumber(unsaid)} of unsaid status`]),
      ]
    : [];
  return (
    <p class="totals">
      <strong>{sources}</strong> in all
      {troubled > 0 && (
        <>
          {' · '}
          <strong class="bad">{troubled}</strong> in trouble
        </>
      )}
      {counted.map((text) => ` · ${text}`)}
    </p>
  );
}

interface FailedProps {
  readonly error: Parameters<typeof describeError>[0];
  readonly onRetry: () => void;
}

function Failed({ error, onRetry }: FailedProps) {
  const { title, detail } = describeError(error);
  return (
    <Message state="error" icon="warning" title={title}>
      {detail !== null && <p>{detail}</p>}
      <button type="button" onClick={onRetry}>
        Try again
      </button>
    </Message>
  );
}
