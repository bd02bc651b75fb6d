/** What clients such as kubectl ask an API server about itself before they ask for jobs. */
import type { JsonObject } from '../kit/json.ts';
import documents from './discovery.json' with { type: 'json' };

const byPath = new Map<string, JsonObject>(Object.entries(documents));

/** The document at a path; undefined if there is none. */
export function findDiscovery(path: string): JsonObject | undefined {
  // kubectl looks whether the namespace is there before it says that a job is not.
  const [, namespace] = /^\/api\/v1\/namespaces\/([a-z0-9-]+)$/.exec(path) ?? [];
  return namespace === undefined
    ? byPath.get(path)
    : { kind: 'Namespace', apiVersion: 'v1', metadata: { name: namespace } };
}
