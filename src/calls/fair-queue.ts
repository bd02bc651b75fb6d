/** Stands for one operation: two are the same only if they are one object. */
export type OperationId = object;

/** On whose behalf something waits. */
export interface Party {
  /** Requesters (viewers or addresses) take turns, regardless of how many operations each has. */
  readonly requester: string;
  /** The operations of a requester take turns, regardless of how many waiters each has. */
  readonly operation: OperationId;
}

/** A queue in which requesters take turns, and so do the operations of each. */
export interface FairQueue<Waiter extends Party> {
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

/** The operations of one requester, in the order of their turns. Never empty ones. */
interface Group<Waiter> {
  readonly lines: Map<OperationId, Line<Waiter>>;
  length: number;
}

/** By requester, in the order of their turns. Never empty ones. */
type Groups<Waiter> = Map<string, Group<Waiter>>;

/** @param isHeldBack of a requester: its turn comes when only such requesters wait */
export function createFairQueue<Waiter extends Party>(
  isHeldBack: (requester: string) => boolean = () => false,
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
      moveToEnd(groups.get(waiter.requester)?.lines, waiter.operation);
      moveToEnd(groups, waiter.requester);
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
  const { requester, operation } = waiter;
  const group = groups.get(requester) ?? { lines: new Map<OperationId, Line<Waiter>>(), length: 0 };
  const line = group.lines.get(operation) ?? { places: [], length: 0 };
  const place = { waiter, isLeft: false };
  line.places.push(place);
  line.length += 1;
  group.length += 1;
  group.lines.set(operation, line);
  groups.set(requester, group);
  return place;
}

function removePlace<Waiter extends Party>(groups: Groups<Waiter>, place: Place<Waiter>): void {
  const { requester, operation } = place.waiter;
  const group = groups.get(requester);
  const line = group?.lines.get(operation);
  if (group === undefined || line === undefined) return;
  // Only marked as left, and skipped when its turn comes: searching the queue would take time proportional to its length.
  place.isLeft = true;
  while (line.places.at(-1)?.isLeft === true) line.places.pop();
  line.length -= 1;
  group.length -= 1;
  if (line.length === 0) group.lines.delete(operation);
  if (group.length === 0) groups.delete(requester);
}

function findFirst<Waiter>(
  groups: Groups<Waiter>,
  isHeldBack: (requester: string) => boolean,
): Place<Waiter> | undefined {
  let heldBack: Group<Waiter> | undefined;
  for (const [requester, group] of groups) {
    if (!isHeldBack(requester)) return findFirstOf(group);
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

function findLeastFair<Waiter>(groups: Groups<Waiter>, { requester, operation }: Party): Place<Waiter> | undefined {
  const own = groups.get(requester);
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

/** If several have the same number, the one whose turn comes last. */
function findLongest<Item extends { readonly length: number }>(items: Iterable<Item>): Item | undefined {
  let longest: Item | undefined;
  for (const item of items) if (item.length >= (longest?.length ?? 0)) longest = item;
  return longest;
}
