import type { Sample } from '../../conformance/provider-under-test.ts';

/** A run under way, with an argument that is a password. */
const running =
  '{"JobRun":{"Id":"jr_4f2e8b7c0d1a96e5324b7f80c1d2e3a4b5968778695a4b3c2d1e0f9a8b7c6d5e","Attempt":0,"TriggerName":"daily-0000","JobName":"nightly etl","JobMode":"SCRIPT","JobRunQueuingEnabled":false,"StartedOn":1795305600.051,"LastModifiedOn":1795305660.332,"JobRunState":"RUNNING","Arguments":{"--db-password":"s3cr3t-value","--job-language":"python"},"PredecessorRuns":[],"AllocatedCapacity":10,"ExecutionTime":0,"Timeout":2880,"MaxCapacity":10.0,"WorkerType":"G.1X","NumberOfWorkers":10,"LogGroupName":"/aws-glue/jobs","GlueVersion":"5.0","ExecutionClass":"STANDARD"}}';

/** Its retry, which timed out. */
const timedOut =
  '{"JobRun":{"Id":"jr_4f2e8b7c0d1a96e5324b7f80c1d2e3a4b5968778695a4b3c2d1e0f9a8b7c6d5e_attempt_1","Attempt":1,"PreviousRunId":"jr_4f2e8b7c0d1a96e5324b7f80c1d2e3a4b5968778695a4b3c2d1e0f9a8b7c6d5e","JobName":"nightly etl","StartedOn":1795305600.5,"LastModifiedOn":1795312801.25,"CompletedOn":1795312801.25,"JobRunState":"TIMEOUT","ErrorMessage":"Job timed out after 120 minutes","ExecutionTime":7200,"Timeout":120,"MaxCapacity":0.0625,"GlueVersion":"3.0","DPUSeconds":450.0}}';

/** A flexible run that waits. Moto says when it was completed all the same. */
const waiting = `{"JobRun":{"Id":"jr_91aa_attempt_1","JobName":"a/b","JobRunState":"WAITING","StartedOn":1795305600,"CompletedOn":1795305600,"ErrorMessage":"","StateDetail":"${'é🦠'.repeat(600)}","JobRunQueuingEnabled":true,"ExecutionClass":"FLEX","MaintenanceWindow":"Sun:10","ProfileName":"small","NotificationProperty":{"NotifyDelayAfter":5},"SecurityConfiguration":"kms-etl","ExecutionRoleSessionPolicy":" {\\"Version\\":\\"2012-10-17\\"}\\n","Arguments":{}}}`;

const nothing = {
  attempt: null,
  previousRunId: null,
  triggerName: null,
  jobMode: null,
  executionSeconds: null,
  timeoutMinutes: null,
  isQueuingEnabled: null,
  glueVersion: null,
  workerType: null,
  workerCount: null,
  maxCapacity: null,
  dpuSeconds: null,
  executionClass: null,
  maintenanceWindow: null,
  usageProfile: null,
  notifyDelayMinutes: null,
  logGroupName: null,
  stateDetail: null,
  arguments: null,
  securityConfiguration: null,
  sessionPolicyJson: null,
};
const ofEtl = { name: 'nightly etl', kind: 'nightly etl', definition: 'nightly etl', jobName: 'nightly etl' };

export const samples: readonly Sample[] = [
  {
    name: 'a run under way',
    key: 'nightly etl/jr_4f2e8b7c0d1a96e5324b7f80c1d2e3a4b5968778695a4b3c2d1e0f9a8b7c6d5e',
    wire: { body: running },
    job: {
      ...nothing,
      ...ofEtl,
      providerJobId: 'jr_4f2e8b7c0d1a96e5324b7f80c1d2e3a4b5968778695a4b3c2d1e0f9a8b7c6d5e',
      status: 'RUNNING',
      rawStatus: 'RUNNING',
      statusSource: 'PROVIDER',
      createdAt: '2026-11-22T00:00:00.051Z',
      updatedAt: '2026-11-22T00:01:00.332Z',
      attempt: 0,
      triggerName: 'daily-0000',
      jobMode: 'SCRIPT',
      isQueuingEnabled: false,
      executionSeconds: 0,
      timeoutMinutes: 2880,
      maxCapacity: 10,
      workerType: 'G.1X',
      workerCount: 10,
      glueVersion: '5.0',
      executionClass: 'STANDARD',
      logGroupName: '/aws-glue/jobs',
      arguments: [
        { key: '--db-password', value: 's3cr3t-value' },
        { key: '--job-language', value: 'python' },
      ],
    },
  },
  {
    name: 'a retry that timed out',
    key: 'nightly etl/jr_4f2e8b7c0d1a96e5324b7f80c1d2e3a4b5968778695a4b3c2d1e0f9a8b7c6d5e_attempt_1',
    wire: { body: timedOut },
    job: {
      ...nothing,
      ...ofEtl,
      providerJobId: 'jr_4f2e8b7c0d1a96e5324b7f80c1d2e3a4b5968778695a4b3c2d1e0f9a8b7c6d5e_attempt_1',
      status: 'TIMED_OUT',
      rawStatus: 'TIMEOUT',
      statusSource: 'PROVIDER',
      statusMessage: 'Job timed out after 120 minutes',
      createdAt: '2026-11-22T00:00:00.500Z',
      updatedAt: '2026-11-22T02:00:01.250Z',
      endedAt: '2026-11-22T02:00:01.250Z',
      failures: [{ code: 'TIMEOUT', message: 'Job timed out after 120 minutes', subject: null }],
      attempt: 1,
      previousRunId: 'jr_4f2e8b7c0d1a96e5324b7f80c1d2e3a4b5968778695a4b3c2d1e0f9a8b7c6d5e',
      executionSeconds: 7200,
      timeoutMinutes: 120,
      maxCapacity: 0.0625,
      glueVersion: '3.0',
      dpuSeconds: 450,
    },
  },
  {
    name: 'a run that waits, and says why at length',
    key: 'a/b/jr_91aa_attempt_1',
    wire: { body: waiting },
    job: {
      ...nothing,
      providerJobId: 'jr_91aa_attempt_1',
      name: 'a/b',
      kind: 'a/b',
      definition: 'a/b',
      jobName: 'a/b',
      status: 'QUEUED',
      rawStatus: 'WAITING',
      statusSource: 'PROVIDER',
      // 1,024 characters, not as many units of UTF-16.
      statusMessage: 'é🦠'.repeat(512),
      createdAt: '2026-11-22T00:00:00.000Z',
      isQueuingEnabled: true,
      executionClass: 'FLEX',
      maintenanceWindow: 'Sun:10',
      usageProfile: 'small',
      notifyDelayMinutes: 5,
      stateDetail: 'é🦠'.repeat(600),
      arguments: [],
      securityConfiguration: 'kms-etl',
      sessionPolicyJson: ' {"Version":"2012-10-17"}\n',
    },
  },
  {
    name: 'a run of which the answer says nothing more',
    key: 'é漢字 🦠/jr_1',
    wire: { body: '{"JobRun":{"JobName":"é漢字 🦠","Id":"jr_1"}}' },
    job: {
      ...nothing,
      providerJobId: 'jr_1',
      name: 'é漢字 🦠',
      kind: 'é漢字 🦠',
      definition: 'é漢字 🦠',
      jobName: 'é漢字 🦠',
      status: 'UNKNOWN',
      rawStatus: null,
      statusSource: 'NOT_REPORTED',
    },
  },
];
