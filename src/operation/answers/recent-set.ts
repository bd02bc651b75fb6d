/** Remembers which of many keys came before. It may take a few different keys for the same. */
interface RecentSet {
  /** Whether the key was noted, with few other keys noted since. */
  readonly has: (key: string) => boolean;
  /** Returns whether the key was there before. */
  readonly note: (key: string) => boolean;
  readonly forget: (key: string) => void;
}

/** A place for each of so many keys, by their hash: a later key takes the place of an earlier one. */
const places = 8192;

/**
 * Characters of a long key that decide its hash: so many at its end, where most clients send their variables, and so many
 * spread over the rest. To hash all of two kilobytes takes some microseconds, for each operation that comes once.
 */
const samples = 128;

/** Takes a fixed amount of memory: one 32-bit hash for each of its places. */
export function createRecentSet(): RecentSet {
  const hashes = new Uint32Array(places);
  const holds = (hash: number): boolean => hashes[hash % places] === hash;
  return {
    has: (key) => holds(toHash(key)),
    note: (key) => {
      const hash = toHash(key);
      const isKnown = holds(hash);
      hashes[hash % places] = hash;
      return isKnown;
    },
    forget: (key) => {
      const hash = toHash(key);
      if (holds(hash)) hashes[hash % places] = 0;
    },
  };
}

/** FNV-1a over the length and some of the UTF-16 code units; never 0, which stands for an empty place. */
function toHash(text: string): number {
  let hash = mix(0x811c9dc5, text.length);
  const end = Math.max(0, text.length - samples);
  for (let at = end; at < text.length; at += 1) hash = mix(hash, text.charCodeAt(at));
  for (let at = 0; at < end; at += Math.ceil(end / samples)) hash = mix(hash, text.charCodeAt(at));
  return hash >>> 0 || 1;
}

function mix(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193);
}
