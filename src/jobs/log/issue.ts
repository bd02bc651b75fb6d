/** What stands in the way of a log, in sentences. */
import { isRetryable } from '../../errors/catalogue.ts';
import { ProviderError, type ProviderErrorCode } from '../../errors/errors.ts';
import type { LogIssueCode } from '../../provider/contract/log.ts';

/** The graph's `JobLogIssue`. */
export interface LogIssue {
  readonly code: LogIssueCode | ProviderErrorCode;
  readonly message: string;
  readonly isRetryable: boolean;
  /** The key of the part that it is about; null for the log as a whole. */
  readonly part: string | null;
}

const sentences: Readonly<Record<LogIssueCode, string>> = {
  LOG_NOT_STARTED: 'Nothing is written yet, or the provider does not show it before the end.',
  LOG_NOT_SUPPORTED: 'The provider keeps no log, or the job was set up to write none.',
  LOG_ELSEWHERE: 'The log is kept where this source does not read: in another service or place, or by other jobs.',
  LOG_GONE: 'The log was removed, or its part ended without writing one.',
  LOG_TRUNCATED: 'Lines or parts are missing: there are more than one request reads.',
  LOG_DISABLED: 'This gateway does not read the logs of this source.',
};

/** @param part its key; null for the log as a whole */
export function toLogIssue(code: LogIssueCode, part: string | null): LogIssue {
  return { code, message: sentences[code], isRetryable: isRetryable(code), part };
}

/** For a call for the log that failed. Throws anything that is no failure of such a call, among them that the job is absent. */
export function toCallIssue(error: unknown, part: string | null): LogIssue {
  if (!(error instanceof ProviderError) || !error.code.startsWith('PROVIDER_')) throw error;
  const { code, message } = error;
  return { code, message, isRetryable: error.isRetryable, part };
}

/** Texts are equal if the issues are. */
export function toIssuesKey(issues: readonly LogIssue[]): string {
  return JSON.stringify(issues.map(({ code, part }) => [code, part]));
}

/** Whether a follower gets nothing after the issue. `LOG_TRUNCATED` without a part says that further parts are not listed. */
export function endsFollowing({ code, isRetryable: mayPass, part }: LogIssue): boolean {
  return !mayPass && !(code === 'LOG_TRUNCATED' && part === null);
}
