/** `Query.jobs`: a page of the newest jobs of all sources, with its gaps as issues, by as few calls as possible. */
import type { GraphQLResolveInfo } from 'graphql';
import type { RequestedFields } from '../../provider/requested-fields.ts';
import type { Source } from '../../jobs/source.ts';
import type { GatewayContext } from '../context.ts';
import type { JobNode } from '../nodes.ts';
import { withGraphQLErrors } from '../read-job.ts';
import { toRequestedFields, withFacts } from '../selection.ts';
import type { QueryJobsArgs } from '../types.generated.ts';
import type { ListAllowance } from './allowance.ts';
import { formatCursor } from './cursor.ts';
import { createIssues, type SourceIssue } from './issues.ts';
import { toPosition } from './listed-job.ts';
import { collectNodeFields, readPageRequest } from './page.ts';
import { readListedNode } from './row-node.ts';
import { createRows } from './rows.ts';
import { takePage } from './take-page.ts';
import { toJudgedFacts } from './verdict.ts';

export interface JobConnectionNode {
  readonly edges: readonly { readonly node: JobNode; readonly cursor: string }[];
  readonly nodes: readonly JobNode[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly issues: readonly SourceIssue[];
}

/** Throws a `GraphQLError` for invalid arguments. A source that fails becomes an issue of the page. */
export async function readJobConnection(
  args: QueryJobsArgs,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<JobConnectionNode> {
  const { first, after, filter } = withGraphQLErrors(() => readPageRequest(args, context.sources));
  const { readContext, loaderOf } = context;
  const allowance = allowanceOf(context, info);
  const issues = createIssues(filter.sources, context.readContext.tally);
  const rows = createRows({ filter, after, readContext, pagesOf: allowance.pagesOf, issues });
  const judged = toJudgedFacts(filter);
  const askOf = createAskOf(filter.sources, context, info);
  const page = await takePage(rows, {
    first,
    filter,
    allowance,
    askOf,
    filterAskOf: once((source) => withFacts(askOf(source), judged)),
    loaderOf,
    signal: readContext.signal,
    issues,
  });
  const nodes = await Promise.all(page.jobs.map((job) => readListedNode(job, askOf(job.source), context, issues)));
  rows.noteTruncations();
  const cursors = page.jobs.map((job) => formatCursor(toPosition(job), filter.key));
  return {
    nodes,
    edges: nodes.map((node, index) => ({ node, cursor: cursors[index] ?? '' })),
    pageInfo: {
      hasNextPage: page.hasMore,
      hasPreviousPage: after !== null && nodes.length > 0,
      startCursor: cursors[0] ?? null,
      endCursor: page.end === null ? null : formatCursor(page.end, filter.key),
    },
    issues: issues.all(),
  };
}

function allowanceOf({ listAllowances }: GatewayContext, { path }: GraphQLResolveInfo): ListAllowance {
  const allowance = listAllowances.get(String(path.key));
  if (allowance === undefined) throw new Error('The operation was not checked before it ran.');
  return allowance;
}

/** What is selected of the jobs of each source. */
function createAskOf(
  sources: readonly Source[],
  context: GatewayContext,
  info: GraphQLResolveInfo,
): (source: Source) => RequestedFields {
  const nodeFields = sources.length === 0 ? [] : collectNodeFields(info, info.fieldNodes);
  return once((source) => toRequestedFields(info, nodeFields, source.typeName, context.viewer));
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
