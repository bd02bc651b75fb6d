/** The way to a job's log. Nothing of it is read, or loaded, until it is opened. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { LogPaneProps } from '../log/log-pane.tsx';
import { Icon } from '../shared/icon.tsx';
import { beginSignIn, canSignIn } from '../sign-in/sign-in.ts';
import { viewer } from '../sign-in/viewer.ts';

const scope = 'job:logs';

type Pane = (props: LogPaneProps) => preact.ComponentChild;

export function JobLog({ id }: { readonly id: string }) {
  const { Pane, problem, open, close } = useLogPane();
  const isAllowed = viewer.value?.scopes.includes(scope) === true;
  const isOpen = Pane !== null && isAllowed;
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isOpen) section.current?.scrollIntoView({ block: 'start' });
  }, [isOpen]);
  const ask = (): void => {
    if (isAllowed) void open();
    else beginSignIn({ missing: [scope], resume: () => void open() });
  };
  return (
    <section class={isOpen ? 'job-log open' : 'job-log'} aria-label="Log of the job" ref={section}>
      {isOpen ? (
        <Pane.draw id={id} close={close} />
      ) : (
        <>
          {(isAllowed || canSignIn) && (
            <button type="button" class="primary" data-key="l" data-open-log title="Open the log (l)" onClick={ask}>
              Open the log
            </button>
          )}
          <LogNote isAllowed={isAllowed} />
        </>
      )}
      {problem !== null && <p role="alert">{problem}</p>}
    </section>
  );
}

function LogNote({ isAllowed }: { readonly isAllowed: boolean }) {
  if (isAllowed) return <span class="note">Reading it is written to the audit log.</span>;
  return (
    <span class="locked">
      <Icon name="lock" />
      <span>
        needs <code>{scope}</code>
      </span>
    </span>
  );
}

/** Loads the part of the page that shows logs. */
function useLogPane() {
  const [Pane, setPane] = useState<{ readonly draw: Pane } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const open = async (): Promise<void> => {
    try {
      const { LogPane } = await import('../log/log-pane.tsx');
      setPane({ draw: LogPane });
      setProblem(null);
    } catch {
      setProblem('The part of the page for logs did not load. Try again, or reload the page.');
    }
  };
  return { Pane, problem, open, close: () => setPane(null) };
}
