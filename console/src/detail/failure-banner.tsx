/** Why a job failed, before all else: complete, and ready to be copied. */
import { copy } from '../shared/copy-button.tsx';
import { Icon } from '../shared/icon.tsx';
import { toJobLink } from '../share/links.ts';
import { SafeText } from '../text/safe-text.tsx';
import { toChatText } from './chat.ts';
import { hasFailures, toFailureText, toSaid, toSubject, type Failure } from './failures.ts';
import type { JobDetail } from './job-detail.ts';

export function FailureBanner({ job }: { readonly job: JobDetail }) {
  const failures = job.failures ?? [];
  const said = toSaid(job);
  if (!hasFailures(job)) return null;
  return (
    <section class="banner failure" aria-label="Failures">
      <Icon name="warning" />
      <ul>
        {failures.map((failure, index) => (
          <li key={index}>
            <FailureText job={job} failure={failure} />
          </li>
        ))}
        {said !== null && (
          <li class="said">
            <SafeText text={said} />
          </li>
        )}
      </ul>
      <p class="failure-actions">
        <button type="button" onClick={() => void copy(toChatText(job, toJobLink(job.id)))}>
          <Icon name="copy" /> Copy for chat
        </button>
        <button type="button" aria-label="Copy the failures" onClick={() => void copy(toFailureText(job))}>
          <Icon name="copy" /> Copy
        </button>
      </p>
    </section>
  );
}

function FailureText({ job, failure }: { readonly job: JobDetail; readonly failure: Failure }) {
  const { code, message } = failure;
  const subject = toSubject(job, failure);
  return (
    <>
      {code !== null && (
        <code>
          <SafeText text={code} />
        </code>
      )}{' '}
      {subject !== null && (
        <strong>
          <SafeText text={subject} />
        </strong>
      )}{' '}
      {message !== null && (
        <span class="said">
          <SafeText text={message} />
        </span>
      )}
    </>
  );
}
