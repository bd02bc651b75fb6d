/** What clients such as kubectl ask an API server about itself before they ask for jobs. */
import type { JsonObject } from '../../emulation/json.ts';

const groupVersion = 'batch/v1';
const preferred = { groupVersion, version: 'v1' };

const documents: ReadonlyMap<string, JsonObject> = new Map<string, JsonObject>([
  ['/version', { major: '1', minor: '36', gitVersion: 'v1.36.1', platform: 'linux/amd64' }],
  ['/api', { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [] }],
  ['/api/v1', { kind: 'APIResourceList', groupVersion: 'v1', resources: [] }],
  [
    '/apis',
    {
      kind: 'APIGroupList',
      apiVersion: 'v1',
      groups: [{ name: 'batch', versions: [preferred], preferredVersion: preferred }],
    },
  ],
  [
    '/apis/batch',
    { kind: 'APIGroup', apiVersion: 'v1', name: 'batch', versions: [preferred], preferredVersion: preferred },
  ],
  [
    '/apis/batch/v1',
    {
      kind: 'APIResourceList',
      apiVersion: 'v1',
      groupVersion,
      resources: [
        { name: 'jobs', singularName: 'job', namespaced: true, kind: 'Job', verbs: ['get', 'list', 'watch'] },
      ],
    },
  ],
]);

/** The document at a path; undefined if there is none. */
export function findDiscovery(path: string): JsonObject | undefined {
  // kubectl looks whether the namespace is there before it says that a job is not.
  const [, namespace] = /^\/api\/v1\/namespaces\/([a-z0-9-]+)$/.exec(path) ?? [];
  return namespace === undefined
    ? documents.get(path)
    : { kind: 'Namespace', apiVersion: 'v1', metadata: { name: namespace } };
}
