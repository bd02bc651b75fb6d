/** Which sources and jobs a page of the job list does not cover, and why. */
import { isRetryable, type ErrorCode } from '../../errors/catalogue.ts';
import { toRemedy, type CauseKind } from '../../errors/causes.ts';
import { ProviderError, type ProviderErrorCode } from '../../errors/errors.ts';
import { toPartSentence, toPrintable } from '../../errors/part-words.ts';
import type { Source } from '../../jobs/source.ts';
import type { Tally } from '../../calls/tally.ts';
import type { ListLimit } from './allowance.ts';

/** Why a source is not covered: it fails, or its list lacks a requested fact. */
type IssueCode = ProviderErrorCode | Extract<ErrorCode, UnlistedCode>;

/** A fact that a source's list lacks for some of its jobs. */
export type UnlistedCode = 'NOT_REPORTED' | 'STATUS_NOT_LISTED' | 'DEFINITION_NOT_LISTED' | 'FAILURES_NOT_LISTED';

/** One entry of `JobConnection.issues` and `JobStats.issues`. */
export interface SourceIssue {
  readonly source: Source;
  /** The queue, project, … that is not covered; null if it is about the whole source or a job. */
  readonly part: string | null;
  readonly code: IssueCode;
  readonly cause: CauseKind | null;
  readonly message: string;
  readonly remedy: string | null;
  readonly isRetryable: boolean;
  /** Whether the provider, or its list, is like that. */
  readonly isPermanent: boolean;
  /** The graph's id of the job that the issue is about; null if it is about the source. */
  readonly jobId: string | null;
}

/** Collects the issues of one page. */
export interface Issues {
  /** Records a source's failure, once per part, code and cause. Rethrows anything but a `ProviderError`. */
  readonly note: (source: Source, error: unknown) => void;
  /** Records why a source is not asked at all. */
  readonly noteGap: (source: Source, code: Exclude<IssueCode, Exclude<UnlistedCode, 'NOT_REPORTED'>>) => void;
  /** Records a fact that a source's list lacks for some jobs, which are then counted differently or not at all. */
  readonly noteUnlisted: (source: Source, code: UnlistedCode, message: string) => void;
  /** Records that a limit of the operation ended the page at a row of this source. */
  readonly noteCut: (source: Source, limit: ListLimit) => void;
  /** Records that a limit of the operation left jobs of this source uncounted. */
  readonly noteUncounted: (source: Source, limit: ListLimit) => void;
  /** Records that a limit of the operation ended the reads of `maxReads` before so many jobs of this source. */
  readonly noteUnread: (source: Source, limit: ListLimit, jobs: number) => void;
  /** Records a job that the source lists but no longer describes. */
  readonly noteGone: (source: Source, jobId: string) => void;
  /** Grouped by source, in the sources' order. */
  readonly all: () => readonly SourceIssue[];
}

const unreportedEnd =
  'The provider does not say when its jobs ended, so none of this source meets a filter by their end.';

/** Where the jobs are that a page leaves out. */
const before = 'what precedes comes `before` its `startCursor`';
const after = 'what follows comes `after` its `endCursor`';

/** Per source; further ones are only counted. A filter may find any number of them. */
const maxNamedJobs = 100;

/** Of one source, code and cause; further ones are only counted. */
const maxNamedParts = 10;

/** Codes that stay the same as long as the provider, or its list, does. */
const permanent: ReadonlySet<IssueCode> = new Set([
  'LIST_NOT_SUPPORTED',
  'NOT_REPORTED',
  'STATUS_NOT_LISTED',
  'DEFINITION_NOT_LISTED',
  'FAILURES_NOT_LISTED',
]);

interface Noted {
  /** By code, cause and part. */
  readonly ofSource: Map<string, SourceIssue>;
  readonly gone: Set<string>;
}

/**
 * @param tally counts the failures of sources for the log
 * @param isBackward whether the page was asked for by `last`
 */
