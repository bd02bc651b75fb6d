/** The way to a job's log. Nothing of it is read, or loaded, until it is opened. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { byNeed } from '../shared/by-need.tsx';
import { Icon } from '../shared/icon.tsx';
import { beginSignIn, canSignIn } from '../sign-in/sign-in.ts';
import { viewer } from '../sign-in/viewer.ts';

const scope = 'job:logs';

const LogPane = byNeed({ name: 'the log', load: async () => (await import('../log/log-pane.tsx')).LogPane });

export function JobLog({ id }: { readonly id: string }) {
  const [isWanted, setIsWanted] = useState(false);
  const isAllowed = viewer.value?.scopes.includes(scope) === true;
  const isOpen = isWanted && isAllowed;
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isOpen) section.current?.scrollIntoView({ block: 'start' });
  }, [isOpen]);
  const open = (): void => setIsWanted(true);
  return (
    <section class={isOpen ? 'job-log open' : 'job-log'} aria-label="Log of the job" ref={section}>
      {isOpen ? (
        <LogPane id={id} close={() => setIsWanted(false)} />
      ) : (
        <>
          {(isAllowed || canSignIn) && (
            <button
              type="button"
              class="primary"
              data-key="l"
              data-open-log
              title="Open the log (l)"
              onClick={() => (isAllowed ? open() : beginSignIn({ missing: [scope], resume: open }))}
            >
              Open the log
            </button>
          )}
          <LogNote isAllowed={isAllowed} />
        </>
      )}
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
