import { createCodePipelineEmulator } from '../../../src/datasources/codepipeline/emulator.ts';
import { awsCredentials, fastSource } from '../ask-whole.ts';
import type { ProviderUnderTest } from '../provider-under-test.ts';

export const codepipeline: ProviderUnderTest = {
  provider: 'CODEPIPELINE',
  typeName: 'CodePipelineJob',
  sourceName: 'pipelines',
  goodKey: 'f4f4ff82-2d11-4a2b-8c3d-0123456789ab',
  illKey: 'f4f4ff82-2d11-4a2b-8c3d-012345678901',
  requestIdHeader: 'x-amzn-RequestId',
  toBody: (key) =>
    JSON.stringify({
      jobDetails: {
        accountId: '123456789012',
        data: {
          actionConfiguration: {
            __type: 'ActionConfiguration',
            configuration: { ProjectName: 'smoke é', ApiPassword: 's3cr3t' },
          },
          actionTypeId: { category: 'Test', owner: 'Custom', provider: 'AcmeRunner', version: '3' },
          artifactCredentials: { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'secret', sessionToken: 'token' },
          continuationToken: 'acme-run-20391',
          encryptionKey: { id: 'arn:aws:kms:us-east-1:123456789012:key/1234abcd', type: 'KMS' },
          inputArtifacts: [
            {
              location: { s3Location: { bucketName: 'bucket', objectKey: 'object' }, type: 'S3' },
              name: 'BuildOutput',
              revision: '9b1c',
            },
          ],
          outputArtifacts: [],
          pipelineContext: { action: { name: 'SmokeTest' }, pipelineName: 'acme-web', stage: { name: 'Verify' } },
        },
        id: key,
      },
    }),
  startEmulator: (toAnswer, fault) =>
    createCodePipelineEmulator({
      credentials: awsCredentials,
      jobs: { describe: toAnswer, actionExecutions: () => [] },
      fault,
    }),
  toSource: (endpoint) => ({
    name: 'pipelines',
    provider: 'codepipeline',
    region: 'us-east-1',
    endpoint,
    credentials: awsCredentials,
    ...fastSource,
  }),
};
