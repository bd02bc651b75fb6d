/** The way to a job's log. Nothing of it is read, or loaded, until it is opened. */
import { useState } from 'preact/hooks';
import { Icon } from '../shared/icon.tsx';
import { beginSignIn, canSignIn } from '../sign-in/sign-in.ts';
import { viewer } from '../sign-in/viewer.ts';
import type { LogPaneProps } from '../log/log-pane.tsx';

const scope = 'job:logs';

type Pane = (props: LogPaneProps) => preact.ComponentChild;

export function JobLog({ id }: { readonly id: string }) {
  const [Pane, setPane] = useState<{ readonly draw: Pane } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const isAllowed = viewer.value?.scopes.includes(scope) === true;
  const open = async (): Promise<void> => {
    try {
      const { LogPane } = await import('../log/log-pane.tsx');
      setPane({ draw: LogPane });
      setProblem(null);
    } catch {
      setProblem('The part of the page for logs did not load. Try again, or reload the page.');
    }
  };
  return (
    <section class="job-log" aria-label="Log of the job">
      <h3>Log</h3>
      {Pane !== null && isAllowed ? (
        <Pane.draw id={id} close={() => setPane(null)} />
      ) : isAllowed ? (
        <p>
          <button type="button" onClick={() => void open()}>
            Open the log
          </button>{' '}
          <span class="note">Reading it is written to the audit log.</span>
        </p>
      ) : (
        <p class="locked">
          <Icon name="lock" />
          <span>
            needs <code>{scope}</code>
          </span>
          {canSignIn && (
            <button type="button" onClick={() => beginSignIn({ missing: [scope], resume: () => void open() })}>
              Open the log
            </button>
          )}
        </p>
      )}
      {problem !== null && <p role="alert">{problem}</p>}
    </section>
  );
}
