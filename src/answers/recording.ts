/** What one operation's answer is made of, noted while it is made. */
import type { EntryMemory, NoteHit } from '../calls/read-context.ts';
import { createSpending, type Spending } from '../limits/budget.ts';

/** An entry that was read, with its memory and id. The answer does not keep it alive. */
export interface Use {
  readonly memory: EntryMemory;
  readonly id: string;
  readonly entry: WeakRef<object>;
}

/** Notes what an answer is made of. */
export interface Recording {
  readonly noteHit: NoteHit;
  /** What the operation takes from its viewer's budget. */
  readonly spending: Spending;
  /** Every read that a memory answered; undefined if they were too many. */
  readonly uses: () => readonly Use[] | undefined;
}

/** Above the jobs of an operation and the pages that it may read in memory's reach. */
const maxUses = 500;

/** One per operation. After 500 reads it stops, and the answer cannot be kept. */
export function createRecording(): Recording {
  const uses: Use[] = [];
  let isTooMuch = false;
  return {
    noteHit: (memory, id, entry) => {
      if (uses.length === maxUses) isTooMuch = true;
      else uses.push({ memory, id, entry: new WeakRef(entry) });
    },
    spending: createSpending(),
    uses: () => (isTooMuch ? undefined : uses),
  };
}

/** Whether the memory would answer with the same entry now. */
export function stillStands({ memory, id, entry }: Use): boolean {
  const present = memory.peek(id);
  return present !== undefined && present === entry.deref();
}
