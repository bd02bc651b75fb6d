/** The size of an operation's variables, as they came. */

export interface VariableShape {
  /** Entries of the longest list. */
  readonly longestList: number;
  /** Levels of lists and maps; counted up to one more than the maximum. */
  readonly depth: number;
}

/** Looks at every value once, level by level: deep ones do not deepen the stack. */
export function measureVariables(variables: unknown, maxDepth: number): VariableShape {
  let longestList = 0;
  let depth = 0;
  let level: readonly unknown[] = Object.values((variables ?? {}) as Readonly<Record<string, unknown>>);
  for (;;) {
    const containers = level.filter((value) => typeof value === 'object' && value !== null);
    for (const value of containers) if (Array.isArray(value)) longestList = Math.max(longestList, value.length);
    if (containers.length === 0 || depth > maxDepth) return { longestList, depth };
    depth += 1;
    level = containers.flatMap((value) => Object.values(value as Readonly<Record<string, unknown>>));
  }
}
