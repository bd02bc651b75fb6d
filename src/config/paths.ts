/** Where in the file a value stands. */
export type ConfigPath = readonly PropertyKey[];

/** For example `sources[2].region`; the whole file is `the file`. */
export function formatPath(path: ConfigPath): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return text === '' ? 'the file' : text.replace(/^\./, '');
}

export function valueAt(value: unknown, path: ConfigPath): unknown {
  return path.reduce<unknown>(
    (parent, part) => (typeof parent === 'object' && parent !== null ? (parent as Record<PropertyKey, unknown>)[part] : undefined),
    value,
  );
}

/** The same tree with another value at that path. */
export function withValueAt(value: unknown, [part, ...rest]: ConfigPath, replacement: unknown): unknown {
  if (part === undefined) return replacement;
  if (Array.isArray(value)) return value.map((item, index) => (index === part ? withValueAt(item, rest, replacement) : (item as unknown)));
  const parent = value as Record<PropertyKey, unknown>;
  return { ...parent, [part]: withValueAt(parent[part], rest, replacement) };
}
