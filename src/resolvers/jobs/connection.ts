/** `Query.jobs`: the newest jobs of all sources in one page, with the gaps said, at the fewest calls. */
import type { GraphQLResolveInfo } from 'graphql';
import { compareNewestFirst, type JobPosition } from '../../job.ts';
import type { Ask } from '../../upstream/ask.ts';
import type { Source } from '../../upstream/source.ts';
import type { GatewayContext } from '../context.ts';
import type { JobNode } from '../nodes.ts';
import { withGraphQLErrors } from '../read-job.ts';
import { toAsk } from '../selection.ts';
import type { QueryJobsArgs } from '../types.generated.ts';
import { createCandidates, type Candidates } from './candidates.ts';
import { formatCursor } from './cursor.ts';
import { createIssues, type SourceIssue } from './issues.ts';
import { collectNodeFields, readPageRequest } from './page.ts';
import { readListedNode, type ListedJob } from './row-node.ts';

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

export async function readJobConnection(
  args: QueryJobsArgs,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<JobConnectionNode> {
  const { first, after, filter } = withGraphQLErrors(() => readPageRequest(args, context.sources));
  const nodeFields = collectNodeFields(info, info.fieldNodes);
  const asks = new Map(
    filter.sources.map((source) => [source, toAsk(info, nodeFields, source.typeName, context.viewer)]),
  );
  const askOf = (source: Source): Ask => asks.get(source) as Ask;
  const issues = createIssues(filter.sources);
  const parts = filter.sources.map((source) =>
    createCandidates(source, {
      filter,
      after,
      readContext: context.readContext,
      loader: context.loaderOf(source),
      ask: askOf(source),
      batchSize: first,
      issues,
    }),
  );
  const candidates = await takeNewest(parts, first + 1);
  const page = candidates.slice(0, first);
  const nodes = await Promise.all(page.map((job) => readListedNode(job, askOf(job.source), context, issues)));
  for (const part of parts) part.noteTruncation();
  const cursors = page.map((candidate) => formatCursor(toPosition(candidate), filter.key));
  return {
    nodes,
    edges: nodes.map((node, index) => ({ node, cursor: cursors[index] ?? '' })),
    pageInfo: {
      hasNextPage: candidates.length > first,
      hasPreviousPage: after !== null && page.length > 0,
      startCursor: cursors[0] ?? null,
      endCursor: cursors.at(-1) ?? null,
    },
    issues: issues.all(),
  };
}

/** Merges the sources' streams, each of which is sorted. */
async function takeNewest(parts: readonly Candidates[], count: number): Promise<readonly ListedJob[]> {
  const heads = await Promise.all(parts.map((part) => part.next()));
  const taken: ListedJob[] = [];
  while (taken.length < count) {
    const index = indexOfNewest(heads);
    const candidate = heads[index];
    if (candidate === undefined) break;
    taken.push(candidate);
    heads[index] = await parts[index]?.next();
  }
  return taken;
}

function indexOfNewest(heads: readonly (ListedJob | undefined)[]): number {
  return heads.reduce<number>((best, candidate, index) => {
    const leader = heads[best];
    if (candidate === undefined) return best;
    return leader === undefined || isBefore(candidate, leader) ? index : best;
  }, -1);
}

function toPosition({ row, id }: ListedJob): JobPosition {
  return { createdAt: row.facts.createdAt, id };
}

function isBefore(one: ListedJob, other: ListedJob): boolean {
  return compareNewestFirst(toPosition(one), toPosition(other)) < 0;
}
