/** AWS Batch jobs: of queues, arrays and several nodes. */
import { toAwsConsolePage } from '../../aws/hosts.ts';
import { createRegionalAwsSigner } from '../../aws/signer.ts';
import { defineProvider } from '../../provider/provider.ts';
import { createAwsBatchAdapter } from './adapter.ts';
import { awsbatchLimits, awsbatchSettings } from './settings.ts';

export const awsbatch = defineProvider({
  name: 'awsbatch',
  enumValue: 'AWS_BATCH',
  typeName: 'AwsBatchJob',
  rootField: { name: 'awsBatchJob', keyArguments: ['jobId'] },
  loadDemo: () => import('./demo-world.ts'),
  settings: awsbatchSettings,
  defaultLimits: awsbatchLimits,
  toRegion: ({ region }) => region,
  consolePages: ({ region }) => ({ ofSource: toAwsConsolePage(region, `batch/home?region=${region}#jobs`) }),
  createAdapter: ({ queues }) => createAwsBatchAdapter(queues),
  createSigner: (settings, now) => createRegionalAwsSigner('batch', settings, now),
});
