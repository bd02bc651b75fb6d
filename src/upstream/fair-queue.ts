/** A queue in which operations take turns, however many waiters each of them has. */
export interface FairQueue<Waiter> {
  /** Call the result when the waiter leaves before its turn. */
  readonly join: (operation: object, waiter: Waiter) => () => void;
  /** The oldest waiter of the operation whose turn it is. */
  readonly first: () => Waiter | undefined;
  /** Takes the first waiter out; its operation goes to the end. */
  readonly passTurn: () => void;
  /** Gives all that waited. */
  readonly clear: () => readonly Waiter[];
  readonly size: () => number;
}

interface Place<Waiter> {
  readonly waiter: Waiter;
  isLeft: boolean;
}

interface Line<Waiter> {
  readonly places: Place<Waiter>[];
  /** Places that are not left. */
  length: number;
}

export function createFairQueue<Waiter>(): FairQueue<Waiter> {
  // In the order of their turns; none is empty.
  const lines = new Map<object, Line<Waiter>>();
  let size = 0;

  function leave(operation: object, line: Line<Waiter>, place: Place<Waiter>): void {
    if (place.isLeft) return;
    // Only marked, and skipped when its turn comes: to search the line would cost as much as the line is long.
    place.isLeft = true;
    line.length -= 1;
    size -= 1;
    if (line.length === 0) lines.delete(operation);
  }

  return {
    join: (operation, waiter) => {
      const line = lines.get(operation) ?? { places: [], length: 0 };
      const place = { waiter, isLeft: false };
      line.places.push(place);
      line.length += 1;
      size += 1;
      lines.set(operation, line);
      return () => {
        leave(operation, line, place);
      };
    },
    first: () => {
      for (const { places } of lines.values()) {
        while (places[0]?.isLeft === true) places.shift();
        return places[0]?.waiter;
      }
      return undefined;
    },
    passTurn: () => {
      for (const [operation, line] of lines) {
        const place = line.places.find(({ isLeft }) => !isLeft);
        if (place !== undefined) leave(operation, line, place);
        if (!lines.delete(operation)) return;
        lines.set(operation, line);
        return;
      }
    },
    clear: () => {
      const waiters = [...lines.values()].flatMap(({ places }) =>
        places.filter(({ isLeft }) => !isLeft).map(({ waiter }) => waiter),
      );
      for (const { places } of lines.values()) for (const place of places) place.isLeft = true;
      lines.clear();
      size = 0;
      return waiters;
    },
    size: () => size,
  };
}
