/** What was once found to be asked of a job by the fields of a document, for as long as the document is kept. */
import type { FieldNode } from 'graphql';
import { knownScopes, satisfies, type Viewer } from '../auth/viewer.ts';
import type { Ask } from '../upstream/ask.ts';

interface Remembered {
  readonly nodes: readonly FieldNode[];
  readonly ask: Ask;
}

/** Of one field; there are five types, a few combinations of scopes, and mostly no conditions. */
const maxRemembered = 64;

const asksOf = new WeakMap<FieldNode, Map<string, Remembered>>();

/** `key` names all that the ask depends on but the fields themselves. Asks that are the same are the same object. */
export function rememberAsk(nodes: readonly FieldNode[], key: string, find: () => Ask): Ask {
  const [first] = nodes;
  if (first === undefined) return find();
  const remembered = asksOf.get(first) ?? new Map<string, Remembered>();
  asksOf.set(first, remembered);
  const known = remembered.get(key);
  // A field of a fragment may be merged with other fields in one place than in another.
  if (known?.nodes.length === nodes.length && known.nodes.every((node, index) => node === nodes[index]))
    return known.ask;
  const ask = find();
  if (known !== undefined || remembered.size < maxRemembered) remembered.set(key, { nodes, ask });
  return ask;
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
