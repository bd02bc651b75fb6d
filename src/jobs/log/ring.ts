/** The latest lines of a part that is followed, for all of its followers: the only lines that are held longer than a request. */
import type { LogPlace, PlacedLine } from '../../provider/contract/log.ts';
import { comparePlaces } from './cursor.ts';
import { maxPageBytes, type CutPage } from './page.ts';

/** Lines by a number that rises from line to line. */
export interface LogRing {
  /** Begins with these lines, the last of the part. */
  readonly seed: (page: CutPage) => void;
  /** Whether it has begun. */
  readonly isSeeded: () => boolean;
  /** Drops the earliest lines where there are too many bytes. Lines that are not behind the end are left out. */
  readonly push: (lines: readonly PlacedLine[]) => void;
  /** The number of the earliest line that is held. */
  readonly first: () => number;
  /** The number that the next line will have. */
  readonly next: () => number;
  /** The lines from this number on. */
  readonly from: (number: number) => readonly PlacedLine[];
  /** The number of the first line behind a place; undefined if earlier lines behind it are not held. */
  readonly behind: (place: LogPlace) => number | undefined;
  /** Whether all lines of the part so far are held. */
  readonly isWhole: () => boolean;
  /** Where the part has been read to; null where nothing was found yet. */
  readonly end: () => LogPlace | null;
}

/** Holds up to 1,000,000 bytes of lines, as JSON. */
export function createLogRing(): LogRing {
  let lines: PlacedLine[] = [];
  let dropped = 0;
  let isSeeded = false;
  let bytes = 0;
  /** Lines behind it are held; null: all are. */
  let floor: LogPlace | null = null;
  let end: LogPlace | null = null;

  function trim(): void {
    let excess = 0;
    while (bytes > maxPageBytes && excess < lines.length - 1) {
      bytes -= lines[excess]?.line.jsonBytes ?? 0;
      excess += 1;
    }
    floor = lines[excess - 1]?.place ?? floor;
    dropped += excess;
    if (excess > 0) lines = lines.slice(excess);
  }

  function push(added: readonly PlacedLine[]): void {
    for (const one of added) {
      if (end !== null && comparePlaces(one.place, end) <= 0) continue;
      lines.push(one);
      bytes += one.line.jsonBytes;
      end = one.place;
    }
    trim();
  }

  return {
    seed: (page) => {
      isSeeded = true;
      floor = page.hasPrevious ? page.start : null;
      push(page.lines);
      end ??= page.end;
    },
    isSeeded: () => isSeeded,
    push,
    first: () => dropped,
    next: () => dropped + lines.length,
    from: (number) => lines.slice(Math.max(0, number - dropped)),
    behind: (place) => {
      if (floor !== null && comparePlaces(place, floor) < 0) return undefined;
      const index = lines.findIndex((line) => comparePlaces(line.place, place) > 0);
      return dropped + (index === -1 ? lines.length : index);
    },
    isWhole: () => floor === null,
    end: () => end,
  };
}
