/** Cuts what a provider gave to the page that was asked for: by time, by lines, by bytes. */
import type { AskedLines, LogPage, LogPlace, PlacedLine } from '../../provider/contract/log.ts';

/** The most that a page or an event holds, in bytes of `rawText` as JSON, but at least one line. */
export const maxPageBytes = 1_000_000;
/** The most lines of a page or an event. */
export const maxPageLines = 1000;

/** A page as it is shown. */
export interface CutPage {
  /** The oldest first. */
  readonly lines: readonly PlacedLine[];
  readonly hasPrevious: boolean;
  readonly hasNext: boolean;
  /** What comes before this page is before this place; null where nothing is known of one. */
  readonly start: LogPlace | null;
  /** What follows this page is behind this place. */
  readonly end: LogPlace | null;
}

/** The lines nearest to where the page was asked from. */
export function cutPage(asked: AskedLines, page: LogPage): CutPage {
  const isForward = asked.direction === 'first';
  const timely = asked.since === null ? page.lines : dropBefore(page.lines, asked.since);
  const lines = isForward ? takeFirst(timely, asked.count) : takeLast(timely, asked.count);
  const isCut = lines.length < timely.length;
  const reached = page.reached ?? asked.from;
  return {
    lines,
    hasPrevious: page.hasPrevious || (isCut && !isForward),
    hasNext: page.hasNext || (isCut && isForward),
    start: (lines[0] ?? page.lines[0])?.place ?? reached,
    end: (lines.at(-1) ?? page.lines.at(-1))?.place ?? reached,
  };
}

/** A line without a time passes if the one before it does. */
function dropBefore(lines: readonly PlacedLine[], since: Date): readonly PlacedLine[] {
  let isLate = true;
  return lines.filter(({ line: { time } }) => {
    if (time !== null) isLate = Date.parse(time) >= since.getTime();
    return isLate;
  });
}

/** As many as a page or an event may hold, from the first one on. */
export function takeFirst(lines: readonly PlacedLine[], count: number): readonly PlacedLine[] {
  let bytes = 0;
  let taken = 0;
  for (const { line } of lines) {
    bytes += line.jsonBytes;
    if (taken === count || (taken > 0 && bytes > maxPageBytes)) break;
    taken += 1;
  }
  return lines.slice(0, taken);
}

function takeLast(lines: readonly PlacedLine[], count: number): readonly PlacedLine[] {
  return takeFirst(lines.toReversed(), count).toReversed();
}
