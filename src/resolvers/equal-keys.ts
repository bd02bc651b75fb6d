/** For each key what is found for it, which is the same for equal ones: what a client asks for twice is worked out once. */
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
