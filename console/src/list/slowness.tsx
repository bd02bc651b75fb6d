/** Says that a job takes, or took, much longer than its definition does at the middle. */
import { useComputed } from '@preact/signals';
import { moment } from '../shared/time.tsx';
import { formatTimes, toSlowness, type Runs } from '../state/marks.ts';
import type { Row } from '../state/rows.ts';
import { formatSpan, toSpan } from '../state/time.ts';

/** Slowness needs not follow each second. */
const step = 15_000;

export function Slowness({ runs, row }: { readonly runs: Runs; readonly row: Row }) {
  const at = useComputed(() => Math.floor(moment.value / step) * step).value;
  const times = toSlowness(runs, toSpan(row, at));
  if (times === null) return null;
  const usual = formatSpan((runs.medianDurationSeconds ?? 0) * 1000);
  return (
    <span class="slow" title={`Longer than usual: ${usual} at the middle`} data-slow>
      {formatTimes(times)}
    </span>
  );
}
