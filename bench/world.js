/**
 * The jobs that everybody reads: any number of them by number, in the wire form of their providers. Even ones are under
 * way, odd ones have ended. Nothing here is real.
 */
const providers = ['panorama', 'healthomics', 'codepipeline', 'importexport', 'cosbatch'];

const storeId = '1234567890';

/** What ids look like, by provider: from a job's number to its provider's own key. */
const keys = {
  panorama: (number) => `import-${String(number).padStart(8, '0')}`,
  healthomics: (number) => `${storeId}/9${String(number).padStart(9, '0')}`,
  codepipeline: toUuid,
  importexport: (number) => `J${String(number).padStart(8, '0')}`,
  cosbatch: toUuid,
};

function toUuid(number) {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/** A job as the graph names it. Its provider goes by its number. */
export function toJobId(number) {
  const provider = providers[number % providers.length];
  return `${provider}:${toKey(number)}`;
}

/** A job's key, as its provider names it. */
export function toKey(number) {
  return keys[providers[number % providers.length]](number);
}

/** The provider and its own key. */
export function parseJobId(id) {
  const separator = id.indexOf(':');
  return [id.slice(0, separator), id.slice(separator + 1)];
}

/** A whole number behind the letters of a provider's key. */
function toNumber(key) {
  return Number(/(\d{1,9})$/.exec(key)[1]);
}

function isRunning(key) {
  return toNumber(key) % 2 === 0;
}

const describe = {
  panorama: (key) =>
    JSON.stringify({
      ClientToken: 'example-token-4f1c2b',
      CreatedTime: 1_764_580_800.25,
      InputConfig: {
        PackageVersionInputConfig: {
          S3Location: {
            BucketName: 'example-packages',
            ObjectKey: `people-counter/${key}.tar.gz`,
            Region: 'us-west-2',
          },
        },
      },
      JobId: key,
      JobTags: [{ ResourceType: 'PACKAGE', Tags: { project: 'people-counter', team: 'cameras' } }],
      JobType: 'NODE_PACKAGE_VERSION',
      LastUpdatedTime: 1_764_580_912.5,
      Output: isRunning(key)
        ? undefined
        : {
            OutputS3Location: { BucketName: 'example-packages-out', ObjectKey: `${key}/package.tar` },
            PackageId: `package-${key}`,
            PackageVersion: '1.0',
            PatchVersion: 'b3e8d2c1f0a9',
          },
      OutputConfig: {
        PackageVersionOutputConfig: { MarkLatest: true, PackageName: 'people-counter', PackageVersion: '1.0' },
      },
      Status: isRunning(key) ? 'PENDING' : 'SUCCEEDED',
      StatusMessage: isRunning(key) ? 'Waiting for a worker' : 'Package version registered',
    }),

  healthomics: (key) => {
    const [referenceStoreId, id] = key.split('/');
    return JSON.stringify({
      completionTime: isRunning(id) ? undefined : '2025-12-01T09:41:37.204Z',
      creationTime: '2025-12-01T08:00:00.000Z',
      id,
      referenceStoreId,
      roleArn: 'arn:aws:iam::123456789012:role/ExampleOmicsImport',
      sources: ['GRCh38', 'T2T-CHM13', 'GRCm39'].map((name, index) => ({
        description: `The reference ${name}`,
        name,
        referenceId: isRunning(id) ? undefined : `80000000${index}0`,
        sourceFile: `s3://example-references/${name}.fasta.gz`,
        status: isRunning(id) ? 'IN_PROGRESS' : 'FINISHED',
        tags: { build: name, batch: id },
      })),
      status: isRunning(id) ? 'IN_PROGRESS' : 'COMPLETED',
      statusMessage: isRunning(id) ? undefined : 'All sources were imported',
    });
  },

  codepipeline: (key) => {
    const artifact = (name) => ({
      location: {
        s3Location: { bucketName: 'example-codepipeline-us-east-1', objectKey: `example-web/${name}/aB3dE5f` },
        type: 'S3',
      },
      name,
      revision: '9b1c0f4d2e6a7788c0ffee00aa11bb22cc33dd44',
    });
    return JSON.stringify({
      jobDetails: {
        accountId: '123456789012',
        data: {
          actionConfiguration: { configuration: { ApiPassword: 'not-a-real-password', ProjectName: 'example-web' } },
          actionTypeId: { category: 'Test', owner: 'Custom', provider: 'ExampleRunner', version: '3' },
          artifactCredentials: {
            accessKeyId: 'ASIAEXAMPLEEXAMPLE00',
            secretAccessKey: 'not/a/real/secret/access/key/EXAMPLE00000',
            sessionToken: `not-a-real-session-token-${'EXAMPLE'.repeat(30)}`,
          },
          encryptionKey: {
            id: 'arn:aws:kms:us-east-1:123456789012:key/00000000-0000-4000-8000-000000000000',
            type: 'KMS',
          },
          inputArtifacts: [artifact('BuildOutput')],
          outputArtifacts: [artifact('Report')],
          pipelineContext: {
            action: { name: 'SmokeTest', actionExecutionId: `a-${key}` },
            pipelineArn: 'arn:aws:codepipeline:us-east-1:123456789012:example-web',
            pipelineExecutionId: `e-${key}`,
            pipelineName: 'example-web',
            stage: { name: 'Verify' },
          },
        },
        id: key,
      },
    });
  },

  importexport: (key) => `<?xml version="1.0" encoding="utf-8"?>
<GetStatusResponse xmlns="http://importexport.amazonaws.com/">
  <GetStatusResult>
    <JobId>${key}</JobId>
    <JobType>Import</JobType>
    <LocationCode>${isRunning(key) ? 'AtAWS' : 'Returned'}</LocationCode>
    <LocationMessage>Your device is at AWS.</LocationMessage>
    <ProgressCode>${isRunning(key) ? 'InProgress' : 'Complete'}</ProgressCode>
    <ProgressMessage>${isRunning(key) ? 'The data load is in progress.' : 'The data load completed.'}</ProgressMessage>
    <LogBucket>example-archive</LogBucket>
    <LogKey>logs/import-log-${key}</LogKey>
    <ErrorCount>0</ErrorCount>
    <Signature>notARealSignature4f1c2b=</Signature>
    <SignatureFileContents>version:2.0
signingMethod:HmacSHA1
jobId:${key}
signature:notARealSignature4f1c2b=
</SignatureFileContents>
    <CurrentManifest>manifestVersion: 2.0
accessKeyId: AKIAIOSFODNN7EXAMPLE
deviceId: EXAMPLE-DISK-${key}
eraseDevice: no
bucket: example-archive
notificationEmail: ops@example.com
returnAddress:
    name: Dana Doe &amp; Sons
    street1: 500 Example Way
    city: Portland
    stateOrProvince: OR
    postalCode: 97201
    country: USA
</CurrentManifest>
    <CreationDate>2025-11-01T08:00:00Z</CreationDate>
    <AwsShippingAddress>AWS Import/Export
JOBID ${key}
1 Example Dock Rd
Seattle, WA 98000</AwsShippingAddress>
    <ArtifactList>
      <member>
        <Description>Shipping label</Description>
        <URL>https://example-bucket.s3.amazonaws.com/label-${key}.pdf?X-Amz-Expires=600&amp;X-Amz-Signature=EXAMPLE</URL>
      </member>
    </ArtifactList>
  </GetStatusResult>
  <ResponseMetadata>
    <RequestId>6f2c2a5e-0000-4000-8000-000000000000</RequestId>
  </ResponseMetadata>
</GetStatusResponse>
`,

  cosbatch: (key) => `<?xml version='1.0' encoding='utf-8' ?>
<DescribeJobResult>
    <Job>
        <ClientRequestToken>not-a-real-token</ClientRequestToken>
        <ConfirmationRequired>false</ConfirmationRequired>
        <CreationTime>2025-12-01T08:00:00Z</CreationTime>
        <Description>nightly tier copy &amp; retag</Description>
        <FailureReasons>
            <JobFailure>
                <FailureCode></FailureCode>
                <FailureReason></FailureReason>
            </JobFailure>
        </FailureReasons>
        <JobId>${key}</JobId>
        <Manifest>
            <Location>
                <ETag>&quot;5d41402abc4b2a76b9719d911017c592&quot;</ETag>
                <ObjectArn>qcs::cos:ap-chengdu:uid/1250000000:example-media-1250000000/manifests/1.csv</ObjectArn>
            </Location>
            <Spec>
                <Fields>
                    <member>Bucket</member>
                    <member>Key</member>
                </Fields>
                <Format>COSBatchOperations_CSV_V1</Format>
            </Spec>
        </Manifest>
        <Operation>
            <COSPutObjectCopy>
                <AccessControlGrants>
                    <COSGrant>
                        <Grantee>
                            <DisplayName>example</DisplayName>
                            <Identifier>qcs::cam::uin/100000000001:uin/100000000001</Identifier>
                            <TypeIdentifier>id</TypeIdentifier>
                        </Grantee>
                        <Permission>READ</Permission>
                    </COSGrant>
                </AccessControlGrants>
                <CannedAccessControlList>private</CannedAccessControlList>
                <MetadataDirective>Replaced</MetadataDirective>
                <NewObjectMetadata>
                    <CacheControl>no-cache</CacheControl>
                    <ContentType>video/mp4</ContentType>
                    <SSEAlgorithm>AES256</SSEAlgorithm>
                    <UserMetadata>
                        <member>
                            <Key>x-cos-meta-batch</Key>
                            <Value>example</Value>
                        </member>
                    </UserMetadata>
                </NewObjectMetadata>
                <StorageClass>STANDARD_IA</StorageClass>
                <TargetResource>qcs::cos:ap-chengdu:uid/1250000000:example-media-copy-1250000000</TargetResource>
            </COSPutObjectCopy>
        </Operation>
        <Priority>10</Priority>
        <ProgressSummary>
            <NumberOfTasksFailed>0</NumberOfTasksFailed>
            <NumberOfTasksSucceeded>${isRunning(key) ? 3100 : 5000000125}</NumberOfTasksSucceeded>
            <TotalNumberOfTasks>5000000125</TotalNumberOfTasks>
        </ProgressSummary>
        <Report>
            <Bucket>qcs::cos:ap-chengdu:uid/1250000000:example-media-1250000000</Bucket>
            <Enabled>true</Enabled>
            <Format>Report_CSV_V1</Format>
            <Prefix>job-result</Prefix>
            <ReportScope>AllTasks</ReportScope>
        </Report>
        <RoleArn>qcs::cam::uin/100000000001:roleName/ExampleBatchRole</RoleArn>
        <Status>${isRunning(key) ? 'Active' : 'Complete'}</Status>
        <StatusUpdateReason>${isRunning(key) ? 'Job active' : 'Job complete'}</StatusUpdateReason>
        ${isRunning(key) ? '' : '<TerminationDate>2025-12-01T09:41:37Z</TerminationDate>'}
    </Job>
</DescribeJobResult>
`,
};

const list = {
  panorama: (listed) =>
    JSON.stringify({
      PackageImportJobs: listKeys('panorama', listed).map((key) => {
        const { CreatedTime, JobId, JobType, LastUpdatedTime, Status, StatusMessage } = JSON.parse(
          describe.panorama(key),
        );
        return { CreatedTime, JobId, JobType, LastUpdatedTime, Status, StatusMessage };
      }),
    }),
  healthomics: (listed) =>
    JSON.stringify({
      importJobs: listKeys('healthomics', listed).map((key) => {
        const { id, referenceStoreId, roleArn, status, creationTime, completionTime } = JSON.parse(
          describe.healthomics(key),
        );
        return { id, referenceStoreId, roleArn, status, creationTime, completionTime };
      }),
    }),
  importexport: (listed) => `<?xml version="1.0" encoding="utf-8"?>
<ListJobsResponse xmlns="http://importexport.amazonaws.com/"><ListJobsResult><Jobs>${listKeys('importexport', listed)
    .map(
      (key) =>
        `<member><JobType>Import</JobType><JobId>${key}</JobId><CreationDate>2025-11-01T08:00:00Z</CreationDate><IsCanceled>false</IsCanceled></member>`,
    )
    .join('')}</Jobs><IsTruncated>false</IsTruncated></ListJobsResult></ListJobsResponse>`,
  cosbatch: (listed) => `<?xml version='1.0' encoding='utf-8' ?>
<ListJobsResult><Jobs>${listKeys('cosbatch', listed)
    .map((key) => {
      const status = isRunning(key) ? 'Active' : 'Complete';
      return `<member><CreationTime>2025-12-01T08:00:00Z</CreationTime><Description>nightly tier copy &amp; retag</Description><JobId>${key}</JobId><Operation>COSPutObjectCopy</Operation><Priority>10</Priority><ProgressSummary><NumberOfTasksFailed>0</NumberOfTasksFailed><NumberOfTasksSucceeded>${isRunning(key) ? 3100 : 5000000125}</NumberOfTasksSucceeded><TotalNumberOfTasks>5000000125</TotalNumberOfTasks></ProgressSummary><Status>${status}</Status>${isRunning(key) ? '' : '<TerminationDate>2025-12-01T09:41:37Z</TerminationDate>'}</member>`;
    })
    .join('')}</Jobs><NextToken></NextToken></ListJobsResult>`,
};

function listKeys(provider, listed) {
  const offset = providers.indexOf(provider);
  return Array.from({ length: listed }, (_, index) => keys[provider](offset + index * providers.length));
}

/** The operation that a request asks for, and of which job: what the stub answers by. */
const read = {
  panorama: (path) => [
    'DescribePackageImportJob',
    'ListPackageImportJobs',
    /^\/packages\/import-jobs\/([^/?]+)/.exec(path)?.[1],
  ],
  healthomics: (path) => {
    const [, store, job] = /^\/referencestore\/(\d+)\/importjob\/(\d+)/.exec(path) ?? [];
    return ['GetReferenceImportJob', 'ListReferenceImportJobs', job && `${store}/${job}`];
  },
  codepipeline: (_path, body) => ['GetJobDetails', 'None', JSON.parse(body).jobId],
  importexport: (_path, body) => ['GetStatus', 'ListJobs', /(?:^|&)JobId=([^&]+)/.exec(body)?.[1]],
  cosbatch: (path) => ['DescribeJob', 'ListJobs', /^\/jobs\/([^/?]+)/.exec(path)?.[1]],
};

/** What the provider answers, with the name of the operation. @param listed how many jobs a list holds */
export function toAnswer(provider, { path, body, listed }) {
  const [describing, listing, key] = read[provider](path, body);
  return key === undefined
    ? { operation: listing, body: list[provider](listed) }
    : { operation: describing, body: describe[provider](key) };
}

export const contentTypes = {
  panorama: 'application/json',
  healthomics: 'application/json',
  codepipeline: 'application/x-amz-json-1.1',
  importexport: 'text/xml',
  cosbatch: 'application/xml',
};

export { providers };
