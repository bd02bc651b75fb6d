/** The job of an event of `jobsUpdated`: from its row if that has every selected fact, else read with its neighbours. */
import type { GraphQLResolveInfo } from 'graphql';
import type { Instant } from '../../job.ts';
import { needsSecrets, type RequestedFields } from '../../provider/requested-fields.ts';
import { answersFromKey, answersFromRow } from '../../provider/plan.ts';
import type { GatewayContext } from '../context.ts';
import type { JobNode } from '../nodes.ts';
import { toRequestedFields } from '../selection.ts';
import { createIssues } from './issues.ts';
import type { ListedJob } from './listed-job.ts';
import { collectEventFields } from './page.ts';
import { readListedNode } from './row-node.ts';

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
  /** The reads of those that need one, begun with the first; undefined until then. */
  nodes: ReadonlyMap<ShownJob, Promise<JobNode>> | undefined;
}

type AskOf = (shown: ShownJob) => RequestedFields;

/** Reads the jobs of the group that need it in one turn, so that they share calls. */
export function readShown(shown: ShownJob, context: GatewayContext, info: GraphQLResolveInfo): Promise<JobNode> {
  const { group } = shown;
  const fields = collectEventFields(info, info.fieldNodes);
  const askOf: AskOf = ({ job }) => toRequestedFields(info, fields, job.source.typeName, context.viewer);
  const isRead = (one: ShownJob): boolean => needsRead(one, askOf(one));
  const isShared = (one: ShownJob): boolean => isRead(one) && !needsSecrets(askOf(one));
  if (!isRead(shown)) return readNode(shown, askOf(shown), context);
  if (isShared(shown)) group.nodes ??= readNodes(group.members.filter(isShared), askOf, context);
  // Secrets live no longer than the event that shows them.
  return group.nodes?.get(shown) ?? (readNodes([shown], askOf, context).get(shown) as Promise<JobNode>);
}

function needsRead({ job, unseenSince }: ShownJob, requested: RequestedFields): boolean {
  if (unseenSince !== undefined) return !answersFromKey(requested);
  return !answersFromRow(job.source.adapter, job.row, requested);
}

/** An event is an operation of its own, with its own deadline. */
function readNodes(
  members: readonly ShownJob[],
  askOf: AskOf,
  context: GatewayContext,
): ReadonlyMap<ShownJob, Promise<JobNode>> {
  const event = context.live?.createEvent();
  const nodes = new Map(
    members.map((member) => [member, readNode(member, askOf(member), event?.context ?? context)] as const),
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
  // A job that is gone is no gap in the list: its event shows what is known of it.
  return readListedNode(job, requested, context, createIssues([]), unseenSince !== undefined);
}
