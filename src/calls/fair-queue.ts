/** Stands for one operation: two are the same only if they are one object. */
export type OperationId = object;

/** On whose behalf something waits. */
export interface Party {
  /** Askers (viewers or addresses) take turns, regardless of how many operations each has. */
  readonly asker: string;
  /** The operations of an asker take turns, regardless of how many waiters each has. */
  readonly operation: OperationId;
}

/** A queue in which askers take turns, and so do the operations of each. */
export interface FairQueue<Waiter extends Party> {
  /** Call the result if the waiter leaves before its turn. */
  readonly join: (waiter: Waiter) => () => void;
  /** The oldest waiter of the operation whose turn is next. */
  readonly first: () => Waiter | undefined;
  /** Removes the first waiter; its asker and operation go to the end. */
  readonly passTurn: () => void;
  /** Removes the first waiter; its asker and operation keep their turn. */
  readonly dropFirst: () => void;
  /** Removes all matching waiters. */
  readonly takeOut: (isMeant: (waiter: Waiter) => boolean) => readonly Waiter[];
  /**
   * Removes the newest waiter of the asker with the most slots or, if no asker has more than this one, of its own longest
   * operation. Undefined if that would not be fairer.
   */
  readonly makeRoom: (party: Party) => Waiter | undefined;
  readonly size: () => number;
}

interface Place<Waiter> {
  readonly waiter: Waiter;
  isLeft: boolean;
}

/** The waiters of one operation. */
interface Line<Waiter> {
  readonly places: Place<Waiter>[];
  /** Number of waiters that have not left. */
  length: number;
}

/** The operations of one asker, in the order of their turns. Never empty ones. */
interface Group<Waiter> {
  readonly lines: Map<OperationId, Line<Waiter>>;
  length: number;
}

/** By asker, in the order of their turns. Never empty ones. */
type Groups<Waiter> = Map<string, Group<Waiter>>;

/** @param isHeldBack of an asker: its turn comes when only such askers wait */
export function createFairQueue<Waiter extends Party>(
  isHeldBack: (asker: string) => boolean = () => false,
): FairQueue<Waiter> {
  const groups: Groups<Waiter> = new Map();
  let size = 0;

  function leave(place: Place<Waiter> | undefined): Waiter | undefined {
    if (place === undefined || place.isLeft) return undefined;
    removePlace(groups, place);
    size -= 1;
    return place.waiter;
  }

  return {
    join: (waiter) => {
      const place = addPlace(groups, waiter);
      size += 1;
      return () => {
        leave(place);
      };
    },
    first: () => findFirst(groups, isHeldBack)?.waiter,
    passTurn: () => {
      const waiter = leave(findFirst(groups, isHeldBack));
      if (waiter === undefined) return;
      moveToEnd(groups.get(waiter.asker)?.lines, waiter.operation);
      moveToEnd(groups, waiter.asker);
    },
    dropFirst: () => {
      leave(findFirst(groups, isHeldBack));
    },
    takeOut: (isMeant) => {
      const places = [...groups.values()].flatMap(({ lines }) => [...lines.values()].flatMap((line) => line.places));
      const meant = places.filter(({ waiter, isLeft }) => !isLeft && isMeant(waiter));
      for (const place of meant) leave(place);
      return meant.map(({ waiter }) => waiter);
    },
    makeRoom: (party) => leave(findLeastFair(groups, party)),
    size: () => size,
  };
}

function addPlace<Waiter extends Party>(groups: Groups<Waiter>, waiter: Waiter): Place<Waiter> {
  const { asker, operation } = waiter;
  const group = groups.get(asker) ?? { lines: new Map<OperationId, Line<Waiter>>(), length: 0 };
  const line = group.lines.get(operation) ?? { places: [], length: 0 };
  const place = { waiter, isLeft: false };
  line.places.push(place);
  line.length += 1;
  group.length += 1;
  group.lines.set(operation, line);
  groups.set(asker, group);
  return place;
}

function removePlace<Waiter extends Party>(groups: Groups<Waiter>, place: Place<Waiter>): void {
  const { asker, operation } = place.waiter;
  const group = groups.get(asker);
  const line = group?.lines.get(operation);
  if (group === undefined || line === undefined) return;
  // Only marked as left, and skipped when its turn comes: searching the queue would take time proportional to its length.
  place.isLeft = true;
  while (line.places.at(-1)?.isLeft === true) line.places.pop();
  line.length -= 1;
  group.length -= 1;
  if (line.length === 0) group.lines.delete(operation);
  if (group.length === 0) groups.delete(asker);
}

function findFirst<Waiter>(groups: Groups<Waiter>, isHeldBack: (asker: string) => boolean): Place<Waiter> | undefined {
  let heldBack: Group<Waiter> | undefined;
  for (const [asker, group] of groups) {
    if (!isHeldBack(asker)) return findFirstOf(group);
    heldBack ??= group;
  }
  return heldBack && findFirstOf(heldBack);
}

function findFirstOf<Waiter>({ lines }: Group<Waiter>): Place<Waiter> | undefined {
  for (const { places } of lines.values()) {
    while (places[0]?.isLeft === true) places.shift();
    return places[0];
  }
  return undefined;
}

function moveToEnd<Key, Value>(map: Map<Key, Value> | undefined, key: Key): void {
  const value = map?.get(key);
  if (map === undefined || value === undefined) return;
  map.delete(key);
  map.set(key, value);
}

function findLeastFair<Waiter>(groups: Groups<Waiter>, { asker, operation }: Party): Place<Waiter> | undefined {
  const own = groups.get(asker);
  const longest = findLongest(groups.values());
  const isUneven = isLonger(longest, own);
  const line = findLongest((isUneven ? longest : own)?.lines.values() ?? []);
  return isUneven || isLonger(line, own?.lines.get(operation))
    ? line?.places.findLast(({ isLeft }) => !isLeft)
    : undefined;
}

/** Whether the one is still not shorter after a slot moved from it to the other. */
function isLonger(
  one: { readonly length: number } | undefined,
  other: { readonly length: number } | undefined,
): boolean {
  return (one?.length ?? 0) > (other?.length ?? 0) + 1;
}

/** Of equals, the one whose turn comes last. */
function findLongest<Item extends { readonly length: number }>(items: Iterable<Item>): Item | undefined {
  let longest: Item | undefined;
  for (const item of items) if (item.length >= (longest?.length ?? 0)) longest = item;
  return longest;
}
