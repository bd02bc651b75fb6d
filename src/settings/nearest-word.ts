/** The candidate closest to a misspelt word, ignoring case; undefined if none is close. */
export function findNearestWord(word: string, candidates: readonly string[]): string | undefined {
  const most = Math.ceil(word.length * 0.4);
  const near = candidates
    .map((candidate) => ({ candidate, distance: distanceOf(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ distance, candidate }) => distance <= most && distance < candidate.length)
    .sort((left, right) => left.distance - right.distance);
  return near[0]?.candidate;
}

/** Letters to insert, remove or replace (Levenshtein). */
function distanceOf(left: string, right: string): number {
  // Far longer than any key: the time grows with the square of the length.
  if (Math.abs(left.length - right.length) > 10) return Number.POSITIVE_INFINITY;
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [index, letter] of Array.from(left).entries()) {
    const next = [index + 1];
    for (const [column, other] of Array.from(right).entries()) {
      const replaced = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
