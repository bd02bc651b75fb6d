/** The list of jobs: what narrows it, what it covers, its rows, and the way to its other pages. */
import { Overview } from '../charts/overview.tsx';
import { refusal } from '../graph/session.ts';
import { byNeed } from '../shared/by-need.tsx';
import { useSources } from '../sources/use-sources.ts';
import { go, address } from '../state/navigation.ts';
import { reachesCutoff } from '../state/rows.ts';
import { CoverageLine } from './coverage-line.tsx';
import { FilterBar } from './filter-bar.tsx';
import { Findings } from './findings.tsx';
import { JobTable } from './job-table.tsx';
import { ListState } from './list-state.tsx';
import { NewJobs } from './new-jobs.tsx';
import { Pager } from './pager.tsx';
import { useJobList } from './use-job-list.ts';

const Timeline = byNeed({
  name: 'the timeline',
  load: async () => (await import('../timeline/timeline.tsx')).Timeline,
});

export function ListView() {
  const { value } = address;
  const sources = useSources();
  const list = useJobList(value);
  const { page, listed, request, rows } = list;
  const cutoff = request.cutoff;
  const isCut = page !== null && cutoff !== null && reachesCutoff(listed, cutoff);
  const reload = (): void => {
    go({ cursor: null });
    list.reload();
  };
  return (
    <section class="list-view" aria-label="Jobs" aria-busy={list.isLoading}>
      <FilterBar address={value} sources={sources} />
      <Findings text={value.text} sources={sources} />
      <Overview sources={sources} />
      <div class="list-status">
        <CoverageLine list={list} address={value} sources={sources} />
        <NewJobs count={list.news.count} onShow={reload} />
      </div>
      {refusal.value === null && (
        <>
          <Timeline rows={rows} cutoff={cutoff} />
          <JobTable listed={listed} rows={rows} cutoff={cutoff} isDimmed={list.isLoading && page !== null} />
        </>
      )}
      <ListState list={list} address={value} cutoff={cutoff} />
      {page !== null && <Pager pageInfo={page.pageInfo} hasMore={page.pageInfo.hasNextPage && !isCut} />}
    </section>
  );
}
