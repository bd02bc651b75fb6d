/** A list, page by page. */
import type { TypedDocument } from './document.ts';
import { GraphError } from './graph-error.ts';
import {
  JobPageDocument,
  type JobFilter,
  type JobIssueFragment,
  type JobOrder,
  type JobRowFragment,
} from './graphql.generated.ts';
import type { GraphOptions } from './options.ts';
import { query } from './query.ts';

/** What an operation answers that `listJobs` can send. */
export interface JobPageData<Row> {
  readonly jobs: {
    readonly nodes: readonly Row[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly issues: readonly JobIssueFragment[];
  } | null;
}

/** Which jobs are listed, in what order, and how many. */
export interface JobListRequest<Row = JobRowFragment> {
  readonly filter?: JobFilter | null | undefined;
  /** Default: NEWEST_FIRST. */
  readonly orderBy?: JobOrder | null | undefined;
  /** How many jobs at most, over all pages. Default: all. */
  readonly first?: number | undefined;
  /** How many jobs a page holds at most; 1 to 100. Default: 100. */
  readonly pageSize?: number | undefined;
  /** Begin behind this cursor: `endCursor` of a page of the same filter and order. */
  readonly after?: string | null | undefined;
  /** With other fields of the jobs; it takes `$first`, `$after`, `$orderBy` and `$filter`. Default: `JobPageDocument`. */
  readonly document?: TypedDocument<JobPageData<Row>, never> | undefined;
}

/** A page of a list, with what the pages up to it do not cover. */
export interface JobPage<Row = JobRowFragment> {
  readonly jobs: readonly Row[];
  /**
   * What this page and those before it do not cover, each once: the last page tells what the whole list lacks. A page that
   * a limit ended (LIST_TRUNCATED) lacks nothing while another follows.
   */
  readonly issues: readonly JobIssueFragment[];
  readonly hasNextPage: boolean;
  /** Where the next page begins. */
  readonly endCursor: string | null;
  /** Why facts of some jobs are null; null where nothing failed. */
  readonly error: GraphError | null;
}

/**
 * The jobs that meet the filter, page by page; a page may be empty and still be followed. At least one page comes, so its
 * `issues` are seen.
 *
 * @throws GraphError where a page cannot be read; `after: endCursor` of the last page goes on there
 */
export async function* listJobs<Row = JobRowFragment>(
  request: JobListRequest<Row>,
  options: GraphOptions,
): AsyncGenerator<JobPage<Row>, void, undefined> {
  const { filter, orderBy } = request;
  const document = (request.document ?? JobPageDocument) as TypedDocument<JobPageData<Row>, object>;
  const issues = new Map<string, JobIssueFragment>();
  const pages = readPages(request, async (page) => {
    const { data, error } = await query(document, { ...page, filter, orderBy: orderBy ?? undefined }, options);
    if (data.jobs === null)
      throw error ?? new GraphError('There must be `jobs`, but they are null without an error.', []);
    return { ...data.jobs, error };
  });
  for await (const { page } of pages) {
    const { hasNextPage, endCursor } = page.pageInfo;
    for (const issue of page.issues) {
      if (issue.code === 'LIST_TRUNCATED' && hasNextPage) continue;
      issues.set(JSON.stringify([issue.source.name, issue.code, issue.jobId]), issue);
    }
    yield { jobs: page.nodes, issues: [...issues.values()], hasNextPage, endCursor, error: page.error };
  }
}

/** Asks for page after page until the list ends or `first` jobs have come. */
export async function* readPages<Page extends Pick<NonNullable<JobPageData<unknown>['jobs']>, 'nodes' | 'pageInfo'>>(
  { first: wanted = Number.POSITIVE_INFINITY, pageSize = 100, after }: Omit<JobListRequest, 'document'>,
  ask: (page: { readonly first: number; readonly after: string | null }) => Promise<Page>,
): AsyncGenerator<{ readonly page: Page; readonly isLast: boolean }, void, undefined> {
  let remaining = wanted;
  let next = after ?? null;
  do {
    const page = await ask({ first: Math.min(pageSize, remaining), after: next });
    remaining -= page.nodes.length;
    next = page.pageInfo.hasNextPage && remaining > 0 ? page.pageInfo.endCursor : null;
    yield { page, isLast: next === null };
  } while (next !== null);
}
