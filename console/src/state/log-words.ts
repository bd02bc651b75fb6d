/** What the page says of parts of a log, and of what stands in the way. */
import type { LogIssue, LogPart } from './log-lines.ts';

/** For example `main (load-x7k2p), attempt 2 – failed, exit 1`. */
export function describePart({ name, group, attempt, status, exitCode, failedStep }: LogPart): string {
  const who = [group === null ? name : `${name} (${group})`, attempt === null ? '' : `attempt ${attempt}`];
  const how = [
    status?.toLowerCase().replaceAll('_', ' '),
    exitCode === null ? '' : `exit ${exitCode}`,
    failedStep === null ? '' : `failed step: ${failedStep}`,
  ];
  return [who, how]
    .map((words) => words.filter(Boolean).join(', '))
    .filter(Boolean)
    .join(' – ');
}

const remedies: Readonly<Record<string, string>> = {
  LOG_NOT_STARTED: 'It is shown here as soon as there is something.',
  LOG_NOT_SUPPORTED: 'What the provider says of the job stands in its details.',
  LOG_ELSEWHERE: 'Its page at the provider may lead there.',
  LOG_GONE: 'What is left of the job stands in its details.',
  LOG_TRUNCATED: 'What is shown has gaps.',
  LOG_DISABLED: 'Who runs the gateway can allow it by the setting `logs` of the source.',
  PROVIDER_ACCESS_DENIED: 'The gateway’s credentials may not read logs. Who runs it can allow that.',
};

/** What to do about it; empty where nothing helps. */
export function toRemedy({ code, isRetryable }: LogIssue): string {
  return remedies[code] ?? (isRetryable ? 'Try again later.' : '');
}

/** Those about this part, or about all of the log. */
export function issuesOf(issues: readonly LogIssue[], part: LogPart | null): readonly LogIssue[] {
  return issues.filter((issue) => issue.part === null || issue.part === part?.key);
}

/** A name for a file: of the job and the part, with nothing in it that a system takes amiss. */
export function toFileName(jobId: string, part: LogPart | null): string {
  const name = [jobId, part?.key ?? ''].filter(Boolean).join('-');
  return `${name
    .replaceAll(/[^\w.-]+/g, '-')
    .replaceAll(/^[.-]+|-+$/g, '')
    .slice(0, 150)}.log`;
}
