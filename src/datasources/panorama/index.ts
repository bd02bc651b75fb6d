/** AWS Panorama package import jobs. */
import { createAwsCredentials } from '../../upstream/aws-credentials.ts';
import { toAwsHost } from '../../upstream/aws-hosts.ts';
import { createAwsSigner } from '../../upstream/aws-signer.ts';
import type { Provider } from '../../upstream/provider.ts';
import { toEndpoint } from '../../upstream/signer.ts';
import { panoramaAdapter } from './adapter.ts';
import type { PanoramaFacts } from './mapping.ts';
import { panoramaLimits, panoramaSettings, type PanoramaSettings } from './settings.ts';

export type { PanoramaFacts, PanoramaSecrets } from './mapping.ts';

export const panorama = {
  settings: panoramaSettings,
  defaultLimits: panoramaLimits,
  toRegion: ({ region }) => region,
  createAdapter: () => panoramaAdapter,
  createSigner: ({ region, endpoint, credentials }, now) =>
    createAwsSigner({
      endpoint: toEndpoint(endpoint, toAwsHost('panorama', region)),
      region,
      service: 'panorama',
      credentials: createAwsCredentials(credentials, region, now),
    }),
} satisfies Provider<PanoramaSettings, PanoramaFacts>;
