/** Says that the graph does not answer this viewer, and why. Nothing while it answers. */
import { refusal, type Refusal } from '../graph/session.ts';
import { settings } from '../settings.ts';
import { beginSignIn, problem } from './sign-in.ts';
import { hasEnded } from './viewer.ts';

const sentences: Readonly<Record<Refusal, string>> = {
  needed: 'Sign in to see the jobs.',
  'not-taken': 'The gateway does not accept the token. Sign in again.',
  'not-allowed': 'This token may not read jobs: it lacks the scope job:read.',
};

export function SignInBanner() {
  const reason = hasEnded.value ? 'not-taken' : refusal.value;
  const sentence = hasEnded.value ? 'The token has ended. Sign in again.' : reason && sentences[reason];
  if (reason === null && problem.value === null) return null;
  return (
    <div class="banner" role="alert" data-refusal={reason}>
      <span>{[problem.value, sentence].filter(Boolean).join(' ')}</span>
      {settings.signIn.mode !== 'none' && (
        <button type="button" onClick={() => beginSignIn()}>
          Sign in
        </button>
      )}
    </div>
  );
}
