/** Records the entries that one operation's answer uses, while the operation runs. */
import type { Tally } from '../../calls/tally.ts';
import type { EntryMemory, DependencyRecorder } from '../../calls/read-context.ts';
import { createSpending, type Spending } from '../cost/budget.ts';

/** An entry that an answer used, with its memory and id. The answer does not keep the entry alive. */
export interface Dependency {
  readonly source: string;
  readonly memory: EntryMemory;
  readonly id: string;
  /** Undefined if the memory does not hold what was read. */
  readonly entry: WeakRef<object> | undefined;
  /** True if the operation read it; false if the memory answered with it. */
  readonly isRead: boolean;
}

/** Records the entries that an answer uses. */
export interface DependencyTracker {
  readonly recorder: DependencyRecorder;
  /** What the operation takes from its viewer's budget. */
  readonly spending: Spending;
  /** All uses so far, in the order in which they came; undefined if they are too many. */
  readonly dependencies: () => readonly Dependency[] | undefined;
}

/** More than the jobs of an operation and the pages that it may read within reach of the memory. */
const maxDependencies = 500;

/** One per operation. After 500 entries it stops, and the answer can neither be kept nor shared. */
export function createDependencyTracker(): DependencyTracker {
  const dependencies: Dependency[] = [];
  let isTooMuch = false;
  const note = (use: Dependency): void => {
    if (dependencies.length === maxDependencies) isTooMuch = true;
    else dependencies.push(use);
  };
  return {
    recorder: {
      hit: (source, memory, id, entry) => {
        note({ source, memory, id, entry: new WeakRef(entry), isRead: false });
      },
      read: (source, memory, id, entry) => {
        note({ source, memory, id, entry: entry && new WeakRef(entry), isRead: true });
      },
    },
    spending: createSpending(),
    dependencies: () => (isTooMuch ? undefined : dependencies),
  };
}

/** Whether the memory would answer with the same entry now. */
export function isCurrent({ memory, id, entry }: Dependency): boolean {
  const present = memory.peek(id);
  return present !== undefined && present === entry?.deref();
}

/**
 * Returns a check whether all of these entries are still current. The check looks at each entry only after a memory has
 * changed, or when the first entry goes stale. A look keeps the entry among its memory's recently used ones.
 * @param monotonic milliseconds of the clock by which the memories judge freshness
 */
export function createFreshnessCheck(dependencies: readonly Dependency[], monotonic: () => number): () => boolean {
  const memories = [...new Set(dependencies.map(({ memory }) => memory))];
  // Each count only grows. So the sum grows unless all counts are unchanged.
  const countChanges = (): number => memories.reduce((sum, memory) => sum + memory.changes(), 0);
  let seenChanges = -1;
  let freshUntil = -Infinity;
  return () => {
    const changes = countChanges();
    if (changes === seenChanges && monotonic() <= freshUntil) return true;
    if (!dependencies.every(isCurrent)) return false;
    seenChanges = changes;
    freshUntil = dependencies.reduce((until, { memory, id }) => Math.min(until, memory.freshUntil(id)), Infinity);
    return true;
  };
}

/**
 * Counts as an equal operation would have counted that came when the first `known` of these were there. Those, and the
 * ones from memory, are hits. For the others it would have joined the running reads.
 */
export function countJoined(
  dependencies: readonly Dependency[],
  known: number,
  tally: Pick<Tally, 'cacheHit' | 'cacheMiss' | 'shared'>,
): void {
  for (const [index, { source, isRead }] of dependencies.entries()) {
    if (index < known || !isRead) tally.cacheHit(source);
    else {
      tally.cacheMiss(source);
      tally.shared(source);
    }
  }
}
