/** Lines of logs as the graph shows them: opened for viewers who may read them, and recorded. */
import type { GraphQLResolveInfo } from 'graphql';
import type { RequiredScopes } from '../../auth/required-scopes.ts';
import { reveal } from '../../auth/reveal.ts';
import { formatLogCursor } from '../../jobs/log/cursor.ts';
import type { Instant } from '../../provider/contract/job.ts';
import type { LogPlace, PlacedLine } from '../../provider/contract/log.ts';
import type { LogLineContent } from '../../provider/contract/log-line.ts';
import type { GatewayContext } from '../context.ts';
import type { JobLogLineResolvers } from '../types.generated.ts';

/** Lines of a part of a job's log, closed. */
export interface ClosedLines {
  /** The graph's id of the job. */
  readonly jobId: string;
  /** The key of the part. */
  readonly part: string;
  readonly lines: readonly PlacedLine[];
}

/** The parent of a line's resolvers. */
export interface LogLineNode extends LogLineContent {
  readonly time: Instant | null;
  readonly jobId: string;
  readonly part: string;
  readonly place: LogPlace;
}

/** What both root fields need. */
const readsLogs: RequiredScopes = [['job:read', 'job:logs']];

/** Opens the lines. Throws if the viewer lacks the scopes. */
export function openLines(
  { jobId, part, lines }: ClosedLines,
  { viewer }: GatewayContext,
  { parentType, fieldName }: GraphQLResolveInfo,
): readonly LogLineNode[] {
  const coordinate = `${parentType.name}.${fieldName}`;
  return lines.flatMap(({ place, line: { time, content } }) => {
    const opened = reveal(content, coordinate, viewer, readsLogs);
    return opened === null ? [] : [{ ...opened, time, jobId, part, place }];
  });
}

/** A line's cursor is made where it is selected. */
export const JobLogLine: JobLogLineResolvers = {
  cursor: ({ jobId, part, place }) => formatLogCursor({ part, place }, jobId),
};
