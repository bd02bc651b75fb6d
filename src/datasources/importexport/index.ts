/** AWS Import/Export jobs: disks sent by post. */
import { createAwsCredentials } from '../../upstream/aws-credentials.ts';
import { createAwsSigner } from '../../upstream/aws-signer.ts';
import type { Provider } from '../../upstream/provider.ts';
import { toEndpoint } from '../../upstream/signer.ts';
import { importExportAdapter } from './adapter.ts';
import type { ImportExportFacts } from './mapping.ts';
import { importexportLimits, importexportSettings, type ImportexportSettings } from './settings.ts';
import { createSignatureV2Signer } from './signature-v2.ts';

export type { ImportExportFacts, ImportExportSecrets, UnmaskedTexts } from './mapping.ts';

/** The service is global: one host, and signatures of this region and of a name that is not the host's. */
const host = 'importexport.amazonaws.com';
const signingRegion = 'us-east-1';
const signingName = 'IngestionService';

export const importexport = {
  settings: importexportSettings,
  defaultLimits: importexportLimits,
  toRegion: () => null,
  createAdapter: () => importExportAdapter,
  createSigner: (settings, now) => {
    const endpoint = toEndpoint(settings.endpoint, host);
    const credentials = createAwsCredentials(settings.credentials, signingRegion, now);
    return settings.signatureVersion === 2
      ? createSignatureV2Signer(endpoint, credentials)
      : createAwsSigner({ endpoint, region: signingRegion, service: signingName, credentials });
  },
} satisfies Provider<ImportexportSettings, ImportExportFacts>;
