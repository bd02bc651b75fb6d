/** Chooses another run of the same definition, and shows what differs. The other run is read when it is asked for. */
import { useState } from 'preact/hooks';
import type { JobDetail } from '../detail/job-detail.ts';
import { chooseOther, describeRun, type Run } from '../runs/runs-words.ts';

export interface CompareWithProps {
  readonly job: JobDetail;
  readonly runs: readonly Run[];
}

type View = (props: { readonly job: JobDetail; readonly otherId: string }) => preact.ComponentChild;

export function CompareWith({ job, runs }: CompareWithProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [shown, setShown] = useState<{ readonly draw: View; readonly otherId: string } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const others = runs.filter(({ id }) => id !== job.id);
  const otherId = chosen ?? chooseOther(runs, job.id)?.id ?? '';
  const compare = async (): Promise<void> => {
    try {
      const { CompareView } = await import('./compare-view.tsx');
      setShown({ draw: CompareView, otherId });
      setProblem(null);
    } catch {
      setProblem('The part of the page that compares did not load. Try again, or reload the page.');
    }
  };
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
        <button type="button" onClick={() => void compare()}>
          Compare
        </button>
        {shown !== null && (
          <button type="button" class="plain" onClick={() => setShown(null)}>
            Close the comparison
          </button>
        )}
      </p>
      {problem !== null && <p role="alert">{problem}</p>}
      {shown !== null && <shown.draw key={shown.otherId} job={job} otherId={shown.otherId} />}
    </div>
  );
}
