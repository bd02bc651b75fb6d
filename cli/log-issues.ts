/** What stands in the way of a log: said on standard error with what to do, and told by the exit status. */
import { exits, toErrorStatus } from './exit.ts';
import { toPrintable } from './printable.ts';
import type { Printing } from './printing.ts';

/** One entry of `issues`. */
export interface LogIssue {
  readonly code: string;
  readonly message: string;
  readonly isRetryable: boolean;
  /** The key of the part that it is about; null where it is about all of the log. */
  readonly part: string | null;
}

const remedies: Readonly<Record<string, (id: string) => string>> = {
  LOG_NOT_STARTED: (id) => `wait for it with: jobgraph jobs logs ${id} --follow`,
  LOG_NOT_SUPPORTED: (id) => `what its provider says instead: jobgraph jobs get ${id}`,
  LOG_ELSEWHERE: (id) => `its page at the provider may lead there: jobgraph jobs get ${id} --open`,
  LOG_GONE: (id) => `what is left of the job: jobgraph jobs get ${id}`,
  LOG_TRUNCATED: () => '--since and --part ask for less at a time',
  LOG_DISABLED: () => 'who runs the gateway allows it by `logs` of the source: docs/settings.md',
  PROVIDER_ACCESS_DENIED: () => "the gateway's credentials may not read logs: docs/permissions.md",
};

/** Says each issue once in a run. */
export function createIssueNotes({ complain }: Pick<Printing, 'complain'>, id: string) {
  const told = new Set<string>();
  return (issues: readonly LogIssue[], shownPart: string | null): void => {
    for (const issue of issues.filter((one) => isAbout(one, shownPart))) {
      const line = describeLogIssue(issue, id);
      if (told.has(line)) continue;
      told.add(line);
      complain(line);
    }
  };
}

function describeLogIssue({ code, message, isRetryable }: LogIssue, id: string): string {
  const remedy = remedies[code]?.(toPrintable(id)) ?? (isRetryable ? 'try again later' : '');
  return `! ${message.replace(/\.$/, '')} (${code})${remedy === '' ? '' : `: ${remedy}`}`;
}

/** Whether it stands in the way of this part. */
function isAbout({ part }: LogIssue, shownPart: string | null): boolean {
  return part === null || part === shownPart;
}

const unreadable: readonly string[] = ['LOG_NOT_SUPPORTED', 'LOG_ELSEWHERE', 'LOG_GONE', 'LOG_DISABLED'];

/** The status where no line was shown. A log that is empty, or whose lines are missing alone, is none of a failure. */
export function toLogStatus(issues: readonly LogIssue[], shownPart: string | null): number {
  const codes = issues.filter((issue) => isAbout(issue, shownPart)).map(({ code }) => code);
  const counting = codes.filter((code) => code !== 'LOG_TRUNCATED');
  if (counting.length === 0) return exits.done;
  if (counting.some((code) => unreadable.includes(code))) return exits.noLog;
  return counting.includes('LOG_NOT_STARTED') ? exits.temporary : toErrorStatus(counting);
}

/** Whether a log that is followed has come to its end by an issue. */
export function isFinal({ code, isRetryable }: LogIssue): boolean {
  return !isRetryable && code !== 'LOG_TRUNCATED';
}
