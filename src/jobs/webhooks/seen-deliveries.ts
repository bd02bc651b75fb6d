/** Which deliveries came before. */

/** The deliveries of one source that are remembered, by id and by signature. */
export interface SeenDeliveries {
  /** Remembers the delivery. Returns whether its id or its signature came before. */
  readonly note: (id: string, signature: string) => boolean;
}

const maxDeliveries = 10_000;
const hour = 3_600_000;

/** Remembers the last 10,000, or those of the last hour where these are fewer. @param monotonic in milliseconds */
export function createSeenDeliveries(monotonic: () => number): SeenDeliveries {
  const ids: Times = new Map();
  const signatures: Times = new Map();
  return {
    note: (id, signature) => {
      const now = monotonic();
      return [note(ids, id, now), note(signatures, signature, now)].includes(true);
    },
  };
}

/** When each name came first, in milliseconds; the oldest first. */
type Times = Map<string, number>;

/** Returns whether the name came before. */
function note(times: Times, name: string, now: number): boolean {
  for (const [oldest, at] of times) {
    if (now - at < hour) break;
    times.delete(oldest);
  }
  if (times.has(name)) return true;
  times.set(name, now);
  const [oldest] = times.keys();
  if (times.size > maxDeliveries && oldest !== undefined) times.delete(oldest);
  return false;
}
