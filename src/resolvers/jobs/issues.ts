/** Which sources and jobs a page of the job list does not cover, and why. */
import { isRetryable, type ErrorCode } from '../../errors/catalogue.ts';
import { ProviderError, type ProviderErrorCode } from '../../errors/errors.ts';
import type { Source } from '../../jobs/source.ts';
import type { Tally } from '../../calls/tally.ts';
import type { ListLimit } from './allowance.ts';

/** What keeps a source from being covered: that it fails, or that it does not say what is asked for. */
export type IssueCode = ProviderErrorCode | Extract<ErrorCode, UnlistedCode>;

/** What a source's list does not say of some of its jobs: when they ended, or their status. */
export type UnlistedCode = 'NOT_REPORTED' | 'STATUS_NOT_LISTED';

/** One entry of `JobConnection.issues` and `JobStats.issues`. */
export interface SourceIssue {
  readonly source: Source;
  readonly code: IssueCode;
  readonly message: string;
  readonly isRetryable: boolean;
  /** The graph's id of the job that the issue is about; null if it is about the source. */
  readonly jobId: string | null;
}

/** Collects the issues of one page. */
export interface Issues {
  /** Records a source's failure, once per code. Rethrows anything but a `ProviderError`. */
  readonly note: (source: Source, error: unknown) => void;
  /** Records why a source is not asked at all. */
  readonly noteGap: (source: Source, code: Exclude<IssueCode, 'STATUS_NOT_LISTED'>) => void;
  /** Records what a source's list does not say of some of its jobs, so that they are counted otherwise or not at all. */
  readonly noteUnlisted: (source: Source, code: UnlistedCode, message: string) => void;
  /** Records that a limit of the operation ended the page at a row of this source. */
  readonly noteCut: (source: Source, limit: ListLimit) => void;
  /** Records that a limit of the operation left jobs of this source uncounted. */
  readonly noteUncounted: (source: Source, limit: ListLimit) => void;
  /** Records a job that the source lists but no longer describes. */
  readonly noteGone: (source: Source, jobId: string) => void;
  /** Grouped by source, in the sources' order. */
  readonly all: () => readonly SourceIssue[];
}

const unreportedEnd =
  'The provider does not say when its jobs ended, so none of this source meets a filter by their end.';

/** Per source; further ones are only counted. A filter may find any number of them. */
const maxNamedJobs = 100;

interface Noted {
  readonly ofSource: Map<IssueCode, SourceIssue>;
  readonly gone: Set<string>;
}

/**
 * @param tally counts the failures of sources for the log
 * @param isBackward whether the page was asked for by `last`
 */
export function createIssues(sources: readonly Source[], tally?: Tally, isBackward = false): Issues {
  const next = isBackward
    ? 'what precedes comes `before` its `startCursor`'
    : 'what follows comes `after` its `endCursor`';
  const noted = new Map<Source, Noted>(sources.map((source) => [source, { ofSource: new Map(), gone: new Set() }]));

  function noteOnce(issue: SourceIssue): void {
    const issues = noted.get(issue.source)?.ofSource;
    if (issues?.has(issue.code) === false) issues.set(issue.code, issue);
  }

  function note(source: Source, error: unknown): void {
    if (!(error instanceof ProviderError)) throw error;
    tally?.failed(source.name, error);
    noteOnce({ source, code: error.code, message: error.message, isRetryable: error.isRetryable, jobId: null });
  }

  function noteTruncation(source: Source, message: string): void {
    noteOnce({ source, code: 'LIST_TRUNCATED', message, isRetryable: false, jobId: null });
  }

  return {
    note,
    noteGap: (source, code) => {
      if (code !== 'NOT_REPORTED') note(source, new ProviderError(code));
      else noteOnce({ source, code, message: unreportedEnd, isRetryable: isRetryable(code), jobId: null });
    },
    noteUnlisted: (source, code, message) => {
      noteOnce({ source, code, message, isRetryable: isRetryable(code), jobId: null });
    },
    noteCut: (source, limit) => {
      noteTruncation(source, `The limit \`${limit}\` ended this page before it was full; ${next}.`);
    },
    noteUncounted: (source, limit) => {
      noteTruncation(source, `The limit \`${limit}\` ended the count before all jobs were judged by the filter.`);
    },
    noteGone: (source, jobId) => noted.get(source)?.gone.add(jobId),
    all: () =>
      [...noted].flatMap(([source, { ofSource, gone }]) => [...ofSource.values(), ...toGoneIssues(source, gone)]),
  };
}

/** Equal where the same sources are not covered for the same reasons. */
export function toCoverage(issues: readonly SourceIssue[]): string {
  return JSON.stringify(issues.map(({ source, code }) => [source.name, code]));
}

/** Whether the provider no longer knows the job, by either of the two codes for it. */
export function isGone(error: unknown): boolean {
  return error instanceof ProviderError && (error.code === 'JOB_GONE' || error.code === 'JOB_NOT_FOUND');
}

function toGoneIssues(source: Source, gone: ReadonlySet<string>): readonly SourceIssue[] {
  const issue = { source, code: 'JOB_GONE', isRetryable: false } as const;
  const named = [...gone].slice(0, maxNamedJobs).map((jobId) => ({
    ...issue,
    jobId,
    message: `The provider lists ${jobId} but no longer describes it; only what the list says of it is known.`,
  }));
  const others = gone.size - named.length;
  if (others === 0) return named;
  return [...named, { ...issue, jobId: null, message: `The provider no longer describes ${others} more listed jobs.` }];
}
