/** Lines of CloudWatch Logs' events, and their places. */
import type { LogPlace, PlacedLine } from '../contract/log.ts';
import { splitLines, toLogLine, type ReadMarkup } from '../decode/log-lines.ts';
import type { EventPage } from './cloudwatch-events.ts';

/** A line at its place. */
export interface WrittenLine extends LogPlace {
  /** In milliseconds. */
  readonly at: number;
  readonly text: string;
}

/** The number of a place behind all lines of a millisecond. */
export const endOfMillisecond = Number.MAX_SAFE_INTEGER;

/**
 * The lines of pages in the log's order, which is that of their times; equal ones stay as they came.
 * @param before lines of one millisecond that came earlier, behind which numbers go on
 */
export function toLines(pages: readonly EventPage[], before: readonly WrittenLine[] = []): readonly WrittenLine[] {
  const events = pages.flatMap((page) => page.events);
  const isSorted = events.every(({ timestamp }, index) => timestamp >= (events[index - 1]?.timestamp ?? 0));
  const sorted = isSorted ? events : events.toSorted((one, other) => one.timestamp - other.timestamp);
  const lines: WrittenLine[] = [...before];
  for (const { timestamp, message } of sorted) {
    for (const text of splitLines(message)) {
      const last = lines.at(-1);
      lines.push({ at: timestamp, number: last?.at === timestamp ? last.number + 1 : 0, text });
    }
  }
  return before.length === 0 ? lines : lines.slice(before.length);
}

/** The line, closed. */
export function toPlaced({ at, number, text }: WrittenLine, readMarkup: ReadMarkup | undefined): PlacedLine {
  return { place: { at, number }, line: toLogLine(new Date(at).toISOString(), text, readMarkup) };
}
