/** The accounts that jobs are read from: how each is doing, and what jobs it has. */
import { useQuery } from '@urql/preact';
import { useEffect } from 'preact/hooks';
import { ConsoleSourceCountsDocument } from '../graph/graphql.generated.ts';
import { refusal } from '../graph/session.ts';
import { describeError } from '../list/describe-error.ts';
import { Loading } from '../list/list-state.tsx';
import { Message } from '../shared/message.tsx';
import { Time } from '../shared/time.tsx';
import { home } from '../state/address.ts';
import { toCoverage } from '../state/coverage.ts';
import { sortByTrouble } from '../state/source-health.ts';
import { SourceItem } from './source-item.tsx';
import { useSourcesState } from './use-sources.ts';

export function SourcesView() {
  const { sources, error, reload } = useSourcesState();
  const [counts, countAgain] = useQuery({ query: ConsoleSourceCountsDocument, variables: {} });
  const stats = counts.data?.jobStats ?? null;
  // Counting calls the sources, which says how they are.
  useEffect(() => {
    if (stats !== null) reload();
  }, [stats]);
  const again = (): void => {
    reload();
    countAgain({ requestPolicy: 'network-only' });
  };
  if (refusal.value !== null)
    return <Message state="signed-out" icon="lock" title="The sources are not shown until you have signed in." />;
  if (sources === null) return error === null ? <Loading /> : <Failed error={error} onRetry={again} />;
  if (sources.length === 0) return <Message state="empty" title="The gateway has no source." />;
  const { gaps } = toCoverage(stats?.issues ?? [], sources, home, false);
  return (
    <section class="sources-view" aria-label="Sources" aria-busy={counts.fetching}>
      <div class="list-status">
        <h2>Sources</h2>
        <p class="coverage" role="status">
          {counts.fetching ? (
            'Counting jobs…'
          ) : stats === null ? (
            <span class="bad">Jobs could not be counted.</span>
          ) : null}
          {stats?.fetchedAt != null && (
            <span class="age">
              as of <Time at={stats.fetchedAt} />
            </span>
          )}
          <button type="button" class="plain" onClick={again} disabled={counts.fetching}>
            Count again
          </button>
        </p>
      </div>
      <ul>
        {sortByTrouble(sources).map((source) => (
          <SourceItem
            key={source.name}
            source={source}
            count={stats?.bySource.find((one) => one.source.name === source.name) ?? null}
            gaps={gaps.filter((gap) => gap.source === source.name)}
          />
        ))}
      </ul>
    </section>
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
