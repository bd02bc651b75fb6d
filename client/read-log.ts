/** The log of a job, page by page. */
import type { TypedDocument } from './document.ts';
import { GraphError } from './graph-error.ts';
import {
  JobLogPageDocument,
  type JobLogIssueFragment,
  type JobLogLineFragment,
  type JobLogPartFragment,
} from './graphql.generated.ts';
import type { GraphOptions } from './options.ts';
import { query } from './query.ts';

/** What an operation answers that `readLog` can send. */
export interface JobLogPageData<Line> {
  readonly jobLog: LogPageOf<Line> | null;
}

interface LogPageOf<Line> {
  readonly parts: readonly JobLogPartFragment[];
  readonly part: JobLogPartFragment | null;
  readonly lines: readonly Line[];
  readonly pageInfo: LogPageInfo;
  readonly issues: readonly JobLogIssueFragment[];
  readonly fetchedAt: string | null;
}

interface LogPageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

/** Which lines are read, and from which end. */
export interface JobLogRequest<Line = JobLogLineFragment> {
  /** The job's id. */
  readonly id: string;
  /** The `key` of a part. Default: that of the cursor, else the part that says most about how the job stands. */
  readonly part?: string | null | undefined;
  /** How many lines at most, over all pages, forward from `after` or from the beginning. Default: all. */
  readonly first?: number | undefined;
  /** Begin behind this cursor. */
  readonly after?: string | null | undefined;
  /**
   * How many lines at most, over all pages, backward from `before` or from the end: the page with the latest lines comes first.
   * Not together with `first` or `after`.
   */
  readonly last?: number | undefined;
  /** End before this cursor. Only together with `last`. */
  readonly before?: string | null | undefined;
  /** Only lines written at this instant or later. */
  readonly since?: string | null | undefined;
  /** How many lines a page holds at most; 1 to 1,000. Default: 1,000. */
  readonly pageSize?: number | undefined;
  /** With other fields of the lines; it takes the variables of `JobLogPageDocument`, which is the default. */
  readonly document?: TypedDocument<JobLogPageData<Line>, never> | undefined;
}

/** A page of a log: its lines, the oldest first, and what stands in the way of them. */
export interface JobLogPage<Line = JobLogLineFragment> extends LogPageOf<Line> {
  /** Why something is null; null where nothing failed. */
  readonly error: GraphError | null;
}

/**
 * The lines of one part of a job's log, page by page; a page may be empty and still be followed. At least one page comes, so its
 * `issues` are seen.
 *
 * @throws GraphError where a page cannot be read: its cursors never expire, so the reading can go on there
 */
export async function* readLog<Line = JobLogLineFragment>(
  request: JobLogRequest<Line>,
  options: GraphOptions,
): AsyncGenerator<JobLogPage<Line>, void, undefined> {
  const { id, part, since } = request;
  const document = (request.document ?? JobLogPageDocument) as TypedDocument<JobLogPageData<Line>, object>;
  yield* readLogPages(request, async (page) => {
    const { data, error } = await query(document, { id, part, since, ...page }, options);
    if (data.jobLog === null)
      throw error ?? new GraphError('There must be `jobLog`, but it is null without an error.', []);
    return { ...data.jobLog, error };
  });
}

/** The arguments of one page. */
export type LogPageArguments =
  { readonly first: number; readonly after: string | null } | { readonly last: number; readonly before: string | null };

type PageBounds = Pick<JobLogRequest, 'first' | 'after' | 'last' | 'before' | 'pageSize'>;

/** Asks for page after page until the log ends on that side, or all lines have come that were asked for. */
export async function* readLogPages<
  Page extends { readonly lines: readonly unknown[]; readonly pageInfo: LogPageInfo },
>(
  { first, after, last, before, pageSize = 1000 }: PageBounds,
  ask: (page: LogPageArguments) => Promise<Page>,
): AsyncGenerator<Page, void, undefined> {
  const isBackward = last !== undefined;
  let remaining = last ?? first ?? Number.POSITIVE_INFINITY;
  let cursor = (isBackward ? before : after) ?? null;
  for (;;) {
    const size = Math.min(pageSize, remaining);
    const page = await ask(isBackward ? { last: size, before: cursor } : { first: size, after: cursor });
    remaining -= page.lines.length;
    yield page;
    const { hasNextPage, hasPreviousPage, startCursor, endCursor } = page.pageInfo;
    const [hasMore, next] = isBackward ? [hasPreviousPage, startCursor] : [hasNextPage, endCursor];
    // There is no way past a gap at which the cursor stands still: LOG_TRUNCATED says so.
    if (!hasMore || remaining <= 0 || next === null || next === cursor) return;
    cursor = next;
  }
}
