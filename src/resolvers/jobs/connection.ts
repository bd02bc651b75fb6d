/** `Query.jobs`: a page of the jobs of all sources, with its gaps as issues, by as few calls as possible. */
import type { GraphQLResolveInfo } from 'graphql';
import { type RequestedFields, withFacts } from '../../jobs/reading/plan.ts';
import type { Source } from '../../jobs/source.ts';
import { requestOf } from '../asked.ts';
import type { GatewayContext } from '../context.ts';
import type { JobNode } from '../nodes.ts';
import type { ListAllowance } from './allowance.ts';
import { countJobs, type CountOptions } from './count.ts';
import { formatCursor } from './order.ts';
import { createIssues, type SourceIssue } from './issues.ts';
import { createJudge } from './judge.ts';
import { toJudgedFacts } from './verdict.ts';
import { readJobsField } from './page.ts';
import { isForward, readsToEnd, type PageRequest } from './page-request.ts';
import { createRows, createSortedRows, type Rows, type Scan, type ScanOptions, scanRows } from './rows.ts';
import { readListedNode } from './row-node.ts';
import { takePage, type TakenPage } from './take-page.ts';

/** `JobConnection` of the graph. */
interface JobConnectionNode {
  readonly edges: readonly { readonly node: JobNode; readonly cursor: string }[];
  readonly nodes: readonly JobNode[];
  readonly pageInfo: PageInfoNode;
  /** `uncounted` unless it is selected. */
  readonly totalCount: JobCountNode;
  readonly fetchedAt: string | null;
  readonly issues: readonly SourceIssue[];
}

interface PageInfoNode {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

/** `JobCount` of the graph. */
export interface JobCountNode {
  readonly value: number;
  readonly isLowerBound: boolean;
}

/** Throws a `GraphQLError` for invalid arguments. A source that fails becomes an issue of the page. */
export async function readJobConnection(context: GatewayContext, info: GraphQLResolveInfo): Promise<JobConnectionNode> {
  const request = requestOf(context, info, readJobsField);
  const { filter, order, isBackward, listKey } = request;
  const { readContext, loaderOf, selection } = context;
  const isCounted = selection.selects(info, 'totalCount');
  const allowance = allowanceOf(context, info);
  const issues = createIssues(filter.sources, readContext.tally, isBackward);
  const requestedOf = once((source) => selection.requested(info, source.typeName));
  const judged = toJudgedFacts(filter);
  const filterRequestedOf = once((source: Source) => withFacts(requestedOf(source), judged));
  const judge = createJudge({ filter, filterRequestedOf, loaderOf, issues });
  const { rows, scan } = await openRows(
    request,
    { filter, order, readContext, pagesOf: allowance.pagesOf, issues },
    isCounted,
  );
  const { signal } = readContext;
  const page = await takePage(rows, {
    count: request.count,
    allowance,
    requestedOf,
    filterRequestedOf,
    judge,
    signal,
    issues,
  });
  const jobs = isBackward ? page.jobs.toReversed() : page.jobs;
  const nodes = await Promise.all(jobs.map((job) => readListedNode(job, requestedOf(job.source), context, issues)));
  rows.noteTruncations();
  const counted =
    isCounted && scan !== undefined
      ? await countScan(scan, { judge, allowance, filterRequestedOf, issues })
      : uncounted;
  const cursors = jobs.map(({ place }) => formatCursor(place, listKey));
  const all = issues.all();
  return {
    nodes,
    edges: nodes.map((node, index) => ({ node, cursor: cursors[index] ?? '' })),
    pageInfo: toPageInfo(request, page, cursors),
    totalCount: counted,
    fetchedAt: rows.fetchedAt(),
    issues: all,
  };
}

/** The count before any job is counted: at least 0. */
const uncounted: JobCountNode = { value: 0, isLowerBound: true };

/** By the rows of a source, unless its provider says how many there are. A job that is gone is counted by its row. */
async function countScan({ jobs, totals }: Scan, options: CountOptions): Promise<JobCountNode> {
  const others = jobs.filter(({ source }) => !totals.has(source));
  const value = [...totals.values()].reduce((sum, total) => sum + total, await countJobs(others, options));
  const isUncertain = ({ source, code }: SourceIssue): boolean => code !== 'JOB_GONE' && !totals.has(source);
  return { value, isLowerBound: options.issues.all().some(isUncertain) };
}

interface OpenedRows {
  readonly rows: Rows;
  /** If all rows that the page can need are read. */
  readonly scan?: Scan;
}

/** The rows that a page is taken from, in its direction. */
async function openRows(request: PageRequest, options: ScanOptions, isCounted: boolean): Promise<OpenedRows> {
  const { cursor, isBackward, count } = request;
  const isToEnd = readsToEnd(request, isCounted);
  if (!isToEnd && !isBackward) return { rows: createRows({ ...options, after: cursor }) };
  // One more than fits the page, to know whether another page follows.
  const first = isForward(request) ? { count: count + 1, after: cursor } : undefined;
  const scan = await scanRows(options, { until: isToEnd ? null : cursor, first });
  return { rows: createSortedRows(scan, options, { cursor, isBackward }), scan };
}

/** `page.end` is where the next page in the same direction begins, also if a limit ended this page. */
function toPageInfo(
  { cursor, isBackward, listKey }: PageRequest,
  { hasMore, end }: TakenPage,
  cursors: readonly string[],
): PageInfoNode {
  const endCursor = end === null ? null : formatCursor(end, listKey);
  const isBehindCursor = cursor !== null;
  return isBackward
    ? {
        hasNextPage: isBehindCursor,
        hasPreviousPage: hasMore,
        startCursor: endCursor,
        endCursor: cursors.at(-1) ?? null,
      }
    : { hasNextPage: hasMore, hasPreviousPage: isBehindCursor, startCursor: cursors[0] ?? null, endCursor };
}

/** The allowance of a root field's list. */
export function allowanceOf({ listAllowances }: GatewayContext, { path }: GraphQLResolveInfo): ListAllowance {
  const allowance = listAllowances.get(String(path.key));
  if (allowance === undefined) throw new Error('The operation was not checked before it ran.');
  return allowance;
}

/** The same object for all jobs of a source, because it is used as a key of caches. */
function once(find: (source: Source) => RequestedFields): (source: Source) => RequestedFields {
  const requests = new Map<Source, RequestedFields>();
  return (source) => {
    const requested = requests.get(source) ?? find(source);
    requests.set(source, requested);
    return requested;
  };
}
