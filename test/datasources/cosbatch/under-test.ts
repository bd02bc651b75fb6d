import { createCosBatchEmulator } from '../../../src/datasources/cosbatch/emulator.ts';
import { cosCredentials, fastSource } from '../ask-whole.ts';
import type { ProviderUnderTest } from '../provider-under-test.ts';

export const cosbatch: ProviderUnderTest = {
  provider: 'COS_BATCH',
  typeName: 'CosBatchJob',
  sourceName: 'cos',
  goodKey: '7d0a5f3e-2c4b-4a91-9f60-1b8e6c52d0aa',
  illKey: '7d0a5f3e-2c4b-4a91-9f60-1b8e6c52d0a1',
  requestIdHeader: 'x-cos-request-id',
  toBody: (key) => `<?xml version='1.0' encoding='utf-8' ?>
<DescribeJobResult>
    <Job>
        <ClientRequestToken>token-1</ClientRequestToken>
        <ConfirmationRequired>false</ConfirmationRequired>
        <CreationTime>2025-12-01T08:00:30Z</CreationTime>
        <Description>nightly copy &amp; retag é</Description>
        <FailureReasons><JobFailure><FailureCode>a</FailureCode><FailureReason>b</FailureReason></JobFailure></FailureReasons>
        <JobId>${key}</JobId>
        <Manifest>
            <Location><ETag>&quot;5d41&quot;</ETag><ObjectArn>qcs::cos</ObjectArn></Location>
            <Spec><Fields><member>Bucket</member><member>Key</member></Fields><Format>CSV</Format></Spec>
        </Manifest>
        <Operation>
            <COSPutObjectCopy>
                <NewObjectMetadata>
                    <UserMetadata><member><Key>k</Key><Value>v</Value></member></UserMetadata>
                </NewObjectMetadata>
                <PrefixReplace>true</PrefixReplace>
                <TargetResource>qcs::target</TargetResource>
            </COSPutObjectCopy>
        </Operation>
        <Priority>10</Priority>
        <ProgressSummary>
            <NumberOfTasksFailed>3</NumberOfTasksFailed>
            <NumberOfTasksSucceeded>5000000122</NumberOfTasksSucceeded>
            <TotalNumberOfTasks>5000000125</TotalNumberOfTasks>
        </ProgressSummary>
        <Report><Bucket>b</Bucket><Enabled>true</Enabled></Report>
        <Status>Complete</Status>
        <StatusUpdateReason>Job complete</StatusUpdateReason>
        <SuspendedDate>2025-12-01T08:10:42Z</SuspendedDate>
        <TerminationDate>2025-12-01T08:31:42Z</TerminationDate>
    </Job>
</DescribeJobResult>
`,
  startEmulator: (toAnswer, fault) =>
    createCosBatchEmulator({ credentials: cosCredentials, jobs: { describe: toAnswer, list: () => [] }, fault }),
  toSource: (endpoint) => ({
    name: 'cos',
    provider: 'cosbatch',
    uin: '100000000001',
    appId: '1250000000',
    region: 'ap-chengdu',
    endpoint,
    credentials: cosCredentials,
    ...fastSource,
  }),
};
