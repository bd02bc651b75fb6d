/** Who is signed in, and a way to another token. */
import { useEffect, useRef } from 'preact/hooks';
import { token } from '../graph/session.ts';
import { settings } from '../settings.ts';
import { Time } from '../shared/time.tsx';
import { beginSignIn, dialog, signOut } from './sign-in.ts';
import { DemoButtons, PasteForm } from './token-forms.tsx';
import { hasEnded, viewer } from './viewer.ts';

export function SignInDialog({ missing }: { readonly missing: readonly string[] }) {
  const element = useRef<HTMLDialogElement>(null);
  const { mode } = settings.signIn;
  const isSignedIn = viewer.value?.subject != null && !hasEnded.value;
  useEffect(() => {
    element.current?.showModal();
  }, []);
  const close = (): void => {
    dialog.value = null;
  };
  return (
    <dialog ref={element} class="sign-in" aria-labelledby="sign-in-title" onClose={close}>
      <h2 id="sign-in-title">{isSignedIn ? 'Signed in' : 'Sign in'}</h2>
      {missing.length > 0 && (
        <p>
          This needs a token with{' '}
          {missing.map((scope, place) => (
            <>
              {place > 0 && ' and '}
              <code key={scope}>{scope}</code>
            </>
          ))}
          .
        </p>
      )}
      <TokenFacts />
      {mode === 'demo' && <DemoButtons />}
      {mode === 'paste' && <PasteForm />}
      {mode === 'oidc' && (
        <button type="button" onClick={() => beginSignIn()}>
          Sign in again
        </button>
      )}
      <p class="actions">
        {token.value !== null && (
          <button type="button" onClick={signOut}>
            Sign out
          </button>
        )}
        <button type="button" onClick={() => element.current?.close()}>
          Close
        </button>
      </p>
    </dialog>
  );
}

function TokenFacts() {
  const present = viewer.value;
  if (present === null) return null;
  const { subject, scopes, expiresAt } = present;
  return (
    <dl class="facts">
      <div class="fact">
        <dt>Subject</dt>
        <dd>{subject ?? 'Nobody is signed in'}</dd>
      </div>
      <div class="fact">
        <dt>Scopes</dt>
        <dd>{scopes.length === 0 ? 'None' : scopes.map((scope) => <code key={scope}>{scope} </code>)}</dd>
      </div>
      <div class="fact">
        <dt>Ends</dt>
        <dd>
          <Time at={expiresAt} />
        </dd>
      </div>
    </dl>
  );
}
