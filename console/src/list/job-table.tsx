/** The sections of the list under their headings: one table, so that columns stand above each other. */
import type { Counts } from '../state/counts.ts';
import { timeForm } from '../state/preferences.ts';
import { EndlessJobs, PendingJobs } from './endless-jobs.tsx';
import { Pager } from './pager.tsx';
import { PlacedRow } from './placed-row.tsx';
import { SectionHeading } from './section-heading.tsx';
import type { PlacedSection } from './use-list.ts';
import type { RunsByKey } from './use-marks.ts';

export interface JobTableProps {
  readonly sections: readonly PlacedSection[];
  readonly counts: Counts | null;
  readonly runs: RunsByKey;
  /** True while what is shown is not what is asked for, or is old. */
  readonly isDimmed: boolean;
  readonly onShowNew: () => void;
}

export function JobTable({ sections, counts, runs, isDimmed, onShowNew }: JobTableProps) {
  return (
    <table class={isDimmed ? 'jobs dimmed' : 'jobs'} id="jobs">
      <caption class="unseen">Jobs</caption>
      <thead>
        <tr>
          <th scope="col">Status</th>
          <th scope="col">Job</th>
          <th scope="col">Last 12</th>
          <th scope="col">Source</th>
          <th scope="col" title="When it ended; of a job that has not, when it was created">
            {timeForm.value === 'relative' ? 'When' : `When · ${timeForm.value === 'utc' ? 'UTC' : 'local'}`}
          </th>
          <th scope="col">Took</th>
          <th scope="col">Why, progress</th>
        </tr>
      </thead>
      {sections.map((section) => (
        <tbody key={section.name} data-section={section.name}>
          {section.name !== 'all' && (
            <SectionHeading section={section} counts={counts} runs={runs} onShowNew={onShowNew} />
          )}
          {section.isOpen && <SectionRows section={section} runs={runs} />}
        </tbody>
      ))}
    </table>
  );
}

function SectionRows({ section, runs }: { readonly section: PlacedSection; readonly runs: RunsByKey }) {
  const { jobs, rows, page, hasMore, pending, endless } = section;
  return (
    <>
      {jobs.map((job) => (
        <PlacedRow key={job.id} id={job.id} rows={rows} runs={runs} />
      ))}
      {pending > 0 && <PendingJobs count={pending} />}
      {page !== null && <Pager section={section.name} pageInfo={page.pageInfo} hasMore={hasMore} />}
      {endless.length > 0 && <EndlessJobs jobs={endless} rows={rows} runs={runs} />}
    </>
  );
}
