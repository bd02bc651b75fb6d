/** The newest runs of a job's definition as small signs, oldest first, and a word on what they mean for the job. */
import { memo } from '../shared/memo.ts';
import { describeRuns, toMark, type Runs } from '../state/marks.ts';
import { toKnownStatus, toStatusLook, type StatusGroup } from '../state/status.ts';

const step = 8;
const height = 14;

/** Each group has a form of its own: a low line, a tall block, a hollow block, a dot. */
const shapes: Readonly<Record<StatusGroup | 'unsaid', (x: number) => preact.JSX.Element>> = {
  well: (x) => <rect class="run-well" x={x} y="8" width="5" height="5" />,
  badly: (x) => <rect class="run-badly" x={x} y="1" width="5" height="12" />,
  active: (x) => <rect class="run-active" x={x + 0.5} y="4.5" width="4" height="8" />,
  other: (x) => <rect class="run-other" x={x} y="10" width="5" height="2" />,
  unsaid: (x) => <circle class="run-other" cx={x + 2.5} cy="10.5" r="1.2" />,
};

export const RunMarks = memo(({ runs }: { readonly runs: Runs }) => {
  const shown = runs.runs.toReversed();
  return (
    <svg class="run-marks" width={12 * step} height={height} role="img" aria-label={describeRuns(runs)}>
      <title>{describeRuns(runs)}</title>
      {shown.map(({ id, status }, place) => (
        <g key={id}>
          {shapes[status === null ? 'unsaid' : toStatusLook(toKnownStatus(status)).group](
            (12 - shown.length + place) * step,
          )}
        </g>
      ))}
    </svg>
  );
});

export function MarkWord({ runs, id }: { readonly runs: Runs; readonly id: string }) {
  const mark = toMark(runs, id);
  if (mark === null) return null;
  return (
    <span class={`mark mark-${mark.kind}`} title={mark.title} data-mark-word={mark.word}>
      {mark.word}
    </span>
  );
}
