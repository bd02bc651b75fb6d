/** Spreads the end of many connections, so that their clients do not come back to the other processes all at once. */

/**
 * Ends each item, the first at once and the others at equal distances within the time.
 * @returns forgets those that have not been ended yet
 */
export function endEvenly<Item>(items: readonly Item[], milliseconds: number, end: (item: Item) => void): () => void {
  const timers = items.flatMap((item, index) => {
    const delay = (index * milliseconds) / items.length;
    if (delay > 0) return [setTimeout(end, delay, item)];
    end(item);
    return [];
  });
  return () => {
    for (const timer of timers) clearTimeout(timer);
  };
}
