import { z } from 'zod';
import { caFile, listAddressKeys, refuseUnusedCaFile } from '../../provider/access/server.ts';
import { refuseOpenHttp, tokenFileWay, tokenWay } from '../../provider/access/settings.ts';
import type { LimiterSettings } from '../../provider/contract/limiter-settings.ts';
import type { CompletedSettings } from '../../provider/contract/provider.ts';
import { sharedSettings, toLogsSetting, toSourceSchema } from '../../provider/contract/settings.ts';
import { flag, isSection, someList, text, type Section } from '../../settings/kinds.ts';
import { namespacePattern } from './key.ts';

const namespaces = 'a list of 1 to 100 names of namespaces';

const address = sharedSettings.shape.endpoint.unwrap();

/** The schema of a Kubernetes source. */
export const kubernetesSettings = toSourceSchema('kubernetes', {
  server: address
    .optional()
    .describe(
      'The base URL of the cluster’s API server; `endpoint` is another name of this setting. Set exactly one: the address, or `inCluster: true`. http only for loopback.',
    ),
  inCluster: flag()
    .default(false)
    .describe('Whether address, token and certificates are those of the pod that the program runs in.'),
  caFile,
  credentials: z
    .union([tokenWay, tokenFileWay], { error: 'a map of either token or tokenFile' })
    .optional()
    .describe('Either token or tokenFile. Default: no token is sent, as for `kubectl proxy`.'),
  namespaces: someList(
    text('the name of a namespace, at most 63 lower-case letters, digits and "-"', namespacePattern),
    namespaces,
  )
    .max(100, { error: namespaces })
    .optional()
    .describe('The namespaces whose jobs are listed and watched. Default: the whole cluster.'),
  logs: toLogsSetting({}, 'a map of limits'),
})
  .superRefine(checkWays, { when: ({ value }) => isSection(value) })
  .superRefine(...refuseOpenHttp('server', 'endpoint'));

/** The settings of a Kubernetes source, with defaults. */
type KubernetesSettings = z.output<typeof kubernetesSettings>;

/** One way to the server, and nothing beside `inCluster` that it brings along. */
function checkWays(settings: Section, context: z.core.$RefinementCtx): void {
  const ways = [...listAddressKeys(settings), ...(settings['inCluster'] === true ? ['inCluster: true'] : [])];
  const refuse = (path: string[], message: string, got: string): void => {
    context.addIssue({ code: 'custom', path, message, params: { got } });
  };
  if (ways.length !== 1)
    refuse(
      [],
      'a map with exactly one of server, endpoint and inCluster: true',
      ways.length === 0 ? 'none of them' : ways.join(' and '),
    );
  if (settings['inCluster'] === true)
    for (const key of ['caFile', 'credentials'])
      if (settings[key] !== undefined) refuse([key], 'left out with inCluster: true, which brings its own', 'both');
  refuseUnusedCaFile(settings, context);
}

/** Where Kubernetes mounts what a service account has. */
const mounted = '/var/run/secrets/kubernetes.io/serviceaccount';

/** Of a pod, the address of its cluster's API server and the files of its service account. */
export function completeKubernetes(
  settings: KubernetesSettings,
  environment: Readonly<Record<string, string | undefined>>,
): CompletedSettings<KubernetesSettings> {
  if (!settings.inCluster) return {};
  const host = environment['KUBERNETES_SERVICE_HOST'] ?? '';
  const port = environment['KUBERNETES_SERVICE_PORT'] ?? '';
  const server = `https://${host.includes(':') ? `[${host}]` : host}:${port}`;
  if (!/^[A-Za-z0-9.:-]+$/.test(host) || !/^\d{1,5}$/.test(port) || !URL.canParse(server)) {
    const message =
      'must be true only inside a cluster, where KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are set, but got true where they are not';
    return { faults: [{ path: ['inCluster'], message }] };
  }
  const credentials = { tokenFile: `${mounted}/token` };
  return { settings: { ...settings, server, caFile: `${mounted}/ca.crt`, credentials } };
}

/**
 * API servers have no documented rate: their priority and fairness answers 429 when they are busy. Clients such as kubectl
 * stay within tens of requests per second.
 */
export const kubernetesLimits: LimiterSettings = { requestsPerSecond: 10, burst: 20, concurrency: 16, queue: 1000 };
