/** The header's place for who is signed in, and the way to sign in or out. */
import { token } from '../graph/session.ts';
import { settings } from '../settings.ts';
import { byNeed } from '../shared/by-need.tsx';
import { now } from '../state/clock.ts';
import { formatSpan } from '../state/time.ts';
import { beginSignIn, dialog } from './sign-in.ts';
import { hasEnded, viewer } from './viewer.ts';

const SignInDialog = byNeed({
  name: 'the dialog to sign in',
  load: async () => (await import('./sign-in-dialog.tsx')).SignInDialog,
});

export function TokenControl() {
  const { mode } = settings.signIn;
  if (mode === 'none') return null;
  const isSignedIn = token.value !== null || mode === 'proxy';
  return (
    <div class="token-control" data-token={isSignedIn ? (hasEnded.value ? 'ended' : 'present') : 'none'}>
      {isSignedIn ? (
        <>
          <TokenState />
          <button type="button" aria-haspopup="dialog" onClick={() => (dialog.value = { missing: [] })}>
            Token
          </button>
        </>
      ) : (
        <button type="button" onClick={() => beginSignIn()}>
          Sign in
        </button>
      )}
      {dialog.value !== null && <SignInDialog missing={dialog.value.missing} />}
    </div>
  );
}

function TokenState() {
  const { subject = null, expiresAt = null } = viewer.value ?? {};
  const left = expiresAt === null ? null : Date.parse(expiresAt) - now.value;
  const end = left === null ? '' : left <= 0 ? 'ended' : `${formatSpan(Math.max(left - (left % 60_000), 60_000))} left`;
  return <span class="token-state">{[subject ?? '', end].filter((part) => part !== '').join(' · ')}</span>;
}
