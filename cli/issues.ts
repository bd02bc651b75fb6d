/** What a list does not cover: said on standard error, and told by the exit status. */
import { exits } from './exit.ts';
import type { Printing } from './printing.ts';

/** One entry of `issues`, with the fields of `issueFields`. */
export interface Issue {
  readonly source: { readonly name: string };
  /** A queue or another part of the source; null where it is about all of the source. */
  readonly part: string | null;
  readonly code: string;
  readonly cause: string | null;
  readonly message: string;
  readonly jobId: string | null;
}

/** The selection of `issues`, which several root fields have. */
export const issueFields = 'issues { source { name } part code cause message jobId }';

/** Without sources that can never list their jobs, unless the user named them: that is how they are, and no gap. */
export function dropUnlisted(issues: readonly Issue[], named: readonly string[]): readonly Issue[] {
  return issues.filter(({ code, source }) => code !== 'LIST_NOT_SUPPORTED' || named.includes(source.name));
}

/** Whether a source did not answer, for a reason of its own. */
export function isFailure({ code }: Issue): boolean {
  return code.startsWith('PROVIDER_');
}

/** A line for each issue, each once. */
export function describeIssues(issues: readonly Issue[]): readonly string[] {
  const lines = issues.map(({ source, part, code, cause, message, jobId }) => {
    const place = part === null || message.includes(part) ? source.name : `${source.name} (${part})`;
    const subject = jobId === null ? `not covered: ${place}` : `as the list says it: ${jobId}`;
    return `! ${subject}: ${toClause(message)} (${cause ?? code})`;
  });
  return [...new Set(lines)];
}

/** Says each issue once. */
export function noteIssues({ note }: Pick<Printing, 'note'>, issues: readonly Issue[]): void {
  for (const line of describeIssues(issues)) note(line);
}

/** A sentence behind a colon: an article or another small word at its beginning is no name. */
function toClause(sentence: string): string {
  const clause = sentence.replace(/\.$/, '');
  return /^(?:An?|The|This|No|Not|Too|More|It|Some)\b/.test(clause)
    ? clause.charAt(0).toLowerCase() + clause.slice(1)
    : clause;
}

/** What the user asked of the exit status. */
export interface CoverageOptions {
  readonly allowPartial?: boolean;
  readonly requireComplete?: boolean;
}

/** The status of a list with these issues; `hasAny` says whether a source was covered at all. */
export function toCoverageStatus(
  issues: readonly Issue[],
  { allowPartial, requireComplete }: CoverageOptions,
  hasAny: boolean,
): number {
  const isIncomplete = requireComplete === true && issues.length > 0;
  const isPartial = issues.some(isFailure) && (allowPartial !== true || !hasAny);
  return isIncomplete || isPartial ? exits.partial : exits.done;
}
