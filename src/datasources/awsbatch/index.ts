/** AWS Batch jobs: of queues, arrays and several nodes. */
import { toSourceEvents } from '../../provider/aws/events.ts';
import { toAwsConsolePage } from '../../provider/aws/hosts.ts';
import { toCloudWatchLogs } from '../../provider/aws/cloudwatch-source.ts';
import { createRegionalAwsSigner } from '../../provider/aws/signer.ts';
import { defineProvider } from '../../provider/contract/provider.ts';
import { createAwsBatchAdapter } from './adapter.ts';
import { awsBatchEvents } from './events.ts';
import { createAwsBatchLogs } from './logs.ts';
import { awsbatchLimits, awsbatchSettings } from './settings.ts';

/** The provider AWS Batch. */
export const awsbatch = defineProvider({
  name: 'awsbatch',
  title: 'AWS Batch',
  kind: 'machines',
  jobs: 'jobs, arrays, multi-node jobs',
  enumValue: 'AWS_BATCH',
  typeName: 'AwsBatchJob',
  rootField: { name: 'awsBatchJob', keyArguments: ['jobId'] },
  settings: awsbatchSettings,
  defaultLimits: awsbatchLimits,
  toRegion: ({ region }) => region,
  consolePages: ({ region }) => ({ ofSource: toAwsConsolePage(region, `batch/home?region=${region}#jobs`) }),
  createAdapter: ({ queues }) => createAwsBatchAdapter(queues),
  logs: toCloudWatchLogs(({ region }) => createAwsBatchLogs(region)),
  createSigner: (settings, now) => createRegionalAwsSigner('batch', settings, now),
  toEvents: (settings) => toSourceEvents(settings, () => awsBatchEvents),
});
