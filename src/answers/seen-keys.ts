/** Remembers of many keys which came before: of different keys, it may take a few for the same. */
export interface SeenKeys {
  /** Whether the key was noted, with few others since. */
  readonly has: (key: string) => boolean;
  readonly note: (key: string) => void;
  readonly forget: (key: string) => void;
}

/** A place for each of so many keys, by their hash: a later key takes the place of an earlier one. */
const places = 8192;

export function createSeenKeys(): SeenKeys {
  const hashes = new Uint32Array(places);
  const has = (key: string): boolean => {
    const hash = toHash(key);
    return hashes[hash % places] === hash;
  };
  return {
    has,
    note: (key) => {
      const hash = toHash(key);
      hashes[hash % places] = hash;
    },
    forget: (key) => {
      if (has(key)) hashes[toHash(key) % places] = 0;
    },
  };
}

/** FNV-1a over UTF-16 code units; never 0, which stands for an empty place. */
function toHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0 || 1;
}