export function createIssues(sources: readonly Source[], tally?: Tally, isBackward = false): Issues {
  const noted = new Map<Source, Noted>(sources.map((source) => [source, { ofSource: new Map(), gone: new Set() }]));

  function noteOnce(source: Source, code: IssueCode, message: string, error?: ProviderError): void {
    const { part = null, causeKind: cause = null } = error ?? {};
    if (!permanent.has(code)) tally?.gap(source.name, code);
    const issues = noted.get(source)?.ofSource;
    const name = JSON.stringify([code, cause, part]);
    if (issues === undefined || issues.has(name)) return;
    issues.set(name, toIssue(source, code, message, { part: part && toPrintable(part), cause }));
  }

  function note(source: Source, error: unknown): void {
    if (!(error instanceof ProviderError)) throw error;
    tally?.failed(source.name, error);
    noteOnce(source, error.code, toMessage(source, error), error);
  }

  function noteLimit(source: Source, limit: ListLimit, what: string): void {
    noteOnce(source, 'LIST_TRUNCATED', `The limit \`${limit}\` ended ${what}.`);
  }

  return {
    note,
    noteGap: (source, code) => {
      if (code === 'NOT_REPORTED') noteOnce(source, code, unreportedEnd);
      else note(source, new ProviderError(code));
    },
    noteUnlisted: noteOnce,
    noteCut: (source, limit) => {
      noteLimit(source, limit, `this page before it was full; ${isBackward ? before : after}`);
    },
    noteUncounted: (source, limit) => {
      noteLimit(source, limit, 'the count before all jobs were judged by the filter');
    },
    noteUnread: (source, limit, jobs) => {
      noteLimit(source, limit, `the reads before ${toNumber(jobs)} of \`maxReads\``);
    },
    noteGone: (source, jobId) => {
      tally?.gap(source.name, 'JOB_GONE');
      noted.get(source)?.gone.add(jobId);
    },
    all: () => [...noted].flatMap(([source, of]) => toIssues(source, of)),
  };
}

function toIssues(source: Source, { ofSource, gone }: Noted): readonly SourceIssue[] {
  return [...toNamedParts(source, [...ofSource.values()]), ...toGoneIssues(source, gone)];
}

/** For sentences, for example `1 job`. */
export function toNumber(jobs: number): string {
  return jobs === 1 ? '1 job' : `${jobs} jobs`;
}

function toIssue(
  source: Source,
  code: IssueCode,
  message: string,
  { part, cause }: Pick<SourceIssue, 'part' | 'cause'> = { part: null, cause: null },
): SourceIssue {
  const isPermanent = permanent.has(code);
  const remedy = toRemedy(cause);
  return { source, part, code, cause, message, remedy, isRetryable: isRetryable(code), isPermanent, jobId: null };
}

/** With the part, where the failure is of one. */
function toMessage({ title, adapter: { listing } }: Source, error: ProviderError): string {
  const { part, message } = error;
  return part === null ? message : toPartSentence(title, { noun: listing?.part?.noun ?? 'part', name: part }, error);
}

/** Ten parts of each code and cause at most, in the order of the settings; one more issue says how many others there are. */
function toNamedParts(source: Source, issues: readonly SourceIssue[]): readonly SourceIssue[] {
  const groups = Map.groupBy(issues, ({ code, cause }) => `${code} ${cause}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined || group.length <= maxNamedParts) return sortParts(source, group);
    const named = sortParts(source, group).slice(0, maxNamedParts);
    const noun = source.adapter.listing?.part?.noun ?? 'part';
    const message = `${group.length - named.length} more of this kind: ${noun}.`;
    return [...named, { ...first, part: null, message }];
  });
}

function sortParts({ adapter: { listing } }: Source, issues: readonly SourceIssue[]): readonly SourceIssue[] {
  const { containers = [] } = listing ?? {};
  if ('list' in containers) return issues;
  const places = new Map(containers.map((name, index) => [name && toPrintable(name), index]));
  return issues.toSorted((one, other) => (places.get(one.part) ?? 0) - (places.get(other.part) ?? 0));
}

/** What a list says of a job that its provider no longer describes. */
export function toGoneIssue(source: Source, jobId: string | null, message: string): SourceIssue {
  return { ...toIssue(source, 'JOB_GONE', message), jobId };
}

/** Texts are equal if the same sources are not covered for the same reasons. */
export function toCoverage(issues: readonly SourceIssue[]): string {
  return JSON.stringify(issues.map(({ source, code, cause, part }) => [source.name, code, cause, part]));
}

/** Whether the provider no longer knows the job, by either of the two codes for it. */
export function isGone(error: unknown): boolean {
  return error instanceof ProviderError && (error.code === 'JOB_GONE' || error.code === 'JOB_NOT_FOUND');
}

function toGoneIssues(source: Source, gone: ReadonlySet<string>): readonly SourceIssue[] {
  const named = [...gone]
    .slice(0, maxNamedJobs)
    .map((jobId) =>
      toGoneIssue(
        source,
        jobId,
        `The provider lists ${jobId} but no longer describes it; only what the list says of it is known.`,
      ),
    );
  const others = gone.size - named.length;
  if (others === 0) return named;
  return [...named, toGoneIssue(source, null, `The provider no longer describes ${others} more listed jobs.`)];
}
