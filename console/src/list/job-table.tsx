/** The rows under their headings. */
import { useMemo } from 'preact/hooks';
import { recentSpan } from '../state/list-request.ts';
import { address } from '../state/navigation.ts';
import { groupListed, type ListedJob, type RowGroup } from '../state/rows.ts';
import { timeForm } from '../state/preferences.ts';
import { nameSpan } from '../state/time.ts';
import { JobRow } from './job-row.tsx';
import type { RowsById } from './use-rows.ts';

export interface JobTableProps {
  readonly listed: readonly ListedJob[];
  readonly rows: RowsById;
  /** Null: the rows stand in the order of the page. */
  readonly cutoff: number | null;
  /** True while another page is awaited. */
  readonly isDimmed: boolean;
}

export function JobTable({ listed, rows, cutoff, isDimmed }: JobTableProps) {
  const groups = useMemo(() => (cutoff === null ? null : groupListed(listed, cutoff)), [listed, cutoff]);
  if (listed.length === 0 || groups?.length === 0) return null;
  return (
    <table class={`jobs ${timeForm.value === 'relative' ? '' : 'dated'} ${isDimmed ? 'dimmed' : ''}`}>
      <caption class="unseen">Jobs</caption>
      <thead>
        <tr>
          <th scope="col">Status</th>
          <th scope="col">Job</th>
          <th scope="col">Source</th>
          <th scope="col">Created</th>
          <th scope="col">Duration</th>
          <th scope="col">Progress</th>
          <th scope="col">Reason</th>
        </tr>
      </thead>
      {groups === null ? (
        <Rows jobs={listed} rows={rows} />
      ) : (
        groups.map(({ name, jobs }) => <Rows key={name} group={name} jobs={jobs} rows={rows} />)
      )}
    </table>
  );
}

interface RowsProps extends Pick<JobTableProps, 'rows'> {
  readonly jobs: readonly ListedJob[];
  readonly group?: RowGroup['name'];
}

function Rows({ jobs, rows, group }: RowsProps) {
  return (
    <tbody>
      {group && (
        <tr class="group">
          <th scope="rowgroup">{nameGroup(group)}</th>
        </tr>
      )}
      {jobs.map(({ id }) => {
        const row = rows.get(id);
        return row && <JobRow key={id} row={row} isOpen={address.value.job === id} />;
      })}
    </tbody>
  );
}

function nameGroup(group: RowGroup['name']): string {
  const { range } = address.value;
  const span = nameSpan(range !== null && 'last' in range ? range.last : recentSpan);
  return {
    active: 'Active',
    recent: `Ended in the last ${span}`,
    unsaid: 'Status not in the provider’s list',
  }[group];
}
