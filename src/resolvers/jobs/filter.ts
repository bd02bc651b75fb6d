/** The filter of the job list, checked. */
import { InputError } from '../../errors/errors.ts';
import { isTerminal, jobStatuses, type Instant, type JobStatus } from '../../provider/contract/job.ts';
import type { ListFilter } from '../../provider/contract/adapter.ts';
import type { Source } from '../../jobs/source.ts';
import type { JobFilter } from '../types.generated.ts';

/** `JobFilter` of the graph after its checks, with omitted members filled in. */
export interface CheckedFilter {
  /** The sources to list, in the configuration's order. */
  readonly sources: readonly Source[];
  /** The statuses that `statuses` and `isTerminal` both allow; null if both are absent. */
  readonly statuses: ReadonlySet<JobStatus> | null;
  /** Null: any, or none. */
  readonly definitions: ReadonlySet<string> | null;
  /** Codes of failures of jobs that ended badly; null: any job. */
  readonly failureCodes: ReadonlySet<string> | null;
  /** Keys of reasons for which jobs ended badly; null: any job. */
  readonly reasons: ReadonlySet<string> | null;
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
const maxValues = 100;
const maxLabels = 16;

/** Throws `InputError` for an unknown source, a span that ends before it begins, and a text without words or too long. */
export function readFilter(sources: ReadonlyMap<string, Source>, filter: JobFilter | null | undefined): CheckedFilter {
  const { sources: names, createdAfter, createdBefore } = filter ?? {};
  for (const name of names ?? []) {
    if (!sources.has(name))
      throw new InputError(
        `\`filter.sources\` must name configured sources, but got ${JSON.stringify(name.slice(0, 80))}.`,
        { argument: 'filter.sources' },
      );
  }
  const statuses = readStatuses(filter);
  const isWanted = readSourceFilter(filter);
  const chosen = [...sources.values()].filter(isWanted);
  const created = readSpan('created', createdAfter, createdBefore);
  const ended = readSpan('ended', filter?.endedAfter, filter?.endedBefore);
  const words = readWords(filter?.text);
  const lists = {
    definitions: readSome('definitions', filter?.definitions, maxValues),
    failureCodes: readSome('failureCodes', filter?.failureCodes, maxValues),
    reasons: readSome('reasons', filter?.reasons, maxValues),
  };
  return {
    sources: chosen,
    statuses: statuses && new Set(statuses),
    definitions: lists.definitions && new Set(lists.definitions),
    failureCodes: lists.failureCodes && new Set(lists.failureCodes),
    reasons: lists.reasons && new Set(lists.reasons),
    created,
    ended,
    words,
    listFilter: {
      // Providers filter by one status at most, never by whether a job has ended.
      ...(filter?.statuses && statuses ? { statuses } : {}),
      ...(createdAfter ? { createdAfter } : {}),
      ...(createdBefore ? { createdBefore } : {}),
    },
    key: JSON.stringify([
      chosen.map(({ name }) => name),
      toSorted(statuses),
      Object.values(lists).map(toSorted),
      created,
      ended,
      toSorted(words),
    ]),
  };
}

/** Throws `InputError` for a list that is empty or too long. */
function readSourceFilter(filter: JobFilter | null | undefined): (source: Source) => boolean {
  const { providers, sources: names, accounts, sourceLabels } = filter ?? {};
  const wanted: readonly string[] | null | undefined = providers;
  const wantedAccounts = readSome('accounts', accounts, maxValues);
  const wantedLabels = readSome('sourceLabels', sourceLabels, maxLabels) ?? [];
  for (const { values } of wantedLabels) readSome('sourceLabels.values', values, maxValues);
  return ({ name, provider, account, labels }) =>
    (wanted?.includes(provider) ?? true) &&
    (names?.includes(name) ?? true) &&
    (wantedAccounts === null || (account !== null && wantedAccounts.includes(account))) &&
    wantedLabels.every(({ key, values }) =>
      labels.some((label) => label.key === key && (values?.includes(label.value ?? '') ?? true)),
    );
}

function readSome<Item>(name: string, items: readonly Item[] | null | undefined, maximum: number) {
  if (items === null || items === undefined) return null;
  if (items.length < 1 || items.length > maximum)
    throw new InputError(`\`filter.${name}\` must hold 1 to ${maximum} entries, but got ${items.length}.`, {
      argument: `filter.${name}`,
    });
  return items;
}

/** All jobs of the filter's sources and times of creation, without its other conditions. */
export function toCreationFilter(filter: CheckedFilter): CheckedFilter {
  const { statuses: _, ...listFilter } = filter.listFilter;
  return {
    ...filter,
    statuses: null,
    definitions: null,
    failureCodes: null,
    reasons: null,
    ended: { from: null, until: null },
    words: [],
    listFilter,
  };
}

/** Whether both ends are open: every time passes then, known or not. */
export function isUnbounded({ from, until }: Span): boolean {
  return from === null && until === null;
}

/** Whether providers can filter by the whole filter. */
export function isPushable(filter: CheckedFilter): boolean {
  const { statuses, definitions, failureCodes, reasons, ended, words, listFilter } = filter;
  const others = [definitions, failureCodes, reasons];
  return (
    others.every((values) => values === null) &&
    isUnbounded(ended) &&
    words.length === 0 &&
    (statuses === null || listFilter.statuses !== undefined)
  );
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
      { argument: `filter.${what}After` },
    );
  return { from, until };
}

const inText = { argument: 'filter.text' };

function readWords(text: string | null | undefined): readonly string[] {
  if (text === null || text === undefined) return [];
  const { length } = Array.from(text);
  if (length < 1 || length > maxTextLength)
    throw new InputError(`\`filter.text\` must have 1 to ${maxTextLength} characters, but got ${length}.`, inText);
  const words = text.split(/\s+/u).filter((word) => word !== '');
  if (words.length < 1 || words.length > maxWords)
    throw new InputError(`\`filter.text\` must hold 1 to ${maxWords} words, but got ${words.length}.`, inText);
  return words.map((word) => word.toLowerCase());
}

function toSorted(values: readonly string[] | null | undefined): readonly string[] | null {
  return values ? [...new Set(values)].sort() : null;
}
