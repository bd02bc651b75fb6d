/** One part of a log as it is written: pushed by the gateway, or found by asking again where no WebSocket can be opened. */
import { createLogPosition, type LogPosition } from '../client/watch-log.ts';
import { SocketBlocked } from './graph.ts';
import { readLogField, readPages, type LogEvent } from './log-graph.ts';
import { isFinal } from './log-issues.ts';
import { isPassing } from './polling.ts';
import type { Session } from './session.ts';

/** Milliseconds between two questions where none can be pushed. */
export const pollPause = 5000;

/** Questions that may fail in a row, if the first was answered. */
const maxFailures = 5;

/** Which part, where it begins, and by which operations of `toLogOperations`. */
export interface FollowedLog {
  readonly id: string;
  readonly part: string | null;
  readonly after: string | null;
  /** How many of the lines that stand there come first, if `after` is null. */
  readonly last: number;
  readonly operations: { readonly page: string; readonly appended: string };
}

/**
 * Ends with the part, by an issue that will not pass, or when the user interrupts. A connection that breaks goes on behind the
 * last line. Throws `CommandFault`.
 */
export async function* followPart(session: Session, followed: FollowedLog): AsyncGenerator<LogEvent> {
  const { id, part, after, last, operations } = followed;
  const position = createLogPosition({ id, part, after, last: after === null ? last : undefined });
  const request = { query: operations.appended, toVariables: position.variables };
  try {
    for await (const answer of session.subscribe(request, session.context.signal)) {
      const event = await readLogField<LogEvent>(session, id, answer, 'jobLogAppended');
      position.advance(event);
      yield event;
    }
  } catch (error) {
    if (!(error instanceof SocketBlocked)) throw error;
    session.note(`! ${error.message} Asking every ${pollPause / 1000} s instead.`);
    yield* pollPart(session, followed, position);
  }
}

async function* pollPart(session: Session, followed: FollowedLog, position: LogPosition): AsyncGenerator<LogEvent> {
  const { signal } = session.context;
  let failures: number | undefined;
  for (;;) {
    try {
      for await (const event of readNews(session, followed, position)) {
        failures = 0;
        yield event;
        if (event.part?.isComplete === true || event.issues.some(isFinal)) return;
      }
    } catch (error) {
      if (signal.aborted) return;
      if (failures === undefined || failures >= maxFailures || !isPassing(error)) throw error;
      failures += 1;
    }
    if (signal.aborted) return;
    await session.context.wait(pollPause, signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }
}

/** All that is new by now, as one event a page: of each but the last the part is not complete yet. */
async function* readNews(session: Session, followed: FollowedLog, position: LogPosition): AsyncGenerator<LogEvent> {
  const { id, part, last, operations } = followed;
  const { after } = position.variables() as { readonly after?: string | null };
  const bounds = after == null ? { last } : { after };
  for await (const page of readPages(session, operations.page, { id, part, ...bounds })) {
    const { lines, issues, pageInfo } = page;
    const endCursor = pageInfo.endCursor;
    position.advance({ endCursor });
    const isLast = !pageInfo.hasNextPage;
    const shown = page.part === null || isLast ? page.part : { ...page.part, isComplete: false };
    yield { part: shown, lines, issues, endCursor, hasGap: false };
    // The pages before it hold lines that were not asked for.
    if (after == null) return;
  }
}
