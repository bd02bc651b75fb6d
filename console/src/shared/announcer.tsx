/** Reads announcements to screen readers; nobody sees it. */
import { announcement } from '../state/announcement.ts';

export function Announcer() {
  return (
    <p class="unseen" role="status" aria-live="polite">
      {announcement}
    </p>
  );
}
