/** The list of jobs: what narrows it, counts, and its sections; or groups in place of the sections. */
import { Overview } from '../charts/overview.tsx';
import { useStats } from '../charts/use-stats.ts';
import { lostSince, refusal } from '../graph/session.ts';
import { byNeed } from '../shared/by-need.tsx';
import { useSources } from '../sources/use-sources.ts';
import { address } from '../state/navigation.ts';
import { CoverageLine } from './coverage-line.tsx';
import { FilterBar } from './filter-bar.tsx';
import { Findings } from './findings.tsx';
import { JobTable } from './job-table.tsx';
import { ListState } from './list-state.tsx';
import { useOpenRow } from './use-open-row.ts';
import { useList } from './use-list.ts';
import { useLive } from './use-live.ts';
import { useMarks } from './use-marks.ts';

const Groups = byNeed({
  name: 'the groups',
  load: async () => (await import('../failures/groups-view.tsx')).GroupsView,
});
const Timeline = byNeed({
  name: 'the timeline',
  load: async () => (await import('../timeline/timeline.tsx')).Timeline,
});

export function ListView() {
  const { value } = address;
  const sources = useSources();
  const sections = useList(value);
  const stats = useStats(value);
  const runs = useMarks(value);
  const showNew = useLive(sections);
  useOpenRow(value);
  const isShown = refusal.value === null;
  const isDimmed = lostSince.value !== null || sections.some(({ isOther, page }) => isOther && page !== null);
  return (
    <section class="list-view" aria-label="Jobs" aria-busy={sections.some(({ isLoading }) => isLoading)}>
      <div class="list-top">
        <FilterBar address={value} sources={sources}>
          <CoverageLine sections={sections} address={value} sources={sources} />
        </FilterBar>
        <Findings address={value} sources={sources} />
        <Overview stats={stats} sources={sources} />
      </div>
      {isShown && value.group !== null && <Groups address={value} group={value.group} />}
      {isShown && value.group === null && (
        <JobTable sections={sections} counts={stats.counts} runs={runs} isDimmed={isDimmed} onShowNew={showNew} />
      )}
      <ListState sections={sections} address={value} sources={sources} />
      {isShown && value.group === null && <Timeline sections={sections} />}
    </section>
  );
}
