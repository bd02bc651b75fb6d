import type { Sample } from '../../conformance/provider-under-test.ts';

/** Answers as the service words them. */
export const samples: readonly Sample[] = [
  {
    name: 'a running call of a function',
    key: '7d0a5f3e-2c4b-4a91-9f60-1b8e6c52d0aa',
    wire: {
      body: `<?xml version="1.0" encoding="UTF-8"?>
<DescribeJobResult xmlns="http://awss3control.amazonaws.com/doc/2018-08-20/">
<Job>
<JobId>7d0a5f3e-2c4b-4a91-9f60-1b8e6c52d0aa</JobId>
<ConfirmationRequired>false</ConfirmationRequired>
<Description>resize &amp; tag</Description>
<JobArn>arn:aws:s3:us-east-1:123456789012:job/7d0a5f3e-2c4b-4a91-9f60-1b8e6c52d0aa</JobArn>
<Status>Active</Status>
<Manifest>
<Spec>
<Format>S3BatchOperations_CSV_20180820</Format>
<Fields>
<member>Bucket</member>
<member>Key</member>
</Fields>
</Spec>
<Location>
<ObjectArn>arn:aws:s3:::acme-manifests/2026-11-22.csv</ObjectArn>
<ETag>5d41402abc4b2a76b9719d911017c592</ETag>
</Location>
</Manifest>
<Operation>
<LambdaInvoke>
<FunctionArn>arn:aws:lambda:us-east-1:123456789012:function:resize</FunctionArn>
<InvocationSchemaVersion>2.0</InvocationSchemaVersion>
<UserArguments>
<entry>
<key>token</key>
<value>s3cr3t-value</value>
</entry>
</UserArguments>
</LambdaInvoke>
</Operation>
<Priority>10</Priority>
<ProgressSummary>
<TotalNumberOfTasks>5000000125</TotalNumberOfTasks>
<NumberOfTasksSucceeded>1250000031</NumberOfTasksSucceeded>
<NumberOfTasksFailed>0</NumberOfTasksFailed>
<Timers>
<ElapsedTimeInActiveSeconds>8123</ElapsedTimeInActiveSeconds>
</Timers>
</ProgressSummary>
<FailureReasons/>
<Report>
<Enabled>false</Enabled>
</Report>
<CreationTime>2026-11-22T06:00:00.123Z</CreationTime>
<RoleArn>arn:aws:iam::123456789012:role/batch-ops</RoleArn>
</Job>
</DescribeJobResult>`,
    },
    job: {
      description: 'resize & tag',
      confirmationRequired: false,
      roleArn: 'arn:aws:iam::123456789012:role/batch-ops',
      suspendedAt: null,
      suspendedCause: null,
      activeSeconds: '8123',
      arn: 'arn:aws:s3:us-east-1:123456789012:job/7d0a5f3e-2c4b-4a91-9f60-1b8e6c52d0aa',
      manifestGenerator: null,
      generatedManifest: null,
      manifest: {
        format: 'S3BatchOperations_CSV_20180820',
        fields: ['Bucket', 'Key'],
        objectArn: 'arn:aws:s3:::acme-manifests/2026-11-22.csv',
        objectVersionId: null,
        etag: '5d41402abc4b2a76b9719d911017c592',
      },
      report: { enabled: false, bucketArn: null, format: null, prefix: null, scope: null },
      name: 'resize & tag',
      kind: 'LambdaInvoke',
      status: 'RUNNING',
      rawStatus: 'Active',
      statusSource: 'PROVIDER',
      statusMessage: null,
      createdAt: '2026-11-22T06:00:00.123Z',
      endedAt: null,
      progress: { total: '5000000125', succeeded: '1250000031', failed: '0', fraction: 0.24999999995 },
      failures: [],
      priority: 10,
      operation: {
        __typename: 'S3LambdaInvokeOperation',
        name: 'LambdaInvoke',
        functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:resize',
        invocationSchemaVersion: '2.0',
      },
      userArguments: [{ key: 'token', value: 's3cr3t-value' }],
      definition: 'LambdaInvoke: resize & tag',
    },
  },
  {
    name: 'a failed replication',
    key: '7d0a5f3e-2c4b-4a91-9f60-1b8e6c52d0bb',
    wire: {
      body: `<?xml version="1.0" encoding="UTF-8"?>
<DescribeJobResult xmlns="http://awss3control.amazonaws.com/doc/2018-08-20/">
<Job>
<JobId>7d0a5f3e-2c4b-4a91-9f60-1b8e6c52d0bb</JobId>
<ConfirmationRequired>true</ConfirmationRequired>
<JobArn>arn:aws:s3:us-east-1:123456789012:job/7d0a5f3e-2c4b-4a91-9f60-1b8e6c52d0bb</JobArn>
<Status>Failed</Status>
<Operation>
<S3ReplicateObject/>
</Operation>
<Priority>0</Priority>
<ProgressSummary>
<TotalNumberOfTasks>0</TotalNumberOfTasks>
<NumberOfTasksSucceeded>0</NumberOfTasksSucceeded>
<NumberOfTasksFailed>0</NumberOfTasksFailed>
</ProgressSummary>
<StatusUpdateReason>Failed to parse manifest</StatusUpdateReason>
<FailureReasons>
<member>
<FailureCode>ManifestNotFound</FailureCode>
<FailureReason>Manifest object was not found</FailureReason>
</member>
<member>
<FailureCode/>
<FailureReason/>
</member>
</FailureReasons>
<CreationTime>2026-11-22T06:00:00Z</CreationTime>
<TerminationDate>2026-11-22T06:01:12.004Z</TerminationDate>
<SuspendedDate>2026-11-22T06:00:01Z</SuspendedDate>
<SuspendedCause>AwaitingConfirmation</SuspendedCause>
</Job>
</DescribeJobResult>`,
    },
    job: {
      description: null,
      confirmationRequired: true,
      roleArn: null,
      suspendedAt: '2026-11-22T06:00:01.000Z',
      suspendedCause: 'AwaitingConfirmation',
      activeSeconds: null,
      arn: 'arn:aws:s3:us-east-1:123456789012:job/7d0a5f3e-2c4b-4a91-9f60-1b8e6c52d0bb',
      manifestGenerator: null,
      generatedManifest: null,
      manifest: null,
      report: null,
      name: null,
      kind: 'S3ReplicateObject',
      status: 'FAILED',
      rawStatus: 'Failed',
      statusMessage: 'Failed to parse manifest',
      endedAt: '2026-11-22T06:01:12.004Z',
      progress: { total: '0', succeeded: '0', failed: '0', fraction: null },
      failures: [{ code: 'ManifestNotFound', message: 'Manifest object was not found', subject: null }],
      priority: 0,
      operation: { __typename: 'S3OtherOperation', name: 'S3ReplicateObject' },
      userArguments: null,
      definition: 'S3ReplicateObject',
      statusSource: 'PROVIDER',
      createdAt: '2026-11-22T06:00:00.000Z',
    },
  },
];
