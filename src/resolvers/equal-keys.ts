/** Maps each key, but calls `find` only once for equal keys: a client may name the same job many times. */
export function findForEach<K, T>(keys: readonly K[], find: (key: K) => T): readonly T[] {
  const found = new Map<K, T>();
  return keys.map((key) => {
    const known = found.get(key);
    if (known !== undefined) return known;
    const value = find(key);
    found.set(key, value);
    return value;
  });
}
