/** `Query.jobs`: the newest jobs of all sources in one page, with the gaps said, at the fewest calls. */
import type { GraphQLResolveInfo } from 'graphql';
import { compareNewestFirst, type JobPosition } from '../../job.ts';
import type { Ask } from '../../upstream/ask.ts';
import { answersFromRow, holdsInRow } from '../../upstream/plan.ts';
import type { Source } from '../../upstream/source.ts';
import type { GatewayContext } from '../context.ts';
import { toGraphQLError } from '../graphql-errors.ts';
import { toJobNode, typeNameOf, type JobNode } from '../nodes.ts';
import { withGraphQLErrors } from '../read-job.ts';
import { toAsk } from '../selection.ts';
import type { QueryJobsArgs } from '../types.generated.ts';
import { createCandidates, type Candidate, type Candidates, type SourceIssue } from './candidates.ts';
import { formatCursor } from './cursor.ts';
import { collectNodeFields, readPageRequest } from './page.ts';

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
    filter.sources.map((source) => [source, toAsk(info, nodeFields, typeNameOf[source.provider], context.viewer)]),
  );
  const askOf = (source: Source): Ask => asks.get(source) as Ask;
  const parts = filter.sources.map((source) =>
    createCandidates(source, {
      filter,
      after,
      readContext: context.readContext,
      loader: context.loaderOf(source),
      ask: askOf(source),
      batchSize: first,
    }),
  );
  const candidates = await takeNewest(parts, first + 1);
  const page = candidates.slice(0, first);
  const nodes = await Promise.all(page.map((candidate) => readNode(candidate, askOf(candidate.source), context)));
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
    issues: parts.flatMap((part) => part.issues()),
  };
}

/** Merges the sources' streams, each of which is sorted. */
async function takeNewest(parts: readonly Candidates[], count: number): Promise<readonly Candidate[]> {
  const heads = await Promise.all(parts.map((part) => part.next()));
  const taken: Candidate[] = [];
  while (taken.length < count) {
    const index = indexOfNewest(heads);
    const candidate = heads[index];
    if (candidate === undefined) break;
    taken.push(candidate);
    heads[index] = await parts[index]?.next();
  }
  return taken;
}

function indexOfNewest(heads: readonly (Candidate | undefined)[]): number {
  return heads.reduce<number>((best, candidate, index) => {
    const leader = heads[best];
    if (candidate === undefined) return best;
    return leader === undefined || isBefore(candidate, leader) ? index : best;
  }, -1);
}

function toPosition({ row, id }: Candidate): JobPosition {
  return { createdAt: row.facts.createdAt, id };
}

function isBefore(one: Candidate, other: Candidate): boolean {
  return compareNewestFirst(toPosition(one), toPosition(other)) < 0;
}

/** From its row where that says enough; else from a read of its own, whose failure is an error of the fields that needed it. */
async function readNode({ source, row }: Candidate, ask: Ask, context: GatewayContext): Promise<JobNode> {
  const rowNode = toJobNode(source, row.key, { facts: row.facts, secrets: {}, fetchedAt: row.fetchedAt });
  if (answersFromRow(source.adapter, row, ask)) return rowNode;
  try {
    return toJobNode(source, row.key, await context.loaderOf(source).load({ key: row.key, ...ask }));
  } catch (error) {
    return withFailure(rowNode, row, toGraphQLError(error, source));
  }
}

const alwaysThere: ReadonlySet<string> = new Set(['id', 'provider', 'source', 'fetchedAt', 'providerJobId']);

/** The row's node, whose other fields say why they could not be read. */
function withFailure(node: JobNode, { alsoHolds }: Candidate['row'], error: unknown): JobNode {
  const failing = { ...node };
  for (const name of Object.keys(node)) {
    if (alwaysThere.has(name) || holdsInRow(node.source.adapter.listing, alsoHolds, name)) continue;
    Object.defineProperty(failing, name, {
      get: () => {
        throw error;
      },
    });
  }
  return failing;
}
