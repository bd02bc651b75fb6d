/** Says that the graph does not answer this viewer, and why. Nothing while it answers. */
import { refusal } from '../graph/session.ts';

const sentences = {
  needed: 'Sign in to see the jobs.',
  'not-taken': 'The graph does not take this token any more. Sign in again.',
  'not-allowed': 'This token may not read jobs: it lacks the scope job:read.',
} as const;

export function SignInBanner() {
  const reason = refusal.value;
  if (reason === null) return null;
  return (
    <div class="banner" role="alert" data-refusal={reason}>
      {sentences[reason]}
    </div>
  );
}
