/** Why a job failed, before all else: complete, and ready to be copied. */
import { CopyButton } from '../shared/copy-button.tsx';
import { Icon } from '../shared/icon.tsx';
import { toStatusLook } from '../state/status.ts';
import type { JobDetail } from './use-job-detail.ts';

export function FailureBanner({ job }: { readonly job: JobDetail }) {
  const failures = job.failures ?? [];
  const endedBadly = job.status !== null && toStatusLook(job.status).group === 'badly';
  const said = endedBadly && !failures.some(({ message }) => message === job.statusMessage) ? job.statusMessage : null;
  if (failures.length === 0 && said === null) return null;
  const text = [
    ...failures.map(({ subject, code, message }) =>
      [subject, code, message].filter((part) => part !== null).join(': '),
    ),
    ...(said === null ? [] : [said]),
  ].join('\n');
  return (
    <section class="banner failure" aria-label="Failures">
      <Icon name="warning" />
      <ul>
        {failures.map(({ subject, code, message }, index) => (
          <li key={index}>
            {code !== null && <code>{code}</code>} {subject !== null && <strong>{subject}</strong>}{' '}
            {message !== null && <span class="said">{message}</span>}
          </li>
        ))}
        {said !== null && (
          <li>
            <span class="said">{said}</span>
          </li>
        )}
      </ul>
      <CopyButton text={text} label="Copy the failures" />
    </section>
  );
}
