/** AWS HealthOmics reference import jobs. */
import { createAwsCredentials } from '../../upstream/aws-credentials.ts';
import { toAwsHost } from '../../upstream/aws-hosts.ts';
import { createAwsSigner } from '../../upstream/aws-signer.ts';
import type { Provider } from '../../upstream/provider.ts';
import { toEndpoint } from '../../upstream/signer.ts';
import { createOmicsAdapter } from './adapter.ts';
import type { OmicsFacts } from './mapping.ts';
import { healthomicsLimits, healthomicsSettings, type HealthomicsSettings } from './settings.ts';

export type { OmicsFacts } from './mapping.ts';

export const healthomics = {
  settings: healthomicsSettings,
  defaultLimits: healthomicsLimits,
  toRegion: ({ region }) => region,
  createAdapter: ({ referenceStoreIds }) => createOmicsAdapter(referenceStoreIds),
  createSigner: ({ region, endpoint, credentials }, now) =>
    createAwsSigner({
      endpoint: toEndpoint(endpoint, toAwsHost('omics', region)),
      region,
      service: 'omics',
      credentials: createAwsCredentials(credentials, region, now),
    }),
} satisfies Provider<HealthomicsSettings, OmicsFacts>;
