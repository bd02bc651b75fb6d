/** Chooses another run of the same definition, and shows what differs. The other run is read when it is asked for. */
import { useState } from 'preact/hooks';
import type { JobDetail } from '../detail/job-detail.ts';
import { byNeed } from '../shared/by-need.tsx';
import { chooseOther, describeRun, type Run } from '../runs/runs-words.ts';

export interface CompareWithProps {
  readonly job: JobDetail;
  readonly runs: readonly Run[];
}

const CompareView = byNeed({
  name: 'the comparison',
  load: async () => (await import('./compare-view.tsx')).CompareView,
});

export function CompareWith({ job, runs }: CompareWithProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [shown, setShown] = useState<string | null>(null);
  const others = runs.filter(({ id }) => id !== job.id);
  const otherId = chosen ?? chooseOther(runs, job.id)?.id ?? '';
  return (
    <div class="compare">
      <p class="compare-choice">
        <label>
          Compare with{' '}
          <select value={otherId} onChange={({ currentTarget }) => setChosen(currentTarget.value)}>
            {others.map((run) => (
              <option key={run.id} value={run.id}>
                {describeRun(run)}
              </option>
            ))}
          </select>
        </label>
        <button type="button" onClick={() => setShown(otherId)}>
          Compare
        </button>
        {shown !== null && (
          <button type="button" class="plain" onClick={() => setShown(null)}>
            Close the comparison
          </button>
        )}
      </p>
      {shown !== null && <CompareView key={shown} job={job} otherId={shown} />}
    </div>
  );
}
