import { createPanoramaEmulator } from '../../../src/datasources/panorama/emulator.ts';
import { awsCredentials, fastSource } from '../ask-whole.ts';
import type { ProviderUnderTest } from '../provider-under-test.ts';

export const panorama: ProviderUnderTest = {
  provider: 'PANORAMA',
  typeName: 'PanoramaPackageImportJob',
  sourceName: 'lab',
  goodKey: 'package-import-good',
  illKey: 'package-import-ill1',
  requestIdHeader: 'x-amzn-RequestId',
  toBody: (key) =>
    JSON.stringify({
      ClientToken: 'pkg-import-7c1e4a',
      CreatedTime: 1764576015.482,
      InputConfig: {
        PackageVersionInputConfig: { S3Location: { BucketName: 'nodes', ObjectKey: 'a.tar.gz', Region: 'us-west-2' } },
      },
      JobId: key,
      JobTags: [{ ResourceType: 'PACKAGE', Tags: { team: 'retail' } }],
      JobType: 'NODE_PACKAGE_VERSION',
      LastUpdatedTime: 1764576128.007,
      Output: {
        OutputS3Location: { BucketName: 'managed', ObjectKey: 'packages/8f' },
        PackageId: 'package-q3',
        PackageVersion: '2.1',
        PatchVersion: '8f14',
      },
      OutputConfig: { PackageVersionOutputConfig: { MarkLatest: true, PackageName: 'counter', PackageVersion: '2.1' } },
      Status: 'SUCCEEDED',
      StatusMessage: 'Package version registered é',
    }),
  startEmulator: (toAnswer, fault) =>
    createPanoramaEmulator({ credentials: awsCredentials, jobs: { describe: toAnswer, list: () => [] }, fault }),
  toSource: (endpoint) => ({
    name: 'lab',
    provider: 'panorama',
    region: 'us-west-2',
    endpoint,
    credentials: awsCredentials,
    ...fastSource,
  }),
};
