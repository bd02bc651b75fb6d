/** Stands for one operation: two are the same only if they are one object. */
export type OperationId = object;

/** On whose behalf something waits. */
export interface FlowKey {
  /** Requesters (viewers or addresses) take turns, regardless of how many operations each has. */
  readonly requester: string;
  /** The operations of a requester take turns, regardless of how many waiters each has. */
  readonly operation: OperationId;
}

/** A queue in which requesters take turns, and so do the operations of each. */
export interface FairQueue<Waiter extends FlowKey> {
  /** Call the result if the waiter leaves before its turn. */
  readonly join: (waiter: Waiter) => () => void;
  /** The oldest waiter of the operation whose turn is next. */
  readonly first: () => Waiter | undefined;
  /** Removes the first waiter; its requester and operation go to the end. */
  readonly passTurn: () => void;
  /** Removes the first waiter; its requester and operation keep their turn. */
  readonly dropFirst: () => void;
  /** Removes all matching waiters. */
  readonly takeOut: (isMeant: (waiter: Waiter) => boolean) => readonly Waiter[];
  /**
   * Removes the newest waiter of the requester with the most slots or, if no requester has more than this one, of its own longest
   * operation. Undefined if that would not be fairer.
   */
  readonly makeRoom: (flow: FlowKey) => Waiter | undefined;
  readonly size: () => number;
}

interface Entry<Waiter> {
  readonly waiter: Waiter;
  isLeft: boolean;
}

/** The waiters of one operation. */
interface OperationQueue<Waiter> {
  readonly entries: Entry<Waiter>[];
  /** Number of waiters that have not left. */
  length: number;
}

/** The operations of one requester, in the order of their turns. Never empty ones. */
interface Group<Waiter> {
  readonly queues: Map<OperationId, OperationQueue<Waiter>>;
  length: number;
}

/** By requester, in the order of their turns. Never empty ones. */
type Groups<Waiter> = Map<string, Group<Waiter>>;

/** @param isHeldBack of a requester: its turn comes when only such requesters wait */
export function createFairQueue<Waiter extends FlowKey>(
  isHeldBack: (requester: string) => boolean = () => false,
): FairQueue<Waiter> {
  const groups: Groups<Waiter> = new Map();
  let size = 0;

  function remove(entry: Entry<Waiter> | undefined): Waiter | undefined {
    if (entry === undefined || entry.isLeft) return undefined;
    removeEntry(groups, entry);
    size -= 1;
    return entry.waiter;
  }

  return {
    join: (waiter) => {
      const entry = addEntry(groups, waiter);
      size += 1;
      return () => {
        remove(entry);
      };
    },
    first: () => findFirst(groups, isHeldBack)?.waiter,
    passTurn: () => {
      const waiter = remove(findFirst(groups, isHeldBack));
      if (waiter === undefined) return;
      moveToEnd(groups.get(waiter.requester)?.queues, waiter.operation);
      moveToEnd(groups, waiter.requester);
    },
    dropFirst: () => {
      remove(findFirst(groups, isHeldBack));
    },
    takeOut: (isMeant) => {
      const entries = [...groups.values()].flatMap(({ queues }) =>
        [...queues.values()].flatMap((queue) => queue.entries),
      );
      const meant = entries.filter(({ waiter, isLeft }) => !isLeft && isMeant(waiter));
      for (const entry of meant) remove(entry);
      return meant.map(({ waiter }) => waiter);
    },
    makeRoom: (flow) => remove(findLeastFair(groups, flow)),
    size: () => size,
  };
}

function addEntry<Waiter extends FlowKey>(groups: Groups<Waiter>, waiter: Waiter): Entry<Waiter> {
  const { requester, operation } = waiter;
  const group = groups.get(requester) ?? { queues: new Map<OperationId, OperationQueue<Waiter>>(), length: 0 };
  const queue = group.queues.get(operation) ?? { entries: [], length: 0 };
  const entry = { waiter, isLeft: false };
  queue.entries.push(entry);
  queue.length += 1;
  group.length += 1;
  group.queues.set(operation, queue);
  groups.set(requester, group);
  return entry;
}

function removeEntry<Waiter extends FlowKey>(groups: Groups<Waiter>, entry: Entry<Waiter>): void {
  const { requester, operation } = entry.waiter;
  const group = groups.get(requester);
  const queue = group?.queues.get(operation);
  if (group === undefined || queue === undefined) return;
  // Only marked as left, and skipped when its turn comes: searching the queue would take time proportional to its length.
  entry.isLeft = true;
  while (queue.entries.at(-1)?.isLeft === true) queue.entries.pop();
  queue.length -= 1;
  group.length -= 1;
  if (queue.length === 0) group.queues.delete(operation);
  if (group.length === 0) groups.delete(requester);
}

function findFirst<Waiter>(
  groups: Groups<Waiter>,
  isHeldBack: (requester: string) => boolean,
): Entry<Waiter> | undefined {
  let heldBack: Group<Waiter> | undefined;
  for (const [requester, group] of groups) {
    if (!isHeldBack(requester)) return findFirstOf(group);
    heldBack ??= group;
  }
  return heldBack && findFirstOf(heldBack);
}

function findFirstOf<Waiter>({ queues }: Group<Waiter>): Entry<Waiter> | undefined {
  for (const { entries } of queues.values()) {
    while (entries[0]?.isLeft === true) entries.shift();
    return entries[0];
  }
  return undefined;
}

function moveToEnd<Key, Value>(map: Map<Key, Value> | undefined, key: Key): void {
  const value = map?.get(key);
  if (map === undefined || value === undefined) return;
  map.delete(key);
  map.set(key, value);
}

function findLeastFair<Waiter>(groups: Groups<Waiter>, { requester, operation }: FlowKey): Entry<Waiter> | undefined {
  const own = groups.get(requester);
  const longest = findLongest(groups.values());
  const isUneven = isLonger(longest, own);
  const queue = findLongest((isUneven ? longest : own)?.queues.values() ?? []);
  return isUneven || isLonger(queue, own?.queues.get(operation))
    ? queue?.entries.findLast(({ isLeft }) => !isLeft)
    : undefined;
}

/** Whether the one is still not shorter after a slot moved from it to the other. */
function isLonger(
  one: { readonly length: number } | undefined,
  other: { readonly length: number } | undefined,
): boolean {
  return (one?.length ?? 0) > (other?.length ?? 0) + 1;
}

/** If several have the same number, the one whose turn comes last. */
function findLongest<Item extends { readonly length: number }>(items: Iterable<Item>): Item | undefined {
  let longest: Item | undefined;
  for (const item of items) if (item.length >= (longest?.length ?? 0)) longest = item;
  return longest;
}
