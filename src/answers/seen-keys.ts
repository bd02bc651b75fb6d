/** Tells what is asked again from what is asked once: only the former is worth keeping. */
export interface SeenKeys {
  /** Whether the key came before, with few others since. Notes it. Of different keys, it may take a few for the same. */
  readonly seesAgain: (key: string) => boolean;
}

/** A place for each of so many keys, by their hash: a later key takes the place of an earlier one. */
const places = 8192;

export function createSeenKeys(): SeenKeys {
  const hashes = new Uint32Array(places);
  return {
    seesAgain: (key) => {
      const hash = toHash(key);
      const place = hash % places;
      const isKnown = hashes[place] === hash;
      hashes[place] = hash;
      return isKnown;
    },
  };
}

/** FNV-1a over UTF-16 code units; never 0, which stands for an empty place. */
function toHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0 || 1;
}
