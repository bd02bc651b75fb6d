/** Caches the selections of a document's fields for as long as the document is kept. */
import type { FieldNode, OperationDefinitionNode } from 'graphql';
import { knownScopes, satisfies, type Viewer } from '../auth/viewer.ts';

interface Remembered {
  readonly nodes: readonly FieldNode[];
  readonly found: unknown;
}

/** Per field: there are few types, few combinations of scopes, and usually no conditions. */
const maxRemembered = 64;
/** The approximate size of a selection without its key. */
const bytesPerAsk = 1500;

const foundOf = new WeakMap<FieldNode, Map<string, Remembered>>();
const counterOf = new WeakMap<OperationDefinitionNode, (bytes: number) => void>();

/** Reports the bytes that are cached with the operation's document, for the memory that keeps the document. */
export function countRemembered(operation: OperationDefinitionNode, count: (bytes: number) => void): void {
  counterOf.set(operation, count);
}

/**
 * `key` identifies the result and everything that it depends on, except the fields. Equal results are the same object.
 */
export function rememberOf<T>(
  operation: OperationDefinitionNode,
  nodes: readonly FieldNode[],
  key: string,
  find: () => T,
): T {
  const [first] = nodes;
  if (first === undefined) return find();
  const remembered = foundOf.get(first) ?? new Map<string, Remembered>();
  const known = remembered.get(key);
  // A fragment's field may be merged with different fields where it is spread twice.
  if (known?.nodes.length === nodes.length && known.nodes.every((node, index) => node === nodes[index]))
    return known.found as T;
  const found = find();
  if (known === undefined && remembered.size === maxRemembered) return found;
  foundOf.set(first, remembered.set(key, { nodes, found }));
  if (known === undefined) counterOf.get(operation)?.(bytesPerAsk + 2 * key.length);
  return found;
}

/** The viewer's scopes that the schema uses: a selection depends on nothing else of the viewer. */
export const toViewerKey = once((viewer: Viewer) => knownScopes.filter((scope) => satisfies(viewer, [[scope]])).join());

/** The values of all variables that @include and @skip can use. */
export const toConditionsKey = once((variables: Readonly<Record<string, unknown>>) =>
  Object.entries(variables)
    .filter(([, value]) => typeof value === 'boolean')
    .map(([name, value]) => `${name}:${String(value)}`)
    .join(),
);

function once<T extends object>(toKey: (value: T) => string): (value: T) => string {
  const keys = new WeakMap<T, string>();
  return (value) => {
    const known = keys.get(value);
    if (known !== undefined) return known;
    const key = toKey(value);
    keys.set(value, key);
    return key;
  };
}
