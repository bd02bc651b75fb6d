import { refused, type Sample } from '../../conformance/provider-under-test.ts';

/** An answer as the service words it. */
const sample = `<GetStatusResponse xmlns="http://importexport.amazonaws.com/">
  <GetStatusResult>
    <JobType>Import</JobType>
    <CurrentManifest>manifestVersion: 2.0
accessKeyId: AKIAIOSFODNN7EXAMPLE
deviceId: ACME-DISK-0042
eraseDevice: no
bucket: acme-archive-2015
trueCryptPassword: correct-horse
notificationEmail: ops@example.com
returnAddress:
    name: Dana Doe
    street1: 500 Example Way
    city: Portland
    stateOrProvince: OR
    postalCode: 97201
    country: USA
    phoneNumber: 503-555-0100</CurrentManifest>
    <JobId>B71QX</JobId>
    <LocationCode>Returned</LocationCode>
    <LocationMessage>Your device has been returned. The UPS tracking number is 1Z999AA10123456784.</LocationMessage>
    <Carrier>UPS</Carrier>
    <TrackingNumber>1Z999AA10123456784</TrackingNumber>
    <ProgressCode>SuccessWithErrors</ProgressCode>
    <ProgressMessage>The data load completed with 2 errors. See import-log-B71QX in the bucket acme-archive-2015 for more details.</ProgressMessage>
    <LogBucket>acme-archive-2015</LogBucket>
    <LogKey>import-log-B71QX</LogKey>
    <ErrorCount>2</ErrorCount>
    <SignatureFileContents>version:2.0
signingMethod:HmacSHA1
jobId:B71QX
signature:q8Zr0m1ExampleSigNotReal0000=
</SignatureFileContents>
    <Signature>q8Zr0m1ExampleSigNotReal0000=</Signature>
    <CreationDate>2015-05-27T18:58:21Z</CreationDate>
    <AwsShippingAddress>AWS Import/Export
JOBID B71QX
1 Example Dock Rd
Seattle, WA 98000</AwsShippingAddress>
    <ArtifactList>
      <member>
        <Description>Shipping label</Description>
        <URL>https://example-bucket.s3.amazonaws.com/label-B71QX.pdf?X-Amz-Signature=EXAMPLE</URL>
      </member>
    </ArtifactList>
  </GetStatusResult>
  <ResponseMetadata>
    <RequestId>0c7f1e52-0a1b-4c2d-8e3f-5566778899aa</RequestId>
  </ResponseMetadata>
</GetStatusResponse>
`;

/** The sample of the API's page as it is printed there: two of its end tags belong to other elements. */
const printedSample = `<GetStatusResponse xmlns="http://importexport.amazonaws.com/">
<GetStatusResult>
<JobType>Import</JobType>
<CurrentManifest>manifestVersion: 2.0
accessKeyId:
deviceId: TestDevice1
bucket: myawsbucket
returnAddress:
name: Joe Random
street1: 123 Any Street
city: Seattle
stateOrProvince: WA
postalCode: 91111
country: United States
eraseDevice: no</CurrentManifest>
<JobId>A36BC</JobId>
<LocationMessage>AWS has not received your device.</LocationDescription>
<ProgressCode>Pending</ProgressCode>
<SignatureFileContents>version:2.0
signingMethod:HmacSHA1
jobId:A36BC
signature:O8WnNGMfs6cwbpQHvJ0qXLrUdqI=
</SignatureFileContents>
<ErrorCount>0</ErrorCount>
<ProgressMessage>The specified job has not started.</ProgressDescription>
<LocationCode>NotReceived</LocationCode>
<CreationDate>2010-04-17T00:09:02Z</CreationDate>
<AwsShippingAddress>AWS Import/Export
JOBID A36BC
1111 Nosuch Ave South
Seattle, WA 92222</AwsShippingAddress>
<Signature>O8WnNGMfs6cwbpQHvJ0qXLrUdqI=</Signature>
</GetStatusResult>
<ResponseMetadata>
<RequestId>a5f302fa-4bd8-11df-b17e-6b34e254a573</RequestId>
</ResponseMetadata>
</GetStatusResponse>`;

/** The same with those two mended. */
const mendedSample = printedSample
  .replace('</LocationDescription>', '</LocationMessage>')
  .replace('</ProgressDescription>', '</ProgressMessage>');

