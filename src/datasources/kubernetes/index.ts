/** Jobs of Kubernetes clusters. */
import { createBearerSigner } from '../../provider/access/credentials.ts';
import { readTls } from '../../provider/access/server.ts';
import { defineProvider } from '../../provider/contract/provider.ts';
import { toEndpoint } from '../../provider/contract/signer.ts';
import { createKubernetesAdapter } from './adapter.ts';
import { jobNamePattern, namespacePattern } from './key.ts';
import { podLogLimits, podLogReads } from './logs.ts';
import { completeKubernetes, kubernetesLimits, kubernetesSettings } from './settings.ts';

/** The provider Kubernetes. */
export const kubernetes = defineProvider({
  name: 'kubernetes',
  title: 'Kubernetes',
  kind: 'machines',
  jobs: 'Jobs of a cluster',
  enumValue: 'KUBERNETES',
  typeName: 'KubernetesJob',
  rootField: {
    name: 'kubernetesJob',
    keyArguments: ['namespace', 'name'],
    formats: {
      namespace: { pattern: namespacePattern, expected: 'at most 63 lower-case letters, digits and "-"' },
      name: { pattern: jobNamePattern, expected: 'at most 253 lower-case letters, digits, "-" and "."' },
    },
  },
  settings: kubernetesSettings,
  defaultLimits: kubernetesLimits,
  complete: completeKubernetes,
  toRegion: () => null,
  createAdapter: ({ namespaces }) => createKubernetesAdapter(namespaces),
  createSigner: ({ server, endpoint, credentials }, now) =>
    // Sound settings have one of the two.
    createBearerSigner({ endpoint: toEndpoint(server ?? endpoint, ''), credentials, now }),
  logs: { defaultLimits: podLogLimits, createReads: () => podLogReads },
  toTls: (settings) => readTls(settings),
});
