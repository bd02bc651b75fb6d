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
  const memories = [createMemory(), createMemory()] as const;
  return {
    note: (id, signature) => {
      const now = monotonic();
      const [ids, signatures] = memories;
      const seen = [ids.note(id, now), signatures.note(signature, now)];
      return seen.includes(true);
    },
  };
}

/** Names, each with the time when it came first. */
function createMemory(): { readonly note: (name: string, now: number) => boolean } {
  const times = new Map<string, number>();
  return {
    note: (name, now) => {
      for (const [oldest, at] of times) {
        if (now - at < hour) break;
        times.delete(oldest);
      }
      if (times.has(name)) return true;
      times.set(name, now);
      const [oldest] = times.keys();
      if (times.size > maxDeliveries && oldest !== undefined) times.delete(oldest);
      return false;
    },
  };
}