const message =
  'The data load completed with 2 errors. See import-log-B71QX in the bucket acme-archive-2015 for more details.';

export const samples: readonly Sample[] = [
  {
    name: 'a job that returned',
    key: 'B71QX',
    wire: { body: sample },
    job: {
      providerJobId: 'B71QX',
      name: null,
      kind: 'Import',
      definition: 'Import',
      status: 'PARTIALLY_SUCCEEDED',
      rawStatus: 'SuccessWithErrors',
      statusSource: 'PROVIDER',
      statusMessage: message,
      createdAt: '2015-05-27T18:58:21.000Z',
      failures: [{ code: 'SuccessWithErrors', message, subject: null }],
      direction: 'IMPORT',
      progressCode: 'SuccessWithErrors',
      locationCode: 'Returned',
      location: 'RETURNED',
      locationMessage: 'Your device has been returned. The UPS tracking number is 1Z999AA10123456784.',
      carrier: 'UPS',
      trackingNumber: '1Z999AA10123456784',
      shippingAddress: 'AWS Import/Export\nJOBID B71QX\n1 Example Dock Rd\nSeattle, WA 98000',
      logBucket: 'acme-archive-2015',
      logKey: 'import-log-B71QX',
      errorCount: 2,
      warningMessage: null,
      signature: 'q8Zr0m1ExampleSigNotReal0000=',
      signatureFileContents:
        'version:2.0\nsigningMethod:HmacSHA1\njobId:B71QX\nsignature:q8Zr0m1ExampleSigNotReal0000=\n',
      manifestText: [
        'manifestVersion: 2.0',
        'accessKeyId: AKIAIOSFODNN7EXAMPLE',
        'deviceId: ACME-DISK-0042',
        'eraseDevice: no',
        'bucket: acme-archive-2015',
        'trueCryptPassword: correct-horse',
        'notificationEmail: ops@example.com',
        'returnAddress:',
        '    name: Dana Doe',
        '    street1: 500 Example Way',
        '    city: Portland',
        '    stateOrProvince: OR',
        '    postalCode: 97201',
        '    country: USA',
        '    phoneNumber: 503-555-0100',
      ].join('\n'),
      artifacts: [
        {
          description: 'Shipping label',
          url: 'https://example-bucket.s3.amazonaws.com/label-B71QX.pdf?X-Amz-Signature=EXAMPLE',
        },
      ],
    },
  },
  {
    name: 'the sample of the API’s page, mended',
    key: 'A36BC',
    wire: { body: mendedSample },
    job: {
      providerJobId: 'A36BC',
      name: null,
      kind: 'Import',
      definition: 'Import',
      status: 'QUEUED',
      rawStatus: 'Pending',
      statusSource: 'PROVIDER',
      statusMessage: 'The specified job has not started.',
      createdAt: '2010-04-17T00:09:02.000Z',
      direction: 'IMPORT',
      progressCode: 'Pending',
      locationCode: 'NotReceived',
      location: 'NOT_RECEIVED',
      locationMessage: 'AWS has not received your device.',
      carrier: null,
      trackingNumber: null,
      shippingAddress: 'AWS Import/Export\nJOBID A36BC\n1111 Nosuch Ave South\nSeattle, WA 92222',
      logBucket: null,
      logKey: null,
      errorCount: 0,
      warningMessage: null,
      signature: 'O8WnNGMfs6cwbpQHvJ0qXLrUdqI=',
      signatureFileContents:
        'version:2.0\nsigningMethod:HmacSHA1\njobId:A36BC\nsignature:O8WnNGMfs6cwbpQHvJ0qXLrUdqI=\n',
      manifestText: [
        'manifestVersion: 2.0',
        'accessKeyId:',
        'deviceId: TestDevice1',
        'bucket: myawsbucket',
        'returnAddress:',
        'name: Joe Random',
        'street1: 123 Any Street',
        'city: Seattle',
        'stateOrProvince: WA',
        'postalCode: 91111',
        'country: United States',
        'eraseDevice: no',
      ].join('\n'),
      artifacts: null,
    },
  },
  {
    name: 'the sample of the API’s page as it is printed',
    key: 'A36BC',
    wire: { body: printedSample },
    job: refused,
  },
];
