import type { Sample } from '../../conformance/provider-under-test.ts';

/** An answer as the service words it. */
const sample = `<?xml version='1.0' encoding='utf-8' ?>
<DescribeJobResult>
    <Job>
        <ConfirmationRequired>false</ConfirmationRequired>
        <CreationTime>2025-12-01T08:00:30Z</CreationTime>
        <Description>nightly tier copy &amp; retag</Description>
        <FailureReasons>
            <JobFailure>
                <FailureCode/>
                <FailureReason/>
            </JobFailure>
        </FailureReasons>
        <JobId>7d0a5f3e-2c4b-4a91-9f60-1b8e6c52d0aa</JobId>
        <Manifest>
            <Location>
                <ETag>&quot;5d41402abc4b2a76b9719d911017c592&quot;</ETag>
                <ObjectArn>qcs::cos:ap-chengdu:uid/1250000000:media-src-1250000000/manifests/2025-12-01.csv</ObjectArn>
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
                <CannedAccessControlList>private</CannedAccessControlList>
                <MetadataDirective>Replaced</MetadataDirective>
                <NewObjectMetadata>
                    <SSEAlgorithm>AES256</SSEAlgorithm>
                    <UserMetadata>
                        <member>
                            <Key>x-cos-meta-batch</Key>
                            <Value>2025-12-01</Value>
                        </member>
                    </UserMetadata>
                </NewObjectMetadata>
                <StorageClass>STANDARD_IA</StorageClass>
                <TargetResource>qcs::cos:ap-chengdu:uid/1250000000:media-dst-1250000000</TargetResource>
            </COSPutObjectCopy>
        </Operation>
        <Priority>10</Priority>
        <ProgressSummary>
            <NumberOfTasksFailed>3</NumberOfTasksFailed>
            <NumberOfTasksSucceeded>5000000122</NumberOfTasksSucceeded>
            <TotalNumberOfTasks>5000000125</TotalNumberOfTasks>
        </ProgressSummary>
        <Report>
            <Bucket>qcs::cos:ap-chengdu:uid/1250000000:media-src-1250000000</Bucket>
            <Enabled>true</Enabled>
            <Format>Report_CSV_V1</Format>
            <Prefix>job-result</Prefix>
            <ReportScope>FailedTasksOnly</ReportScope>
        </Report>
        <RoleArn>qcs::cam::uin/100000000001:roleName/COSBatch_QcsRole</RoleArn>
        <Status>Complete</Status>
        <StatusUpdateReason>Job complete</StatusUpdateReason>
        <TerminationDate>2025-12-01T08:31:42Z</TerminationDate>
    </Job>
</DescribeJobResult>
`;

export const samples: readonly Sample[] = [
  {
    name: 'a copy of which some tasks failed',
    key: '7d0a5f3e-2c4b-4a91-9f60-1b8e6c52d0aa',
    wire: { body: sample },
    job: {
      name: 'nightly tier copy & retag',
      kind: 'COSPutObjectCopy',
      definition: 'COSPutObjectCopy: nightly tier copy & retag',
      status: 'PARTIALLY_SUCCEEDED',
      rawStatus: 'Complete',
      statusSource: 'DERIVED',
      statusMessage: 'Job complete',
      createdAt: '2025-12-01T08:00:30.000Z',
      endedAt: '2025-12-01T08:31:42.000Z',
      progress: { total: '5000000125', succeeded: '5000000122', failed: '3', fraction: 1 },
      description: 'nightly tier copy & retag',
      priority: 10,
      confirmationRequired: false,
      clientRequestToken: null,
      roleArn: 'qcs::cam::uin/100000000001:roleName/COSBatch_QcsRole',
      suspendedAt: null,
      suspendedCause: null,
      manifest: {
        format: 'COSBatchOperations_CSV_V1',
        fields: ['Bucket', 'Key'],
        objectArn: 'qcs::cos:ap-chengdu:uid/1250000000:media-src-1250000000/manifests/2025-12-01.csv',
        objectVersionId: null,
        etag: '"5d41402abc4b2a76b9719d911017c592"',
      },
      operation: {
        __typename: 'CosPutObjectCopyOperation',
        name: 'COSPutObjectCopy',
        targetResource: 'qcs::cos:ap-chengdu:uid/1250000000:media-dst-1250000000',
        storageClass: 'STANDARD_IA',
        cannedAccessControlList: 'private',
        accessControlDirective: null,
        accessControlGrants: null,
        metadataDirective: 'Replaced',
        sseAlgorithm: 'AES256',
        userMetadata: [{ key: 'x-cos-meta-batch', value: '2025-12-01' }],
        cacheControl: null,
        contentDisposition: null,
        contentEncoding: null,
        contentType: null,
        httpExpiresDate: null,
        prefixReplace: null,
        resourcesPrefix: null,
        targetKeyPrefix: null,
        modifiedSinceConstraint: null,
        unmodifiedSinceConstraint: null,
        taggingDirective: null,
        newObjectTagging: null,
      },
      report: {
        bucket: 'qcs::cos:ap-chengdu:uid/1250000000:media-src-1250000000',
        enabled: true,
        format: 'Report_CSV_V1',
        prefix: 'job-result',
        scope: 'FailedTasksOnly',
      },
    },
  },
];
