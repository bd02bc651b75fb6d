import { createImportExportEmulator } from '../../../src/datasources/importexport/emulator.ts';
import { awsCredentials, fastSource } from '../ask-whole.ts';
import type { ProviderUnderTest } from '../provider-under-test.ts';

export const importexport: ProviderUnderTest = {
  provider: 'IMPORT_EXPORT',
  typeName: 'ImportExportJob',
  sourceName: 'devices',
  goodKey: 'B71QX',
  illKey: 'B71Q1',
  requestIdHeader: 'x-amzn-RequestId',
  toBody: (key) => `<GetStatusResponse xmlns="http://importexport.amazonaws.com/">
  <GetStatusResult>
    <JobType>Import</JobType>
    <CurrentManifest>manifestVersion: 2.0
deviceId: ACME-DISK-0042
</CurrentManifest>
    <JobId>${key}</JobId>
    <LocationCode>Returned</LocationCode>
    <TrackingNumber>1Z999AA10123456784</TrackingNumber>
    <ProgressCode>SuccessWithErrors</ProgressCode>
    <ProgressMessage>The data load completed with 2 errors é.</ProgressMessage>
    <ErrorCount>2</ErrorCount>
    <Signature>q8Zr0m1=</Signature>
    <CreationDate>2015-05-27T18:58:21Z</CreationDate>
    <ArtifactList>
      <member><Description>Shipping label</Description><URL>https://example-bucket.s3.amazonaws.com/label.pdf</URL></member>
    </ArtifactList>
  </GetStatusResult>
  <ResponseMetadata><RequestId>0c7f1e52-0a1b-4c2d-8e3f-5566778899aa</RequestId></ResponseMetadata>
</GetStatusResponse>
`,
  startEmulator: (toAnswer, fault) =>
    createImportExportEmulator({ credentials: awsCredentials, jobs: { describe: toAnswer, list: () => [] }, fault }),
  toSource: (endpoint) => ({
    name: 'devices',
    provider: 'importexport',
    endpoint,
    credentials: awsCredentials,
    ...fastSource,
  }),
};
