/** Paths of values in the file. */
export type ConfigPath = readonly PropertyKey[];

/** Keys are words. Any other key may be a misplaced secret and is not shown. */
const word = /^[a-z][A-Za-z_-]{0,29}$/;

/** Whether a key may be shown in a message. */
export function isWord(key: PropertyKey): boolean {
  return word.test(String(key));
}

/** For example `sources[2].region`; the whole file is `the file`. A key that is no word is `*`. */
export function formatPath(path: ConfigPath): string {
  const steps = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${isWord(part) ? String(part) : '*'}`));
  return steps.length === 0 ? 'the file' : steps.join('').replace(/^\./, '');
}

/** A path as a key of maps and sets: unlike the formatted one it is unique. */
export function toPathKey(path: ConfigPath): string {
  return JSON.stringify(path);
}

/** Undefined where the tree has nothing at that path. */
export function valueAt(tree: unknown, path: ConfigPath): unknown {
  return path.reduce<unknown>((parent, part) => {
    if (typeof parent !== 'object' || parent === null || !Object.hasOwn(parent, part)) return undefined;
    return (parent as Readonly<Record<PropertyKey, unknown>>)[part];
  }, tree);
}
