/** A job's row, with the newest runs of its definition. */
import { toRunsKey } from '../state/marks.ts';
import { address } from '../state/navigation.ts';
import { JobRow } from './job-row.tsx';
import type { RunsByKey } from './use-marks.ts';
import type { RowsById } from './use-rows.ts';

export interface PlacedRowProps {
  readonly id: string;
  readonly rows: RowsById;
  readonly runs: RunsByKey;
}

export function PlacedRow({ id, rows, runs }: PlacedRowProps) {
  const row = rows.get(id);
  if (row === undefined) return null;
  const own = row.definition === null ? undefined : runs.get(toRunsKey(row.source, row.definition));
  return <JobRow row={row} runs={own} isOpen={address.value.job === id} />;
}
