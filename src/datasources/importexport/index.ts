/** AWS Import/Export jobs: disks shipped to and from AWS. */
import { createAwsCredentials } from '../../provider/aws/credentials.ts';
import { createAwsSigner } from '../../provider/aws/signer.ts';
import { defineProvider } from '../../provider/contract/provider.ts';
import { toEndpoint } from '../../provider/contract/signer.ts';
import { importExportAdapter } from './adapter.ts';
import { importexportLimits, importexportSettings } from './settings.ts';
import { createSignatureV2Signer } from './signature-v2.ts';

/** The service is global: one host, one signing region, and a signing name that differs from the host's. */
const host = 'importexport.amazonaws.com';
const signingRegion = 'us-east-1';
const signingName = 'IngestionService';

/** The provider AWS Import/Export. */
export const importexport = defineProvider({
  name: 'importexport',
  title: 'AWS Import/Export',
  kind: 'objects',
  jobs: 'disks shipped to and from AWS',
  enumValue: 'IMPORT_EXPORT',
  typeName: 'ImportExportJob',
  rootField: { name: 'importExportJob', keyArguments: ['jobId'] },
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
});
