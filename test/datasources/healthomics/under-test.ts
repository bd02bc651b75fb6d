import { createHealthOmicsEmulator } from '../../../src/datasources/healthomics/emulator.ts';
import { awsCredentials, fastSource } from '../ask-whole.ts';
import type { ProviderUnderTest } from '../provider-under-test.ts';

export const healthomics: ProviderUnderTest = {
  provider: 'HEALTHOMICS',
  typeName: 'OmicsReferenceImportJob',
  sourceName: 'omics',
  goodKey: '7391046258/4820917365',
  illKey: '7391046258/4820917301',
  requestIdHeader: 'x-amzn-RequestId',
  toBody: (key) =>
    JSON.stringify({
      completionTime: '2025-12-01T09:41:37.204Z',
      creationTime: '2025-12-01T09:12:05.881Z',
      id: key.split('/')[1],
      referenceStoreId: key.split('/')[0],
      roleArn: 'arn:aws:iam::123456789012:role/import',
      sources: [
        {
          description: 'set é',
          name: 'GRCh38',
          referenceId: '5603918274',
          sourceFile: 's3://a/b',
          status: 'FINISHED',
          tags: { a: 'b' },
        },
      ],
      status: 'COMPLETED',
      statusMessage: 'done',
    }),
  startEmulator: (toAnswer, fault) =>
    createHealthOmicsEmulator({ credentials: awsCredentials, jobs: { describe: toAnswer, list: () => [] }, fault }),
  toSource: (endpoint) => ({
    name: 'omics',
    provider: 'healthomics',
    region: 'us-west-2',
    endpoint,
    credentials: awsCredentials,
    ...fastSource,
  }),
};
