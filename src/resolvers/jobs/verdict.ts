/** Whether a listed job meets a filter: by its row, as far as that says it, else by a read of the job. */
import { isTerminal, type Instant, type JobFacts } from '../../job.ts';
import type { ReadRow } from '../../jobs/container-pages.ts';
import type { Source } from '../../jobs/source.ts';
import { holdsInRow } from '../../provider/plan.ts';
import { isUnbounded, type CheckedFilter, type Span } from './filter.ts';

/** `undecided`: only a read of the job says it. */
export type Verdict = 'passes' | 'fails' | 'undecided';

/** @param id the graph's id of the job */
export function judgeRow(filter: CheckedFilter, source: Source, { facts, alsoHolds }: ReadRow, id: string): Verdict {
  const { statuses, created, ended } = filter;
  if (!isIn(created, facts.createdAt) || !holdsWords(filter, facts, id)) return 'fails';
  const saysStatus = holdsInRow(source.adapter, alsoHolds, 'status');
  const saysEnd = holdsInRow(source.adapter, alsoHolds, 'endedAt');
  if (saysStatus && !hasStatus(filter, facts)) return 'fails';
  if (isUnbounded(ended)) return saysStatus || statuses === null ? 'passes' : 'undecided';
  // What has not ended has no end, whatever else would have to be read.
  if (saysEnd ? !isIn(ended, facts.endedAt) : saysStatus && !isTerminal(facts.status)) return 'fails';
  return saysEnd && (saysStatus || statuses === null) ? 'passes' : 'undecided';
}

/** Whether a job that its row left undecided meets the filter, by what a read says. */
export function judgeFacts(filter: CheckedFilter, facts: JobFacts): boolean {
  return hasStatus(filter, facts) && isIn(filter.ended, facts.endedAt);
}

/** The facts that a filter judges jobs by which their rows may not say. */
export function toJudgedFacts({ statuses, ended }: CheckedFilter): ReadonlySet<string> {
  return new Set([...(statuses === null ? [] : ['status']), ...(isUnbounded(ended) ? [] : ['endedAt'])]);
}

function hasStatus({ statuses }: CheckedFilter, { status }: JobFacts): boolean {
  return statuses === null || statuses.has(status);
}

function isIn(span: Span, time: Instant | null): boolean {
  if (isUnbounded(span)) return true;
  if (time === null) return false;
  return (span.from === null || time >= span.from) && (span.until === null || time < span.until);
}

/** Each word in one of the texts: those of the row, so a masked one as it is shown. */
function holdsWords({ words }: CheckedFilter, facts: JobFacts, id: string): boolean {
  if (words.length === 0) return true;
  const texts = [id, facts.name, facts.kind, facts.rawStatus, facts.statusMessage].flatMap(
    (text) => text?.toLowerCase() ?? [],
  );
  return words.every((word) => texts.some((text) => text.includes(word)));
}
