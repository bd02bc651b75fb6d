/** AWS HealthOmics reference import jobs. */
import { toSourceEvents } from '../../provider/aws/events.ts';
import { toAwsConsolePage } from '../../provider/aws/hosts.ts';
import { createRegionalAwsSigner } from '../../provider/aws/signer.ts';
import { defineProvider } from '../../provider/contract/provider.ts';
import { createOmicsAdapter } from './adapter.ts';
import { omicsEvents } from './events.ts';
import { healthomicsLimits, healthomicsSettings } from './settings.ts';

/** The provider AWS HealthOmics. */
export const healthomics = defineProvider({
  name: 'healthomics',
  title: 'AWS HealthOmics',
  kind: 'data',
  jobs: 'reference imports',
  enumValue: 'HEALTHOMICS',
  typeName: 'OmicsReferenceImportJob',
  rootField: { name: 'omicsReferenceImportJob', keyArguments: ['referenceStoreId', 'jobId'] },
  settings: healthomicsSettings,
  defaultLimits: healthomicsLimits,
  toRegion: ({ region }) => region,
  consolePages: ({ region }) => ({ ofSource: toAwsConsolePage(region, `omics/home?region=${region}`) }),
  createAdapter: ({ referenceStoreIds }) => createOmicsAdapter(referenceStoreIds),
  createSigner: (settings, now) => createRegionalAwsSigner('omics', settings, now),
  toEvents: (settings) => toSourceEvents(settings, () => omicsEvents),
});
