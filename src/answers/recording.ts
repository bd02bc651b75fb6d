/** What one operation's answer is made of, noted while it is made. */
import type { Tally } from '../calls/tally.ts';
import type { EntryMemory, UseNotes } from '../calls/read-context.ts';
import { createSpending, type Spending } from '../limits/budget.ts';

/** An entry that an answer was made of, with its memory and id. The answer does not keep it alive. */
export interface Use {
  readonly source: string;
  readonly memory: EntryMemory;
  readonly id: string;
  /** Undefined: what was read is not in the memory. */
  readonly entry: WeakRef<object> | undefined;
  /** Whether the operation read it; else the memory answered with it. */
  readonly isRead: boolean;
}

/** Notes what an answer is made of. */
export interface Recording {
  readonly notes: UseNotes;
  /** What the operation takes from its viewer's budget. */
  readonly spending: Spending;
  /** All that was used so far, in the order in which it came; undefined if that is too much. */
  readonly uses: () => readonly Use[] | undefined;
}

/** Above the jobs of an operation and the pages that it may read in memory's reach. */
const maxUses = 500;

/** One per operation. After 500 entries it stops, and the answer can neither be kept nor shared. */
export function createRecording(): Recording {
  const uses: Use[] = [];
  let isTooMuch = false;
  const note = (use: Use): void => {
    if (uses.length === maxUses) isTooMuch = true;
    else uses.push(use);
  };
  return {
    notes: {
      hit: (source, memory, id, entry) => {
        note({ source, memory, id, entry: new WeakRef(entry), isRead: false });
      },
      read: (source, memory, id, entry) => {
        note({ source, memory, id, entry: entry && new WeakRef(entry), isRead: true });
      },
    },
    spending: createSpending(),
    uses: () => (isTooMuch ? undefined : uses),
  };
}

/** Whether the memory would answer with the same entry now. */
export function stillStands({ memory, id, entry }: Use): boolean {
  const present = memory.peek(id);
  return present !== undefined && present === entry?.deref();
}

/**
 * Whether all of these still stand, each time it is called. Looks at each of them, which keeps it among its memory's recently
 * used entries, only after a change of a memory, or when the first of them goes stale.
 * @param monotonic milliseconds of the clock by which the memories say what is fresh
 */
export function createStanding(uses: readonly Use[], monotonic: () => number): () => boolean {
  const memories = [...new Set(uses.map(({ memory }) => memory))];
  // Each only grows: so does their sum, unless all are the same.
  const countChanges = (): number => memories.reduce((sum, memory) => sum + memory.changes(), 0);
  let seenChanges = -1;
  let freshUntil = -Infinity;
  return () => {
    const changes = countChanges();
    if (changes === seenChanges && monotonic() <= freshUntil) return true;
    if (!uses.every(stillStands)) return false;
    seenChanges = changes;
    freshUntil = uses.reduce((until, { memory, id }) => Math.min(until, memory.freshUntil(id)), Infinity);
    return true;
  };
}

/**
 * Counts what an equal operation would have counted that came when the first `known` of these were there: these and those
 * from memory are hits; for the others it would have joined the reads under way.
 */
export function countJoined(
  uses: readonly Use[],
  known: number,
  tally: Pick<Tally, 'cacheHit' | 'cacheMiss' | 'shared'>,
): void {
  for (const [index, { source, isRead }] of uses.entries()) {
    if (index < known || !isRead) tally.cacheHit(source);
    else {
      tally.cacheMiss(source);
      tally.shared(source);
    }
  }
}
