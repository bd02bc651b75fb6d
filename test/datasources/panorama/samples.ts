import type { Sample } from '../../conformance/provider-under-test.ts';

/** An answer as the service words it. */
const sample = `{"ClientToken":"pkg-import-7c1e4a","CreatedTime":1764576015.482,"InputConfig":{"PackageVersionInputConfig":{"S3Location":{"BucketName":"acme-panorama-nodes","ObjectKey":"people-counter/2.1/package.tar.gz","Region":"us-west-2"}}},"JobId":"package-import-4f2b9d1c-77aa-4c35","JobTags":[{"ResourceType":"PACKAGE","Tags":{"team":"retail-vision","env":"prod"}}],"JobType":"NODE_PACKAGE_VERSION","LastUpdatedTime":1764576128.007,"Output":{"OutputS3Location":{"BucketName":"panorama-managed-us-west-2","ObjectKey":"packages/people-counter-2.1/8f14e45fce"},"PackageId":"package-q3mzk5r2n7","PackageVersion":"2.1","PatchVersion":"8f14e45fceea167a5a36dedd4bea2543"},"OutputConfig":{"PackageVersionOutputConfig":{"MarkLatest":true,"PackageName":"people-counter","PackageVersion":"2.1"}},"Status":"SUCCEEDED","StatusMessage":"Package version registered"}`;

export const samples: readonly Sample[] = [
  {
    name: 'a job that succeeded',
    key: 'package-import-4f2b9d1c-77aa-4c35',
    wire: { body: sample },
    job: {
      name: 'people-counter',
      kind: 'NODE_PACKAGE_VERSION',
      definition: 'people-counter',
      status: 'SUCCEEDED',
      rawStatus: 'SUCCEEDED',
      statusSource: 'PROVIDER',
      statusMessage: 'Package version registered',
      createdAt: '2025-12-01T08:00:15.482Z',
      updatedAt: '2025-12-01T08:02:08.007Z',
      endedAt: '2025-12-01T08:02:08.007Z',
      importType: 'NODE_PACKAGE_VERSION',
      clientToken: 'pkg-import-7c1e4a',
      jobTags: [
        {
          resourceType: 'PACKAGE',
          tags: [
            { key: 'env', value: 'prod' },
            { key: 'team', value: 'retail-vision' },
          ],
        },
      ],
      input: { bucket: 'acme-panorama-nodes', key: 'people-counter/2.1/package.tar.gz', region: 'us-west-2' },
      outputPackage: { packageName: 'people-counter', packageVersion: '2.1', markLatest: true },
      output: {
        packageId: 'package-q3mzk5r2n7',
        packageVersion: '2.1',
        patchVersion: '8f14e45fceea167a5a36dedd4bea2543',
        location: {
          bucket: 'panorama-managed-us-west-2',
          key: 'packages/people-counter-2.1/8f14e45fce',
          region: null,
        },
      },
    },
  },
];
