import type { Sample } from '../../conformance/provider-under-test.ts';

/** A job that failed, as the service words it. */
const failed = `{"jobArn":"arn:aws:batch:us-east-1:123456789012:job/24fa2d7a-64c4-49d2-8b47-f8da4fbde8e9","jobName":"nightly-load","jobId":"24fa2d7a-64c4-49d2-8b47-f8da4fbde8e9","jobQueue":"arn:aws:batch:us-east-1:123456789012:job-queue/nightly","status":"FAILED","statusReason":"Essential container in task exited","createdAt":1795305600123,"startedAt":1795305661004,"stoppedAt":1795305702250,"attempts":[{"container":{"taskArn":"arn:aws:ecs:us-east-1:123456789012:task/nightly_Batch/0b69d5c0d6554d2b8e0b0a7d0f2f3f11","exitCode":137,"reason":"OutOfMemoryError: Container killed due to memory usage","logStreamName":"load/default/0b69d5c0d6554d2b8e0b0a7d0f2f3f11","networkInterfaces":[]},"startedAt":1795305661004,"stoppedAt":1795305702250,"statusReason":"Essential container in task exited"}],"retryStrategy":{"attempts":1,"evaluateOnExit":[]},"dependsOn":[],"jobDefinition":"arn:aws:batch:us-east-1:123456789012:job-definition/load:7","parameters":{"day":"2026-11-22"},"container":{"image":"123456789012.dkr.ecr.us-east-1.amazonaws.com/load:7","command":["load","Ref::day"],"jobRoleArn":"arn:aws:iam::123456789012:role/load","volumes":[],"environment":[{"name":"DB_PASSWORD","value":"s3cr3t-value"}],"mountPoints":[],"ulimits":[],"exitCode":137,"reason":"OutOfMemoryError: Container killed due to memory usage","logStreamName":"load/default/0b69d5c0d6554d2b8e0b0a7d0f2f3f11","networkInterfaces":[],"resourceRequirements":[{"value":"2","type":"VCPU"},{"value":"4096","type":"MEMORY"}],"secrets":[{"name":"API_KEY","valueFrom":"arn:aws:secretsmanager:us-east-1:123456789012:secret:api-AbCdEf"}]},"timeout":{"attemptDurationSeconds":3600},"tags":{"team":"data"},"propagateTags":false,"platformCapabilities":["FARGATE"],"eksAttempts":[],"isCancelled":false,"isTerminated":false}`;

/** The parent of an array that is under way. */
const parent = `{"jobName":"resize","jobId":"7ebd94e2-329b-407e-8ec7-afc7fcab1742","jobQueue":"arn:aws:batch:us-east-1:123456789012:job-queue/nightly","status":"PENDING","createdAt":1795305600500,"dependsOn":[],"attempts":[],"jobDefinition":"arn:aws:batch:us-east-1:123456789012:job-definition/resize:2","parameters":{},"arrayProperties":{"statusSummary":{"STARTING":0,"FAILED":3,"RUNNING":40,"SUCCEEDED":900,"RUNNABLE":57,"SUBMITTED":0,"PENDING":0},"statusSummaryLastUpdatedAt":1795309200000,"size":1000},"tags":{},"isCancelled":false,"isTerminated":false}`;

/** Nothing but what the service always sends. */
const bare = `{"jobName":"a","jobId":"7ebd94e2-329b-407e-8ec7-afc7fcab1742:7","jobQueue":"q","status":"SUBMITTED","jobDefinition":"d"}`;

const nothing = {
  arn: null,
  priority: null,
  shareIdentifier: null,
  startedAt: null,
  maxAttempts: null,
  attemptTimeoutSeconds: null,
  attempts: null,
  array: null,
  multiNode: null,
  dependsOn: null,
  containers: null,
  environmentVariables: null,
  parameters: null,
  resources: null,
  roleArn: null,
  executionRoleArn: null,
  platforms: null,
  tags: null,
};

