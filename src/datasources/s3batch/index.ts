/** Amazon S3 Batch Operations: one operation on many objects. */
import { createAwsCredentials } from '../../provider/aws/credentials.ts';
import { toAwsConsolePage, toAwsHost } from '../../provider/aws/hosts.ts';
import { createAwsSigner } from '../../provider/aws/signer.ts';
import { defineProvider } from '../../provider/contract/provider.ts';
import { toEndpoint } from '../../provider/contract/signer.ts';
import { createS3BatchAdapter } from './adapter.ts';
import { s3batchLimits, s3batchSettings } from './settings.ts';

/** The provider Amazon S3 Batch Operations. */
export const s3batch = defineProvider({
  name: 's3batch',
  title: 'Amazon S3 Batch Operations',
  kind: 'objects',
  jobs: 'operations on many objects',
  enumValue: 'S3_BATCH',
  typeName: 'S3BatchJob',
  rootField: { name: 's3BatchJob', keyArguments: ['jobId'] },
  settings: s3batchSettings,
  defaultLimits: s3batchLimits,
  toRegion: ({ region }) => region,
  toAccount: ({ accountId }) => accountId,
  consolePages: ({ region }) => ({ ofSource: toAwsConsolePage(region, `s3/jobs?region=${region}`) }),
  createAdapter: ({ accountId }) => createS3BatchAdapter(accountId),
  createSigner: ({ accountId, region, endpoint, credentials }, now) =>
    createAwsSigner({
      endpoint: toEndpoint(endpoint, toAwsHost(`${accountId}.s3-control`, region)),
      region,
      service: 's3',
      credentials: createAwsCredentials(credentials, region, now),
    }),
});
