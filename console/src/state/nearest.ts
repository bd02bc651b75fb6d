/** The names that somebody may have meant. */

/** For each name that there is not, the one of these that shares most of its letters in order; none if less than half of them. */
export function findNearest(wanted: readonly string[], there: readonly { readonly name: string }[]): readonly string[] {
  const names = there.map(({ name }) => name);
  const found = wanted.map((name) => {
    if (names.includes(name)) return name;
    const rated = names.map((other) => ({
      other,
      shared: countShared(name, other) / Math.max(name.length, other.length),
    }));
    const best = rated.toSorted((one, other) => other.shared - one.shared)[0];
    return best !== undefined && best.shared >= 0.5 ? best.other : null;
  });
  return [...new Set(found.filter((name) => name !== null))];
}

/** The length of the longest text whose letters stand in both in this order. */
function countShared(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, () => 0);
  for (const letter of one) {
    const next = [0];
    for (let place = 0; place < other.length; place += 1)
      next.push(other[place] === letter ? (row[place] ?? 0) + 1 : Math.max(row[place + 1] ?? 0, next[place] ?? 0));
    row = next;
  }
  return row.at(-1) ?? 0;
}
