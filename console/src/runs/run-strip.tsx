/** Runs beside each other, the oldest first: a bar as high as the run was long, and its status. Each leads to its run. */
import { StatusSign } from '../shared/status-badge.tsx';
import { follow, toLink } from '../state/navigation.ts';
import { toStatusLook } from '../state/status.ts';
import { describeRun, toHeights, type Run } from './runs-words.ts';

const height = 32;

export function RunStrip({ runs, id }: { readonly runs: readonly Run[]; readonly id: string }) {
  const oldestFirst = runs.toReversed();
  const heights = toHeights(oldestFirst);
  return (
    <ol class="run-strip" aria-label="Runs, the oldest first">
      {oldestFirst.map((run, place) => (
        <li key={run.id}>
          <RunLink run={run} height={heights[place] ?? 0} isThis={run.id === id} />
        </li>
      ))}
    </ol>
  );
}

interface RunLinkProps {
  readonly run: Run;
  /** From 0 to 1. */
  readonly height: number;
  readonly isThis: boolean;
}

function RunLink({ run, height: share, isThis }: RunLinkProps) {
  const words = `${isThis ? 'This run: ' : ''}${describeRun(run)}`;
  const tall = Math.round(share * height);
  return (
    <a
      class="run"
      href={toLink({ job: run.id })}
      onClick={follow({ job: run.id })}
      aria-label={words}
      aria-current={isThis || undefined}
      title={words}
      data-run={run.id}
      data-status={run.status ?? ''}
    >
      <svg
        class={`tone-${toStatusLook(run.status ?? 'UNKNOWN').tone}`}
        viewBox={`0 0 16 ${height}`}
        width="16"
        height={height}
        aria-hidden="true"
      >
        <rect class="run-bar" x="2" y={height - tall} width="12" height={tall} rx="1.5" />
      </svg>
      <StatusSign status={run.status ?? 'UNKNOWN'} />
    </a>
  );
}
