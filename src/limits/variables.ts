/** The size of an operation's variables, as they came. */

export interface VariableShape {
  /** Entries of the longest list. */
  readonly longestList: number;
  /** Entries of the largest map. */
  readonly largestMap: number;
  /** Levels of lists and maps; counted up to one more than the maximum. */
  readonly depth: number;
}

/** Looks at every value once, level by level: deep ones do not deepen the stack. */
export function measureVariables(variables: unknown, maxDepth: number): VariableShape {
  let longestList = 0;
  let largestMap = 0;
  let depth = 0;
  let level: readonly unknown[] = Object.values(variables ?? {});
  for (;;) {
    const containers = level.filter((value) => typeof value === 'object' && value !== null) as readonly object[];
    const inside = containers.map((value): readonly unknown[] => Object.values(value));
    for (const [index, { length }] of inside.entries()) {
      if (Array.isArray(containers[index])) longestList = Math.max(longestList, length);
      else largestMap = Math.max(largestMap, length);
    }
    if (containers.length === 0 || depth > maxDepth) return { longestList, largestMap, depth };
    depth += 1;
    level = inside.flat();
  }
}
