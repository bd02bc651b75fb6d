/** The node of a listed job: from its row if that has every selected fact, else from a separate read. */
import { answersFromRow, holdsInRow, type RequestedFields } from '../../jobs/reading/plan.ts';
import type { ReadRow } from '../../jobs/lists/container-pages.ts';
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
  job: ListedJob,
  requested: RequestedFields,
  context: GatewayContext,
  issues: Issues,
  isOutdated = false,
): Promise<JobNode> {
  const { source, row, id } = job;
  const rowNode = toRowNode(job);
  if (!isOutdated && answersFromRow(source.adapter, row, requested)) return rowNode;
  try {
    return toJobNode(
      job,
      await context.loaderOf(source).load({ ...requested, key: row.key, record: isOutdated ? undefined : row.record }),
    );
  } catch (error) {
    if (!isGone(error)) return withFailure(rowNode, row, requested, toGraphQLError(error, job));
    issues.noteGone(source, id);
    return holdsInRow(source.adapter, row.alsoHolds, 'failures') ? rowNode : { ...rowNode, ...unknownFailures };
  }
}

/** For a row that has every selected fact. */
export function toRowNode(job: ListedJob): JobNode {
  const { facts, fetchedAt } = job.row;
  return toJobNode(job, { facts, fetchedAt });
}

/** An empty list would mean that the job has no such parts. */
const unknownFailures: object = { failures: null };

/** The row's node: the first requested field that needed the read throws the error, the others are null. */
function withFailure(node: JobNode, { alsoHolds }: ReadRow, { facts }: RequestedFields, error: unknown): JobNode {
  const failing = { ...node };
  let isSaid = false;
  const unsaid = [...facts].filter((fact) => !holdsInRow(node.source.adapter, alsoHolds, fact));
  for (const name of ['secrets', ...unsaid.map((fact) => fact.split('.', 1).join(''))]) {
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
