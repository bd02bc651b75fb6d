/** Makes a page of lines of the events that a walk through a history meets. */
import { createLatest } from '../../provider/contract/latest.ts';
import type { AskedLines, LogPage, LogPlace, PlacedLine } from '../../provider/contract/log.ts';
import { toHistoryLines } from './history-line.ts';
import type { HistoryEvent } from './wire-history.ts';

/** A page while it is read. */
interface GrowingPage {
  /** The next events, in the order of the walk. */
  readonly add: (events: readonly HistoryEvent[]) => void;
  /** No further event can change the page. */
  readonly isEnough: () => boolean;
  /** @param isWhole whether the walk has come to the other end of the history */
  readonly end: (isWhole: boolean) => LogPage;
}

/** Whether the walk comes from the far end of the wanted lines: the lines next to the place come last. */
export function isTowardsPlace({ direction, from }: AskedLines, reverse: boolean): boolean {
  return from !== null && reverse === (direction === 'first');
}

/** @param towards see `isTowardsPlace` */
export function createHistoryPage(asked: AskedLines, towards: boolean): GrowingPage {
  return towards ? createPageBeforePlace(asked) : createPageBehindPlace(asked);
}

/** The walk begins at the place, or passes it first: the first lines that are wanted are the page's. */
function createPageBehindPlace(asked: AskedLines): GrowingPage {
  const { direction, count } = asked;
  const reverse = direction === 'last';
  const lines: PlacedLine[] = [];
  let hasSkipped = false;
  return {
    add: (events) => {
      for (const line of listLines(events, asked, reverse)) {
        if (isWanted(line, asked)) lines.push(line);
        else hasSkipped = true;
      }
    },
    isEnough: () => lines.length >= count,
    end: (isWhole) => {
      const page = lines.slice(0, count);
      const hasMore = !isWhole || lines.length > count;
      return {
        lines: reverse ? page.toReversed() : page,
        hasPrevious: reverse ? hasMore : hasSkipped,
        hasNext: reverse ? hasSkipped : hasMore,
        // The calls were used up on the way to the place.
        issues: page.length === 0 && !isWhole ? ['LOG_TRUNCATED'] : [],
      };
    },
  };
}

/** The walk ends at the place: the last lines before it are the page's. */
function createPageBeforePlace(asked: AskedLines): GrowingPage {
  const { direction, count } = asked;
  const reverse = direction === 'first';
  const latest = createLatest<PlacedLine>(count, ({ line }) => line.jsonBytes);
  let hasArrived = false;
  return {
    add: (events) => {
      for (const line of listLines(events, asked, reverse)) {
        if (isWanted(line, asked)) latest.add(line);
        else hasArrived = true;
      }
    },
    isEnough: () => hasArrived,
    end: (isWhole) => {
      const isKnown = hasArrived || isWhole;
      const page = isKnown ? latest.list() : [];
      const hasMore = !isKnown || latest.hasDropped();
      const hasBefore = !isWhole || hasArrived;
      return {
        lines: reverse ? page.toReversed() : page,
        hasPrevious: reverse ? hasBefore : hasMore,
        hasNext: reverse ? hasMore : hasBefore,
        issues: isKnown ? [] : ['LOG_TRUNCATED'],
      };
    },
  };
}

/** In the order of the walk. */
function listLines(events: readonly HistoryEvent[], { isMasked }: AskedLines, reverse: boolean): readonly PlacedLine[] {
  return events.flatMap((event) => {
    const lines = toHistoryLines(event, isMasked);
    return reverse ? lines.toReversed() : lines;
  });
}

function isWanted({ place }: PlacedLine, { direction, from }: AskedLines): boolean {
  if (from === null) return true;
  return direction === 'first' ? isBehind(place, from) : isBehind(from, place);
}

/** Whether the place is later in the history; every place is behind none. */
export function isBehind(place: LogPlace, other: LogPlace | null): boolean {
  if (other === null) return true;
  return place.at === other.at ? place.number > other.number : Number(place.at) > Number(other.at);
}
