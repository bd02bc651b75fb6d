/** What was once found to be asked by the fields of a document, for as long as the document is kept. */
import type { FieldNode, OperationDefinitionNode } from 'graphql';
import { knownScopes, satisfies, type Viewer } from '../auth/viewer.ts';

interface Remembered {
  readonly nodes: readonly FieldNode[];
  readonly found: unknown;
}

/** Of one field; there are five types, a few combinations of scopes, and mostly no conditions. */
const maxRemembered = 64;
/** In bytes, about what an ask takes, its key left out. */
const bytesPerAsk = 1500;

const foundOf = new WeakMap<FieldNode, Map<string, Remembered>>();
const counterOf = new WeakMap<OperationDefinitionNode, (bytes: number) => void>();

/** Whoever keeps the operation's document is told of all bytes that are remembered with it. */
export function countRemembered(operation: OperationDefinitionNode, count: (bytes: number) => void): void {
  counterOf.set(operation, count);
}

/**
 * `key` names what is found, and all that it depends on but the fields themselves. Finds that are the same are the same
 * object.
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
  // A field of a fragment may be merged with other fields in one place than in another.
  if (known?.nodes.length === nodes.length && known.nodes.every((node, index) => node === nodes[index]))
    return known.found as T;
  const found = find();
  if (known === undefined && remembered.size === maxRemembered) return found;
  foundOf.set(first, remembered.set(key, { nodes, found }));
  if (known === undefined) counterOf.get(operation)?.(bytesPerAsk + 2 * key.length);
  return found;
}

/** Which of the schema's scopes the viewer holds: all that a selection can depend on. */
export const toViewerKey = once((viewer: Viewer) => knownScopes.filter((scope) => satisfies(viewer, [[scope]])).join());

/** The values of all variables that @include and @skip can go by. */
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
