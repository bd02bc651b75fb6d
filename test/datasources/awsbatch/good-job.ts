import { queueArn, toKey } from './jobs.ts';

/** A failed child of an array with containers of all kinds, so that every member is there. */
export function toGoodJob(jobId: string): object {
  const container = {
    image: 'load:7',
    command: ['s3cr3t-program', '--password=s3cr3t-word'],
    exitCode: 137,
    reason: 'Killed',
    logStreamName: 'load/default/0b69',
    environment: [{ name: 'DB_PASSWORD', value: 's3cr3t-value' }],
    secrets: [{ name: 'API_KEY', valueFrom: 'arn:aws:secretsmanager:us-east-1:1:secret:api' }],
  };
  const tasks = [
    { taskRoleArn: 'arn:task', executionRoleArn: 'arn:start', containers: [{ name: 'ecs', ...container }] },
  ];
  const pod = {
    containers: [
      { name: 'eks', image: 'b', command: ['run'], args: ['--s3cr3t-flag'], env: [{ name: 'A', value: 's3cr3t-arg' }] },
    ],
  };
  return {
    statusReason: 'CAPACITY:NONE_LEFT - é',
    jobId,
    jobName: 'nightly',
    jobArn: `arn:aws:batch:us-east-1:123456789012:job/${jobId}`,
    jobQueue: queueArn('nightly'),
    jobDefinition: 'arn:aws:batch:us-east-1:123456789012:job-definition/load:7',
    shareIdentifier: 'research',
    status: 'FAILED',
    createdAt: 1_795_305_600_123,
    startedAt: 1_795_305_661_004,
    stoppedAt: 1_795_305_702_250,
    attempts: [
      {
        startedAt: 1_795_305_661_004,
        stoppedAt: 1_795_305_702_250,
        statusReason: 'exited',
        container: { exitCode: 137, reason: 'Killed', logStreamName: 'load/default/0b69', taskArn: 'arn:task/0b69' },
      },
    ],
    eksAttempts: [],
    arrayProperties: {
      size: 10,
      index: 4,
      statusSummary: { FAILED: 3 },
      statusSummaryLastUpdatedAt: 1_795_305_702_250,
    },
    nodeDetails: { nodeIndex: 1, isMainNode: false },
    nodeProperties: {
      numNodes: 2,
      mainNode: 0,
      nodeRangeProperties: [{ container: { command: ['s3cr3t-node'] } }],
    },
    container: {
      ...container,
      jobRoleArn: 'arn:job',
      executionRoleArn: 'arn:execution',
      resourceRequirements: [{ type: 'VCPU', value: '2' }],
    },
    ecsProperties: { taskProperties: tasks },
    eksProperties: { podProperties: pod },
    dependsOn: [{ jobId: toKey(1), type: 'N_TO_N' }],
    parameters: { password: 's3cr3t-parameter' },
    tags: { team: 'data' },
    platformCapabilities: ['FARGATE'],
    schedulingPriority: 5,
    retryStrategy: { attempts: 3 },
    timeout: { attemptDurationSeconds: 3600 },
    isCancelled: false,
    isTerminated: false,
  };
}
