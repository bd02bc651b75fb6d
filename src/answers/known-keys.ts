/** A place for each of so many keys: a later key takes the place of an earlier one. */
const places = 256;

/** Of characters that decide a key's place, at its end and over all of it. */
const samples = 64;

/** In characters: with these, all places hold four megabytes at most. */
const longestKey = 8192;

/**
 * Gives equal keys as one and the same string, the one that came first. V8 keeps a string's hash with it: that of a key of two
 * kilobytes takes longer than everything else that it takes to find an answer.
 */
export function createKnownKeys(): (key: string) => string {
  const known = new Array<string>(places).fill('');
  return (key) => {
    if (key.length > longestKey) return key;
    const place = toPlace(key);
    if (known[place] !== key) known[place] = key;
    return known[place];
  };
}

/** FNV-1a over some of the code units. Operations often differ in a few variables, which most clients send last. */
function toPlace(key: string): number {
  let hash = 0x811c9dc5;
  const add = (from: number, step: number): void => {
    for (let at = from; at < key.length; at += step) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  };
  add(Math.max(0, key.length - samples), 1);
  add(0, Math.ceil(key.length / samples));
  return (hash >>> 0) % places;
}
