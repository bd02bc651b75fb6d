/** Jobs that no section can place: those that are being read, and those that ended at a time that is not known. */
import { useState } from 'preact/hooks';
import { columnCount } from './columns.ts';
import { PlacedRow } from './placed-row.tsx';
import type { ListedJob } from '../state/rows.ts';
import type { RowsById } from './use-rows.ts';
import type { RunsByKey } from './use-marks.ts';

export function PendingJobs({ count }: { readonly count: number }) {
  return (
    <tr class="aside-row" data-state="reading">
      <td colSpan={columnCount}>
        {count === 1 ? 'The status of 1 job is being read…' : `The status of ${count} jobs is being read…`}
      </td>
    </tr>
  );
}

export interface EndlessJobsProps {
  readonly jobs: readonly ListedJob[];
  readonly rows: RowsById;
  readonly runs: RunsByKey;
}

/** In one line, until somebody wants to see them. */
export function EndlessJobs({ jobs, rows, runs }: EndlessJobsProps) {
  const [isShown, setIsShown] = useState(false);
  const sources = [...new Set(jobs.map(({ source }) => source.name))].join(', ');
  const text =
    jobs.length === 1
      ? `1 job of ${sources} has ended, and gives no end time.`
      : `${jobs.length} jobs of ${sources} have ended, and give no end time.`;
  return (
    <>
      <tr class="aside-row" data-endless={jobs.length}>
        <td colSpan={columnCount}>
          {text}{' '}
          <button type="button" class="plain" aria-expanded={isShown} onClick={() => setIsShown(!isShown)}>
            {isShown ? 'Hide' : 'Show'}
          </button>
        </td>
      </tr>
      {isShown && jobs.map((job) => <PlacedRow key={job.id} id={job.id} rows={rows} runs={runs} />)}
    </>
  );
}
