/** How far a job has come, as far as its provider says. */
import type { JobDetail } from './job-detail.ts';

export function JobProgress({ progress }: { readonly progress: JobDetail['progress'] }) {
  if (progress === null) return null;
  const { fraction, total, succeeded, failed } = progress;
  const parts = [
    fraction === null ? null : `${Math.floor(fraction * 100)} %`,
    succeeded === null ? null : `${succeeded}${total === null ? '' : ` of ${total}`} succeeded`,
    failed === null || failed === '0' ? null : `${failed} failed`,
  ].filter((part) => part !== null);
  if (parts.length === 0) return null;
  return (
    <section class="progress" aria-label="Progress">
      {fraction !== null && <progress value={fraction} max={1} aria-label="Progress" />}
      <span>{parts.join(' · ')}</span>
    </section>
  );
}
