/** Who is signed in, and a way to another token. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { token } from '../graph/session.ts';
import { settings } from '../settings.ts';
import { Time } from '../shared/time.tsx';
import { fetchDemoToken, demoLevels } from './demo.ts';
import { checkToken } from './paste.ts';
import { beginSignIn, dialog, signOut, takeToken } from './sign-in.ts';
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
          {missing.map((scope) => (
            <code key={scope}>{scope}</code>
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

function DemoButtons() {
  const [problem, setProblem] = useState<string | null>(null);
  const take = async (scope: string): Promise<void> => {
    try {
      takeToken(await fetchDemoToken(scope), false);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <div class="demo" role="group" aria-label="Tokens of the demo">
      {demoLevels.map(({ name, scope }) => (
        <button key={scope} type="button" onClick={() => void take(scope)} title={scope}>
          {name}
        </button>
      ))}
      {problem !== null && <p role="alert">{problem}</p>}
    </div>
  );
}

function PasteForm() {
  const field = useRef<HTMLTextAreaElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isKept, setIsKept] = useState(false);
  const submit = (event: Event): void => {
    event.preventDefault();
    const checked = checkToken(field.current?.value ?? '');
    if ('fault' in checked) setProblem(checked.fault);
    else takeToken(checked.token, isKept);
  };
  return (
    <form class="paste" autocomplete="off" onSubmit={submit}>
      <label for="token-text">Token</label>
      <textarea
        id="token-text"
        ref={field}
        rows={4}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        aria-describedby="token-note"
        aria-invalid={problem !== null}
      />
      <p id="token-note" class="note">
        A JSON Web Token of this gateway’s issuer. It stays in this page’s memory.
      </p>
      {problem !== null && <p role="alert">{problem}</p>}
      <label class="switch">
        <input type="checkbox" checked={isKept} onChange={({ currentTarget }) => setIsKept(currentTarget.checked)} />
        Keep in this tab
      </label>
      <button type="submit">Sign in</button>
    </form>
  );
}
