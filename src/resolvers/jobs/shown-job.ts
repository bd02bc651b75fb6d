/** The job of an event of `jobsUpdated`: from its row if that has every selected fact, else read with its neighbours. */
import type { GraphQLResolveInfo } from 'graphql';
import type { Instant } from '../../provider/contract/job.ts';
import { answersFromKey, answersFromRow, needsSecrets, type RequestedFields } from '../../jobs/reading/plan.ts';
import type { GatewayContext } from '../context.ts';
import type { JobNode } from '../nodes.ts';
import { createIssues } from './issues.ts';
import type { ListedJob } from './listed-job.ts';
import { readListedNode, toRowNode } from './row-node.ts';

/** A job of an event, before its fields are read. */
export interface ShownJob {
  readonly job: ListedJob;
  /** Since when its source's list has not shown it, so that its row may be outdated; undefined if it is the newest row. */
  readonly unseenSince: Instant | undefined;
  readonly group: ShownGroup;
}

/** The jobs of events that became known at the same time. */
export interface ShownGroup {
  readonly members: ShownJob[];
  /** The reads of jobs that need one. They all begin with the first; undefined until then. */
  nodes: ReadonlyMap<ShownJob, Promise<JobNode>> | undefined;
}

type RequestedOf = (shown: ShownJob) => RequestedFields;

/** Reads the jobs of the group that need it in one turn, so that they share calls. */
export function readShown(
  shown: ShownJob,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): JobNode | Promise<JobNode> {
  const { group } = shown;
  const requestedOf: RequestedOf = ({ job }) => context.selection.requested(info, job.source.typeName);
  const isRead = (one: ShownJob): boolean => needsRead(one, requestedOf(one));
  const isShared = (one: ShownJob): boolean => isRead(one) && !needsSecrets(requestedOf(one));
  const { job, unseenSince } = shown;
  if (!isRead(shown) && unseenSince === undefined) return toRowNode(job);
  if (!isRead(shown)) return readNode(shown, requestedOf(shown), context);
  if (isShared(shown)) group.nodes ??= readNodes(group.members.filter(isShared), requestedOf, context);
  // Secrets live no longer than the event that shows them.
  return group.nodes?.get(shown) ?? (readNodes([shown], requestedOf, context).get(shown) as Promise<JobNode>);
}

function needsRead({ job, unseenSince }: ShownJob, requested: RequestedFields): boolean {
  if (unseenSince !== undefined) return !answersFromKey(requested);
  return !answersFromRow(job.source.adapter, job.row, requested);
}

/** An event is an operation of its own, with its own deadline. */
function readNodes(
  members: readonly ShownJob[],
  requestedOf: RequestedOf,
  context: GatewayContext,
): ReadonlyMap<ShownJob, Promise<JobNode>> {
  const event = context.live?.createEvent();
  const nodes = new Map(
    members.map((member) => [member, readNode(member, requestedOf(member), event?.context ?? context)] as const),
  );
  void Promise.allSettled(nodes.values()).then(() => event?.end());
  return nodes;
}

function readNode(
  { job, unseenSince }: ShownJob,
  requested: RequestedFields,
  context: GatewayContext,
): Promise<JobNode> {
  const { source, row } = job;
  if (unseenSince !== undefined) source.reader.forget(row.key, unseenSince);
  // A job that is gone is no gap in the list. Its event shows the facts of its row.
  return readListedNode(job, requested, context, createIssues([]), unseenSince !== undefined);
}