export const samples: readonly Sample[] = [
  {
    name: 'a job that failed',
    key: '24fa2d7a-64c4-49d2-8b47-f8da4fbde8e9',
    wire: { body: failed },
    job: {
      name: 'nightly-load',
      kind: 'load',
      definition: 'load',
      status: 'FAILED',
      rawStatus: 'FAILED',
      statusSource: 'PROVIDER',
      statusMessage: 'Essential container in task exited',
      createdAt: '2026-11-22T00:00:00.123Z',
      endedAt: '2026-11-22T00:01:42.250Z',
      failures: [{ code: 'FAILED', message: 'OutOfMemoryError: Container killed due to memory usage', subject: null }],
      arn: 'arn:aws:batch:us-east-1:123456789012:job/24fa2d7a-64c4-49d2-8b47-f8da4fbde8e9',
      queueName: 'nightly',
      jobDefinition: 'arn:aws:batch:us-east-1:123456789012:job-definition/load:7',
      priority: null,
      shareIdentifier: null,
      startedAt: '2026-11-22T00:01:01.004Z',
      maxAttempts: 1,
      attemptTimeoutSeconds: 3600,
      attempts: [
        {
          startedAt: '2026-11-22T00:01:01.004Z',
          endedAt: '2026-11-22T00:01:42.250Z',
          statusReason: 'Essential container in task exited',
          exitCode: 137,
          reason: 'OutOfMemoryError: Container killed due to memory usage',
          logStreamName: 'load/default/0b69d5c0d6554d2b8e0b0a7d0f2f3f11',
          taskArn: 'arn:aws:ecs:us-east-1:123456789012:task/nightly_Batch/0b69d5c0d6554d2b8e0b0a7d0f2f3f11',
        },
      ],
      array: null,
      multiNode: null,
      dependsOn: [],
      containers: [
        {
          name: null,
          image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/load:7',
          command: ['load', 'Ref::day'],
          exitCode: 137,
          reason: 'OutOfMemoryError: Container killed due to memory usage',
          logStreamName: 'load/default/0b69d5c0d6554d2b8e0b0a7d0f2f3f11',
        },
      ],
      environmentVariables: [
        { name: 'DB_PASSWORD', value: 's3cr3t-value', valueFrom: null, type: null, container: null },
        {
          name: 'API_KEY',
          value: null,
          valueFrom: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:api-AbCdEf',
          type: null,
          container: null,
        },
      ],
      parameters: [{ key: 'day', value: '2026-11-22' }],
      resources: [
        { key: 'MEMORY', value: '4096' },
        { key: 'VCPU', value: '2' },
      ],
      roleArn: 'arn:aws:iam::123456789012:role/load',
      executionRoleArn: null,
      platforms: ['FARGATE'],
      tags: [{ key: 'team', value: 'data' }],
    },
  },
  {
    name: 'the parent of an array',
    key: '7ebd94e2-329b-407e-8ec7-afc7fcab1742',
    wire: { body: parent },
    job: {
      ...nothing,
      name: 'resize',
      kind: 'resize',
      definition: 'resize',
      status: 'RUNNING',
      rawStatus: 'PENDING',
      statusSource: 'DERIVED',
      createdAt: '2026-11-22T00:00:00.500Z',
      progress: { total: '1000', succeeded: '900', failed: '3', fraction: 0.903 },
      queueName: 'nightly',
      jobDefinition: 'arn:aws:batch:us-east-1:123456789012:job-definition/resize:2',
      attempts: [],
      array: {
        size: 1000,
        index: null,
        statusCounts: [
          { status: 'FAILED', count: 3 },
          { status: 'PENDING', count: 0 },
          { status: 'RUNNABLE', count: 57 },
          { status: 'RUNNING', count: 40 },
          { status: 'STARTING', count: 0 },
          { status: 'SUBMITTED', count: 0 },
          { status: 'SUCCEEDED', count: 900 },
        ],
        countedAt: '2026-11-22T01:00:00.000Z',
      },
      dependsOn: [],
      parameters: [],
      tags: [],
    },
  },
  {
    name: 'a child with nothing that may be absent',
    key: '7ebd94e2-329b-407e-8ec7-afc7fcab1742:7',
    wire: { body: bare },
    job: {
      ...nothing,
      name: 'a',
      kind: 'd',
      definition: 'd',
      status: 'QUEUED',
      rawStatus: 'SUBMITTED',
      statusSource: 'PROVIDER',
      createdAt: null,
      queueName: 'q',
      jobDefinition: 'd',
    },
  },
];
