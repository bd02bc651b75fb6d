/** The last of many things, such as lines that come in a log's order. */

/** Keeps the latest things. */
interface Latest<T> {
  readonly add: (thing: T) => void;
  /** In the order in which they came. */
  readonly list: () => readonly T[];
  /** Whether earlier ones are left out. */
  readonly hasDropped: () => boolean;
}

/** More than a page of a log may have. */
const maxBytes = 1_000_000;

/**
 * Keeps `count` things at most, and of these as many as have a megabyte. The last one is always kept.
 * @param bytesOf what a thing counts
 */
export function createLatest<T>(count: number, bytesOf: (thing: T) => number): Latest<T> {
  let things: T[] = [];
  let first = 0;
  let bytes = 0;

  function dropFirst(): void {
    const [dropped] = things.slice(first, first + 1);
    if (dropped === undefined) return;
    bytes -= bytesOf(dropped);
    first += 1;
    // Seldom, because the others are copied.
    if (first < Math.max(1000, things.length / 2)) return;
    things = things.slice(first);
    first = 0;
  }

  let dropped = false;
  return {
    add: (thing) => {
      things.push(thing);
      bytes += bytesOf(thing);
      while (things.length - first > count || (bytes > maxBytes && things.length - first > 1)) {
        dropFirst();
        dropped = true;
      }
    },
    list: () => things.slice(first),
    hasDropped: () => dropped,
  };
}
