/** `Query.jobLog`: a page of a job's log. It is read for each request, and never kept. */
import type { GraphQLResolveInfo } from 'graphql';
import { satisfies } from '../../auth/viewer.ts';
import { formatLogCursor } from '../../jobs/log/cursor.ts';
import { toLogIssue, type LogIssue } from '../../jobs/log/issue.ts';
import type { CutPage } from '../../jobs/log/page.ts';
import type { ReadLog } from '../../jobs/log/read-log.ts';
import { loggedJob } from '../../jobs/reading/plan.ts';
import type { Instant } from '../../provider/contract/job.ts';
import type { LogPart, LogPlace } from '../../provider/contract/log.ts';
import { requestOf } from '../asked.ts';
import type { GatewayContext } from '../context.ts';
import { toGraphQLError } from '../graphql-errors.ts';
import type { JobReference } from '../job-id.ts';
import type { JobLogResolvers, PageInfo } from '../types.generated.ts';
import { openLines, type ClosedLines } from './log-line.ts';
import { readJobLogField } from './log-request.ts';

/** The parent of the log's resolvers. */
export interface JobLogNode {
  readonly parts: readonly LogPart[];
  readonly part: LogPart | null;
  readonly closed: ClosedLines;
  readonly pageInfo: PageInfo;
  readonly issues: readonly LogIssue[];
  readonly fetchedAt: Instant | null;
}

const nothingRead: Omit<ReadLog, 'issues'> = { parts: [], part: null, page: undefined, fetchedAt: null };

/** What stands in the way of a log is in `issues`; a job that cannot be read is the field's error. */
export async function readJobLog(context: GatewayContext, info: GraphQLResolveInfo): Promise<JobLogNode> {
  context.noteUnstorable();
  const { reference, part, lines, readsLines } = requestOf(context, info, readJobLogField);
  const { source, key, id } = reference;
  const { logs } = source;
  if (!logs.isOpen) return toNode(reference, { ...nothingRead, issues: [toLogIssue(logs.code, null)] });
  const asked = readsLines ? { ...lines, isMasked: isMasked(context) } : undefined;
  try {
    const { facts } = await context.loaderOf(source).load({ id, key, ...loggedJob });
    return toNode(reference, await logs.readLog({ key, facts }, { part, lines: asked }, context.readContext));
  } catch (error) {
    throw toGraphQLError(error, reference);
  }
}

/** Whether what `job:sensitive` protects is hidden from the viewer. */
export function isMasked({ viewer }: GatewayContext): boolean {
  return !satisfies(viewer, [['job:sensitive']]);
}

function toNode({ id }: JobReference, { page, ...log }: ReadLog): JobLogNode {
  const part = log.part?.key ?? '';
  return { ...log, closed: { jobId: id, part, lines: page?.lines ?? [] }, pageInfo: toPageInfo(id, part, page) };
}

function toPageInfo(jobId: string, part: string, page: CutPage | undefined): PageInfo {
  const toCursor = (place: LogPlace | null | undefined): string | null =>
    place == null ? null : formatLogCursor({ part, place }, jobId);
  return {
    hasPreviousPage: page?.hasPrevious ?? false,
    hasNextPage: page?.hasNext ?? false,
    startCursor: toCursor(page?.start),
    endCursor: toCursor(page?.end),
  };
}

/** The lines are opened where they are selected. If their disclosure cannot be recorded, the whole log is withheld. */
export const JobLog: JobLogResolvers = {
  lines: ({ closed }, _args, context, info) => {
    const lines = openLines(closed, context, info);
    if (lines.length > 0) context.noteDisclosure(closed.jobId, 'JobLog.lines', info.path.prev ?? info.path);
    return lines;
  },
};
