/** One job in full, beside the list; a page of its own on a phone. */
import { Message } from '../shared/message.tsx';
import { describeUsual } from '../runs/runs-words.ts';
import { useRuns } from '../runs/use-runs.ts';
import { beginSignIn } from '../sign-in/sign-in.ts';
import { go } from '../state/navigation.ts';
import { JobBody } from './job-body.tsx';
import { PanelHead } from './panel-head.tsx';
import type { Problem } from './problems.ts';
import { useHeadingFocus } from './use-heading-focus.ts';
import { useJobDetail } from './use-job-detail.ts';
import { usePanelKeys } from './use-panel-keys.ts';

const close = (): void => go({ job: null });

export function DetailPanel({ id }: { readonly id: string }) {
  const { job, problem, fieldProblems, reload } = useJobDetail(id);
  const runs = useRuns(job);
  const heading = useHeadingFocus(id);
  usePanelKeys();
  return (
    <aside
      class="panel"
      aria-labelledby="panel-title"
      data-detail={id}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        close();
      }}
    >
      <PanelHead id={id} job={job} usual={describeUsual(runs.stats)} heading={heading} close={close} />
      {problem && <ProblemMessage problem={problem} isStale={job !== null} reload={reload} />}
      {!job && !problem && <Message state="loading" title="Reading the job …" />}
      {job && <JobBody job={job} runs={runs} fieldProblems={fieldProblems} />}
    </aside>
  );
}

interface ProblemMessageProps {
  readonly problem: Problem;
  /** Whether what was read before stays on the page. */
  readonly isStale: boolean;
  readonly reload: () => void;
}

function ProblemMessage({ problem, isStale, reload }: ProblemMessageProps) {
  const { code, title, message, isRetryable } = problem;
  const needsSignIn = code === 'UNAUTHENTICATED';
  return (
    <div data-problem={code}>
      <Message
        state={needsSignIn ? 'signed-out' : isStale ? 'stale' : 'error'}
        icon={needsSignIn ? 'lock' : 'warning'}
        title={title}
      >
        {!needsSignIn && <p>{message}</p>}
        {isStale && <p>What follows is what was read before.</p>}
        {isRetryable && (
          <button type="button" onClick={reload}>
            Try again
          </button>
        )}
        {needsSignIn && (
          <button type="button" onClick={() => beginSignIn()}>
            Sign in
          </button>
        )}
      </Message>
    </div>
  );
}
