/** `Subscription.jobLogAppended`: the events of one subscriber. */
import type { GraphQLResolveInfo } from 'graphql';
import { formatLogCursor } from '../../jobs/log/cursor.ts';
import type { LogUpdate } from '../../jobs/log/follower.ts';
import { toLogIssue, type LogIssue } from '../../jobs/log/issue.ts';
import type { LogPart } from '../../provider/contract/log.ts';
import { requestOf } from '../asked.ts';
import type { GatewayContext, LiveContext } from '../context.ts';
import { toGraphQLError } from '../graphql-errors.ts';
import type { JobReference } from '../job-id.ts';
import type { JobLogEventResolvers } from '../types.generated.ts';
import { isMasked } from './job-log.ts';
import { openLines, type ClosedLines } from './log-line.ts';
import { readJobLogAppendedField } from './log-request.ts';

/** One event before it is shown, or why it is left out. */
export type SeenUpdate = { readonly reference: JobReference; readonly recorded: Recorded } & (
  { readonly update: LogUpdate } | { readonly error: unknown }
);

/** Whether the disclosure of a subscription's lines was recorded. */
interface Recorded {
  isRecorded: boolean;
}

/** The parent of an event's resolvers. */
export interface JobLogEventNode {
  readonly part: LogPart | null;
  readonly closed: ClosedLines;
  readonly recorded: Recorded;
  readonly endCursor: string | null;
  readonly hasGap: boolean;
  readonly issues: readonly LogIssue[];
}

/** Throws where too many logs are followed. A job that cannot be read is the error of an event, which is the last. */
export function followJobLog(
  context: GatewayContext,
  live: LiveContext,
  info: GraphQLResolveInfo,
): AsyncIterableIterator<SeenUpdate> {
  const { reference, ...asked } = requestOf(context, info, readJobLogAppendedField);
  const { source, key, id } = reference;
  const recorded: Recorded = { isRecorded: false };
  const { logs } = source;
  if (!logs.isOpen) return toOnly({ reference, recorded, update: toClosed(toLogIssue(logs.code, null)) });
  const updates = live.logs.follow({
    logs,
    key,
    jobId: id,
    request: { ...asked, isMasked: isMasked(context) },
    context: context.readContext,
    openPart: live.reserveLogPart,
    onEnd: live.reserveLog(),
  });
  return toSeen(updates, reference, recorded);
}

function toClosed(issue: LogIssue): LogUpdate {
  return { part: null, lines: [], end: null, hasGap: false, issues: [issue] };
}

async function* toOnly(seen: SeenUpdate): AsyncGenerator<SeenUpdate, undefined> {
  yield seen;
  return undefined;
}

/** A failure is an event, and the last one. */
function toSeen(
  updates: AsyncIterableIterator<LogUpdate>,
  reference: JobReference,
  recorded: Recorded,
): AsyncIterableIterator<SeenUpdate> {
  const end = (): Promise<IteratorReturnResult<undefined>> => {
    isOver = true;
    void updates.return?.();
    return Promise.resolve({ value: undefined, done: true });
  };
  let isOver = false;
  return {
    next: async () => {
      if (isOver) return end();
      try {
        const next = await updates.next();
        return next.done === true ? await end() : { value: { reference, recorded, update: next.value }, done: false };
      } catch (error) {
        isOver = true;
        return { value: { reference, recorded, error }, done: false };
      }
    },
    return: end,
    throw: end,
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** Throws the graph's error where the job cannot be read. */
export function toLogEvent(seen: SeenUpdate): JobLogEventNode {
  const { reference, recorded } = seen;
  if ('error' in seen) throw toGraphQLError(seen.error, reference);
  const { part, lines, end, hasGap, issues } = seen.update;
  const { id: jobId } = reference;
  const key = part?.key ?? '';
  return {
    part,
    closed: { jobId, part: key, lines },
    recorded,
    endCursor: end && formatLogCursor({ part: key, place: end }, jobId),
    hasGap,
    issues,
  };
}

/** The lines are opened where they are selected. Their disclosure is recorded once, with the first of them. */
export const JobLogEvent: JobLogEventResolvers = {
  lines: ({ closed, recorded }, _args, context, info) => {
    const lines = openLines(closed, context, info);
    if (lines.length > 0 && !recorded.isRecorded) {
      const { jobId } = closed;
      context.noteDisclosure(jobId, 'JobLogEvent.lines', info.path.prev ?? info.path, () => {
        recorded.isRecorded = true;
      });
    }
    return lines;
  },
};
