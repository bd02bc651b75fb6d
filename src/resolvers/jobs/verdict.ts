/** Decides whether a listed job meets a filter: by its row if the row suffices, else by a read of the job. */
import { isTerminal, jobStatuses, type Instant, type JobFacts } from '../../provider/contract/job.ts';
import type { ReadRow } from '../../jobs/lists/container-pages.ts';
import type { Source } from '../../jobs/source.ts';
import { holdsInRow } from '../../jobs/reading/plan.ts';
import { findReason, hasEndedBadly } from './reasons.ts';
import { isUnbounded, type CheckedFilter, type Span } from './filter.ts';

/** `undecided`: only a read of the job decides. */
type Verdict = 'passes' | 'fails' | 'undecided';

/** @param text the row's `toSearchedText`; any text if the filter has no words */
export function judgeRow(filter: CheckedFilter, source: Source, row: ReadRow, text: string): Verdict {
  const { words, created } = filter;
  if (!isIn(created, row.facts.createdAt) || !words.every((word) => text.includes(word))) return 'fails';
  const says = (fact: string): boolean => holdsInRow(source.adapter, row.alsoHolds, fact);
  const verdicts = [
    judgeStatus(filter, row.facts, says),
    judgeEnd(filter, row.facts, says),
    judgeDefinition(filter, row.facts, says),
    judgeFailures(filter, row.facts, says),
  ];
  if (verdicts.includes('fails')) return 'fails';
  return verdicts.includes('undecided') ? 'undecided' : 'passes';
}

type Says = (fact: string) => boolean;

function judgeStatus({ statuses }: CheckedFilter, { status, isTerminal: hasEnded }: JobFacts, says: Says): Verdict {
  if (statuses === null) return 'passes';
  if (says('status')) return statuses.has(status) ? 'passes' : 'fails';
  if (!says('isTerminal')) return 'undecided';
  const possible = jobStatuses.filter((one) => isTerminal(one) === hasEnded);
  if (!possible.some((one) => statuses.has(one))) return 'fails';
  return possible.every((one) => statuses.has(one)) ? 'passes' : 'undecided';
}

function judgeEnd({ ended }: CheckedFilter, { isTerminal: hasEnded, endedAt }: JobFacts, says: Says): Verdict {
  if (isUnbounded(ended)) return 'passes';
  if (says('endedAt')) return isIn(ended, endedAt) ? 'passes' : 'fails';
  // A job that has not ended has no end. No read of other facts can change that.
  return says('isTerminal') && !hasEnded ? 'fails' : 'undecided';
}

function judgeDefinition(filter: CheckedFilter, facts: JobFacts, says: Says): Verdict {
  if (filter.definitions === null) return 'passes';
  if (!says('definition')) return 'undecided';
  return hasDefinition(filter, facts) ? 'passes' : 'fails';
}

function judgeFailures(filter: CheckedFilter, facts: JobFacts, says: Says): Verdict {
  if (!asksForFailures(filter)) return 'passes';
  if (says('status') && !hasEndedBadly(facts.status)) return 'fails';
  if (says('isTerminal') && !facts.isTerminal) return 'fails';
  if (!says('status') || !says('failures')) return 'undecided';
  return hasFailures(filter, facts) ? 'passes' : 'fails';
}

/** Whether a job that its row left undecided meets the filter, by what a read says. */
export function judgeFacts(filter: CheckedFilter, facts: JobFacts): boolean {
  return (
    hasStatus(filter, facts) &&
    isIn(filter.ended, facts.endedAt) &&
    hasDefinition(filter, facts) &&
    hasFailures(filter, facts)
  );
}

/** The facts that a filter needs and that rows may lack. */
export function toJudgedFacts(filter: CheckedFilter): ReadonlySet<string> {
  return new Set([
    ...(filter.statuses === null ? [] : ['status']),
    ...(isUnbounded(filter.ended) ? [] : ['endedAt']),
    ...(filter.definitions === null ? [] : ['definition']),
    ...(asksForFailures(filter) ? ['status', 'failures'] : []),
  ]);
}

function asksForFailures({ failureCodes, reasons }: CheckedFilter): boolean {
  return failureCodes !== null || reasons !== null;
}

function hasDefinition({ definitions }: CheckedFilter, { definition }: JobFacts): boolean {
  return definitions === null || (definition !== null && definitions.has(definition));
}

function hasFailures(filter: CheckedFilter, facts: JobFacts): boolean {
  const { failureCodes, reasons } = filter;
  if (!asksForFailures(filter)) return true;
  if (!hasEndedBadly(facts.status)) return false;
  if (failureCodes !== null && !facts.failures.some(({ code }) => code !== null && failureCodes.has(code)))
    return false;
  return reasons === null || reasons.has(findReason(facts)?.key ?? '');
}

function hasStatus({ statuses }: CheckedFilter, { status }: JobFacts): boolean {
  return statuses === null || statuses.has(status);
}

function isIn(span: Span, time: Instant | null): boolean {
  if (isUnbounded(span)) return true;
  if (time === null) return false;
  return (span.from === null || time >= span.from) && (span.until === null || time < span.until);
}

/**
 * The text in which a filter's words are searched: the texts of a row, masked ones in their masked form. No word
 * contains the character that separates them.
 * @param id the graph's id of the job
 */
export function toSearchedText({ facts }: ReadRow, id: string): string {
  const { name, kind, definition, rawStatus, statusMessage } = facts;
  return [id, name, kind, definition, rawStatus, statusMessage].join('\n').toLowerCase();
}
