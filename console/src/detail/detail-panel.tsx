/** One job in full, beside the list; a page of its own on a phone. */
import { useState } from 'preact/hooks';
import { Icon } from '../shared/icon.tsx';
import { Message } from '../shared/message.tsx';
import { OutsideLink } from '../shared/outside-link.tsx';
import { StatusBadge } from '../shared/status-badge.tsx';
import { beginSignIn } from '../sign-in/sign-in.ts';
import { go } from '../state/navigation.ts';
import { CopyAs } from './copy-as.tsx';
import type { FactObject } from './facts.ts';
import { FailureBanner } from './failure-banner.tsx';
import { CommonFacts, OwnFacts } from './job-facts.tsx';
import { JobLog } from './job-log.tsx';
import { JobProgress } from './job-progress.tsx';
import type { FieldProblem, Problem } from './problems.ts';
import { ProtectedFields } from './protected-fields.tsx';
import { useHeadingFocus } from './use-heading-focus.ts';
import { useJobDetail, type JobDetail } from './use-job-detail.ts';

const close = (): void => go({ job: null });

export function DetailPanel({ id }: { readonly id: string }) {
  const { job, problem, fieldProblems, reload } = useJobDetail(id);
  const heading = useHeadingFocus(id);
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
      <header class="panel-head">
        <h2 id="panel-title" tabIndex={-1} ref={heading}>
          {job?.name ?? job?.providerJobId ?? id}
        </h2>
        <button type="button" class="close" onClick={close} aria-label="Close" title="Close (Esc)">
          <Icon name="close" />
        </button>
        {job && <StatusBadge status={job.status} rawStatus={job.rawStatus} />}
      </header>
      {problem && <ProblemMessage problem={problem} isStale={job !== null} reload={reload} />}
      {!job && !problem && <Message state="loading" title="Reading the job …" />}
      {job && <JobBody job={job} fieldProblems={fieldProblems} />}
    </aside>
  );
}

interface JobBodyProps {
  readonly job: JobDetail;
  readonly fieldProblems: readonly FieldProblem[];
}

function JobBody({ job, fieldProblems }: JobBodyProps) {
  const [showsEmpty, setShowsEmpty] = useState(false);
  // A type of one fragment is an object of facts.
  const facts = job as FactObject;
  return (
    <>
      <FailureBanner job={job} />
      <FieldProblems problems={fieldProblems} />
      <JobLog id={job.id} />
      <JobProgress progress={job.progress} />
      <OutsideLink address={job.consoleUrl} class="outside">
        Open in the account’s console <Icon name="external" />
      </OutsideLink>
      <CopyAs id={job.id} typeName={job.__typename} />
      <CommonFacts job={job} showsEmpty={showsEmpty} />
      <OwnFacts job={facts} provider={job.provider} showsEmpty={showsEmpty} />
      <label class="switch">
        <input
          type="checkbox"
          checked={showsEmpty}
          onChange={({ currentTarget }) => setShowsEmpty(currentTarget.checked)}
        />
        Show empty fields
      </label>
      <ProtectedFields job={facts} id={job.id} />
    </>
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

function FieldProblems({ problems }: { readonly problems: readonly FieldProblem[] }) {
  if (problems.length === 0) return null;
  return (
    <div class="banner notice" data-field-problems={problems.length}>
      {problems.map(({ code, message, fields }) => (
        <p key={message} data-code={code}>
          <Icon name="warning" /> Not read: {fields.join(', ')}. {message}
        </p>
      ))}
    </div>
  );
}
