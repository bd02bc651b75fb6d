/** The lines of a log that the page holds, and where they stand. */
import type { ConsoleLogAppendedSubscription, ConsoleLogQuery } from '../graph/graphql.generated.ts';

export type LogPage = NonNullable<ConsoleLogQuery['jobLog']>;
export type LogEvent = NonNullable<ConsoleLogAppendedSubscription['jobLogAppended']>;
export type LogPart = LogPage['parts'][number];
export type LogIssue = LogPage['issues'][number];

/** A line, or `GAP` where lines are left out. */
export type LogLine = Omit<LogPage['lines'][number], '__typename' | 'kind'> & { readonly kind: string };

export interface LogLines {
  /** The oldest first. */
  readonly lines: readonly LogLine[];
  readonly hasEarlier: boolean;
  /** False while the lines are followed: they come by themselves. */
  readonly hasLater: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

export const noLines: LogLines = {
  lines: [],
  hasEarlier: false,
  hasLater: false,
  startCursor: null,
  endCursor: null,
};

/** The most lines that are held, and the most characters of them. */
export const maxLines = 100_000;
const maxCharacters = 50_000_000;

export function toLines({ lines, pageInfo }: LogPage): LogLines {
  const { hasPreviousPage, hasNextPage, startCursor, endCursor } = pageInfo;
  return { lines, hasEarlier: hasPreviousPage, hasLater: hasNextPage, startCursor, endCursor };
}

/** With a page before them. Nothing is dropped for it: `isFull` says when no further one has room. */
export function prepend(held: LogLines, page: LogPage): LogLines {
  const { hasPreviousPage, startCursor } = page.pageInfo;
  // There is no way past a gap at which the cursor stands still.
  const isStuck = page.lines.length === 0 && (startCursor === null || startCursor === held.startCursor);
  return {
    ...held,
    lines: [...page.lines, ...held.lines],
    hasEarlier: hasPreviousPage && !isStuck,
    startCursor: startCursor ?? held.startCursor,
  };
}

/** With lines behind them. The earliest give way where there is no room. */
export function append(held: LogLines, event: Pick<LogEvent, 'lines' | 'endCursor' | 'hasGap'>): LogLines {
  const endCursor = event.endCursor ?? held.endCursor;
  if (event.lines.length === 0 && !event.hasGap) return endCursor === held.endCursor ? held : { ...held, endCursor };
  const added = event.hasGap ? [toGap(held.endCursor), ...event.lines] : event.lines;
  const lines = [...held.lines, ...added];
  const dropped = lines.length - maxLines;
  if (dropped <= 0) return { ...held, lines, endCursor };
  const kept = lines.slice(dropped);
  const first = kept.find(({ kind }) => kind !== 'GAP');
  return { ...held, lines: kept, endCursor, hasEarlier: true, startCursor: first?.cursor ?? held.startCursor };
}

/** Whether earlier lines have no room. */
export function isFull({ lines }: LogLines): boolean {
  if (lines.length >= maxLines) return true;
  let characters = 0;
  for (const { rawText } of lines) characters += rawText.length;
  return characters >= maxCharacters;
}

function toGap(cursor: string | null): LogLine {
  const text = 'Lines are left out here, because more was written than could be sent.';
  return { time: null, text, rawText: text, kind: 'GAP', isTruncated: false, cursor: `gap ${cursor ?? ''}` };
}
