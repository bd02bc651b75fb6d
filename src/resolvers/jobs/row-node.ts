/** The node of a listed job: from its row if that has every selected fact, else from a separate read. */
import type { RequestedFields } from '../../provider/requested-fields.ts';
import type { ReadRow } from '../../jobs/container-pages.ts';
import { answersFromRow, holdsInRow } from '../../provider/plan.ts';
import type { GatewayContext } from '../context.ts';
import { toGraphQLError } from '../graphql-errors.ts';
import { toJobNode, type JobNode } from '../nodes.ts';
import { isGone, type Issues } from './issues.ts';
import type { ListedJob } from './listed-job.ts';

/**
 * Does not throw if the job cannot be read: a job that is gone is an issue, other failures are errors of the first field
 * that needed the read.
 * @param isOutdated nothing is answered from the row, unless the job is gone
 */
export async function readListedNode(
  { source, row, id }: ListedJob,
  requested: RequestedFields,
  context: GatewayContext,
  issues: Issues,
  isOutdated = false,
): Promise<JobNode> {
  const rowNode = toJobNode(source, row.key, { facts: row.facts, secrets: {}, fetchedAt: row.fetchedAt });
  if (!isOutdated && answersFromRow(source.adapter, row, requested)) return rowNode;
  try {
    return toJobNode(
      source,
      row.key,
      await context.loaderOf(source).load({ ...requested, key: row.key, record: isOutdated ? undefined : row.record }),
    );
  } catch (error) {
    if (!isGone(error)) return withFailure(rowNode, row, toGraphQLError(error, source));
    issues.noteGone(source, id);
    return withoutUnknownLists(rowNode, row);
  }
}

const alwaysThere: ReadonlySet<string> = new Set(['id', 'provider', 'source', 'fetchedAt', 'providerJobId']);

/** The node's properties that only a read of the job can tell. */
function namesBeyondRow(node: JobNode, { alsoHolds }: ReadRow): readonly string[] {
  const { adapter } = node.source;
  return Object.keys(node).filter((name) => !alwaysThere.has(name) && !holdsInRow(adapter, alsoHolds, name));
}

/** The row's node: the first field that needed the read throws the error, the others are null. */
function withFailure(node: JobNode, row: ReadRow, error: unknown): JobNode {
  const failing = { ...node };
  let isSaid = false;
  for (const name of namesBeyondRow(node, row)) {
    Object.defineProperty(failing, name, {
      get: () => {
        if (isSaid) return name === 'secrets' ? {} : null;
        isSaid = true;
        throw error;
      },
    });
  }
  return failing;
}

/** An empty list would mean that there are no items, but they are unknown. */
function withoutUnknownLists(node: JobNode, row: ReadRow): JobNode {
  const lists = Object.entries(node).filter(([, value]) => Array.isArray(value));
  const beyondRow = new Set(namesBeyondRow(node, row));
  const unknown = lists.filter(([name]) => beyondRow.has(name)).map(([name]) => [name, null] as const);
  return { ...node, ...Object.fromEntries(unknown) };
}
