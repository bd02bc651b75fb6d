/** The filter of the job list, checked. */
import { InputError } from '../../errors/errors.ts';
import { isTerminal, jobStatuses, type Instant, type JobStatus } from '../../job.ts';
import type { ListFilter } from '../../provider/adapter.ts';
import type { Source } from '../../jobs/source.ts';
import type { JobFilter } from '../types.generated.ts';

/** `JobFilter` of the graph after its checks; what it left out is filled in. */
export interface CheckedFilter {
  /** The sources to list, in the configuration's order. */
  readonly sources: readonly Source[];
  /** What `statuses` and `isTerminal` leave together; null if both are absent. */
  readonly statuses: ReadonlySet<JobStatus> | null;
  readonly created: Span;
  readonly ended: Span;
  /** Of `text`, in lower case. */
  readonly words: readonly string[];
  /** The part that providers can filter by. */
  readonly listFilter: ListFilter;
  /** Equal for equal filters. */
  readonly key: string;
}

/** From an instant on until before another one; null = unbounded. */
export interface Span {
  readonly from: Instant | null;
  readonly until: Instant | null;
}

const maxTextLength = 100;
const maxWords = 8;

/** Throws `InputError` for an unknown source, a span that ends before it begins, and a text without words or too long. */
export function readFilter(sources: ReadonlyMap<string, Source>, filter: JobFilter | null | undefined): CheckedFilter {
  const { providers, sources: names, createdAfter, createdBefore } = filter ?? {};
  const wanted: readonly string[] | null | undefined = providers;
  for (const name of names ?? []) {
    if (!sources.has(name))
      throw new InputError(
        `\`filter.sources\` must name configured sources, but got ${JSON.stringify(name.slice(0, 80))}.`,
      );
  }
  const statuses = readStatuses(filter);
  const created = readSpan('created', createdAfter, createdBefore);
  const ended = readSpan('ended', filter?.endedAfter, filter?.endedBefore);
  const words = readWords(filter?.text);
  return {
    sources: [...sources.values()].filter(
      ({ name, provider }) => (wanted?.includes(provider) ?? true) && (names?.includes(name) ?? true),
    ),
    statuses: statuses && new Set(statuses),
    created,
    ended,
    words,
    listFilter: {
      // Providers filter by one status at most, never by whether a job has ended.
      ...(filter?.statuses && statuses ? { statuses } : {}),
      ...(createdAfter ? { createdAfter } : {}),
      ...(createdBefore ? { createdBefore } : {}),
    },
    key: JSON.stringify([toSorted(providers), toSorted(names), toSorted(statuses), created, ended, toSorted(words)]),
  };
}

/** Whether both ends are open: every time passes then, known or not. */
export function isUnbounded({ from, until }: Span): boolean {
  return from === null && until === null;
}

function readStatuses(filter: JobFilter | null | undefined): readonly JobStatus[] | null {
  const { statuses, isTerminal: wanted } = filter ?? {};
  if (typeof wanted !== 'boolean') return statuses ?? null;
  return (statuses ?? jobStatuses).filter((status) => isTerminal(status) === wanted);
}

function readSpan(what: string, after: Date | null | undefined, before: Date | null | undefined): Span {
  const from = after?.toISOString() ?? null;
  const until = before?.toISOString() ?? null;
  if (from !== null && until !== null && from > until)
    throw new InputError(
      `\`filter.${what}After\` must not be later than \`${what}Before\`, but got ${from} and ${until}.`,
    );
  return { from, until };
}

function readWords(text: string | null | undefined): readonly string[] {
  if (text === null || text === undefined) return [];
  const { length } = Array.from(text);
  if (length < 1 || length > maxTextLength)
    throw new InputError(`\`filter.text\` must have 1 to ${maxTextLength} characters, but got ${length}.`);
  const words = text.split(/\s+/u).filter((word) => word !== '');
  if (words.length < 1 || words.length > maxWords)
    throw new InputError(`\`filter.text\` must hold 1 to ${maxWords} words, but got ${words.length}.`);
  return words.map((word) => word.toLowerCase());
}

function toSorted(values: readonly string[] | null | undefined): readonly string[] | null {
  return values ? [...new Set(values)].sort() : null;
}
