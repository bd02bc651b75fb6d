/** The size of an operation's variables as received, before coercion. */

export interface VariableShape {
  /** Length of the longest list. */
  readonly maxListLength: number;
  /** Number of entries of the largest map. */
  readonly maxMapSize: number;
  /** Levels of lists and maps, counted up to one more than the maximum. */
  readonly depth: number;
}

/** Visits every value once, level by level and without recursion, so that nesting cannot exhaust the stack. */
export function measureVariables(variables: unknown, maxDepth: number): VariableShape {
  let maxListLength = 0;
  let maxMapSize = 0;
  let depth = 0;
  let level: readonly unknown[] = Object.values(variables ?? {});
  for (;;) {
    const containers = level.filter((value) => typeof value === 'object' && value !== null) as readonly object[];
    const inside = containers.map((value): readonly unknown[] => Object.values(value));
    for (const [index, { length }] of inside.entries()) {
      if (Array.isArray(containers[index])) maxListLength = Math.max(maxListLength, length);
      else maxMapSize = Math.max(maxMapSize, length);
    }
    if (containers.length === 0 || depth > maxDepth) return { maxListLength, maxMapSize, depth };
    depth += 1;
    level = inside.flat();
  }
}
