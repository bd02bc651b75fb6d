/** Above the list: counts by status, and over time. They are the graph's, never of the rows that are shown. */
import { useRef } from 'preact/hooks';
import { refusal } from '../graph/session.ts';
import { byNeed } from '../shared/by-need.tsx';
import type { SourceName } from '../state/coverage.ts';
import { address } from '../state/navigation.ts';
import { StatusCounts } from './status-counts.tsx';
import { useStats, type Stats } from './use-stats.ts';

const TimeChart = byNeed({
  name: 'the chart',
  load: async () => (await import('./time-chart.tsx')).TimeChart,
  frame: (words) => <div class="chart">{words}</div>,
});

export function Overview({ sources }: { readonly sources: readonly SourceName[] }) {
  const stats = useStats(address.value);
  const shown = useLatest(stats);
  const { counts, chart, request } = shown;
  if (refusal.value !== null) return null;
  return (
    <section class={shown.key === stats.key ? 'overview' : 'overview dimmed'} aria-label="Counts">
      {counts === null ? (
        <p class="muted">{stats.hasFailed ? 'The jobs could not be counted.' : 'Counting…'}</p>
      ) : (
        <>
          <StatusCounts counts={counts} address={address.value} sources={sources} />
          {chart !== null && <TimeChart spans={chart.overTime} interval={request.interval} total={chart.total} />}
        </>
      )}
    </section>
  );
}

/** While others are counted, the counts before them. */
function useLatest(stats: Stats): Stats {
  const latest = useRef(stats);
  if (stats.counts !== null || stats.hasFailed) latest.current = stats;
  return latest.current;
}
