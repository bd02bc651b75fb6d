/** AWS HealthOmics reference import jobs. */
import { toAwsConsolePage } from '../../aws/hosts.ts';
import { createRegionalAwsSigner } from '../../aws/signer.ts';
import { defineProvider } from '../../provider/provider.ts';
import { createOmicsAdapter } from './adapter.ts';
import { healthomicsLimits, healthomicsSettings } from './settings.ts';

export const healthomics = defineProvider({
  name: 'healthomics',
  enumValue: 'HEALTHOMICS',
  typeName: 'OmicsReferenceImportJob',
  rootField: { name: 'omicsReferenceImportJob', keyArguments: ['referenceStoreId', 'jobId'] },
  loadDemo: () => import('./demo-world.ts'),
  settings: healthomicsSettings,
  defaultLimits: healthomicsLimits,
  toRegion: ({ region }) => region,
  consolePages: ({ region }) => ({ ofSource: toAwsConsolePage(region, `omics/home?region=${region}`) }),
  createAdapter: ({ referenceStoreIds }) => createOmicsAdapter(referenceStoreIds),
  createSigner: (settings, now) => createRegionalAwsSigner('omics', settings, now),
});
