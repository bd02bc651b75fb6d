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
  const { filter, first: wanted = Number.POSITIVE_INFINITY, pageSize = 100 } = request;
  const document = (request.document ?? JobPageDocument) as TypedDocument<JobPageData<Row>, object>;
  const issues = new Map<string, JobIssueFragment>();
  let after = request.after ?? null;
  let remaining = wanted;
  do {
    const variables = { first: Math.min(pageSize, remaining), after, filter, orderBy: request.orderBy ?? undefined };
    const { data, error } = await query(document, variables, options);
    if (data.jobs === null)
      throw error ?? new GraphError('There must be `jobs`, but they are null without an error.', []);
    const { nodes: jobs, pageInfo } = data.jobs;
    const { hasNextPage, endCursor } = pageInfo;
    for (const issue of data.jobs.issues) {
      if (issue.code === 'LIST_TRUNCATED' && hasNextPage) continue;
      issues.set(JSON.stringify([issue.source.name, issue.code, issue.jobId]), issue);
    }
    yield { jobs, issues: [...issues.values()], hasNextPage, endCursor, error };
    remaining -= jobs.length;
    after = hasNextPage ? endCursor : null;
  } while (after !== null && remaining > 0);
}
