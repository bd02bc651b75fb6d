/** The way to a job's log. Nothing of it is read, or loaded, until it is opened. */
import { useState } from 'preact/hooks';
import { Icon } from '../shared/icon.tsx';
import { beginSignIn, canSignIn } from '../sign-in/sign-in.ts';
import { viewer } from '../sign-in/viewer.ts';
import { byNeed } from '../shared/by-need.tsx';

const scope = 'job:logs';

const LogPane = byNeed({ name: 'the log', load: async () => (await import('../log/log-pane.tsx')).LogPane });

export function JobLog({ id }: { readonly id: string }) {
  const [isOpen, setIsOpen] = useState(false);
  const isAllowed = viewer.value?.scopes.includes(scope) === true;
  return (
    <section class="job-log" aria-label="Log of the job">
      <h3>Log</h3>
      {isOpen && isAllowed ? (
        <LogPane id={id} close={() => setIsOpen(false)} />
      ) : isAllowed ? (
        <p>
          <button type="button" onClick={() => setIsOpen(true)}>
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
            <button type="button" onClick={() => beginSignIn([scope])}>
              Open the log
            </button>
          )}
        </p>
      )}
    </section>
  );
}
