/**
 * Jobs of AWS Batch and builds of CodeBuild, whose providers describe a hundred in one call. Jobs and builds take turns, and
 * of each every second one is under way. Nothing here is real.
 */
const jobsPerCall = 100;
const project = 'example-web';
const account = '123456789012';
const region = 'us-east-1';

/** In the order in which their jobs take turns. */
export const providers = ['awsbatch', 'codebuild'];

/** A job as the graph names it. */
export function toBatchJobId(number) {
  const key = toUuid(Math.floor(number / 2));
  return number % 2 === 0 ? `awsbatch:${key}` : `codebuild:${project}:${key}`;
}

function toUuid(number) {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

function toNumber(key) {
  return Number(key.slice(-12));
}

function isRunning(key) {
  return toNumber(key) % 2 === 0;
}

/** Each job was made a minute before the one with the next lower number. */
function toCreated(key) {
  return 1_764_580_800_000 - (toNumber(key) % 100_000) * 60_000;
}

function toBatchJob(key) {
  const created = toCreated(key);
  const stream = `resize/default/${key}`;
  const task = `arn:aws:ecs:${region}:${account}:task/batch/${key}`;
  const ended = isRunning(key) ? {} : { stoppedAt: created + 600_000 };
  return {
    jobArn: `arn:aws:batch:${region}:${account}:job/${key}`,
    jobDefinition: `arn:aws:batch:${region}:${account}:job-definition/resize:7`,
    jobId: key,
    jobName: 'resize-images',
    jobQueue: `arn:aws:batch:${region}:${account}:job-queue/nightly`,
    status: isRunning(key) ? 'RUNNING' : 'SUCCEEDED',
    statusReason: isRunning(key) ? undefined : 'Essential container in task exited',
    createdAt: created,
    startedAt: created + 30_000,
    ...ended,
    attempts: isRunning(key)
      ? []
      : [
          {
            container: { exitCode: 0, logStreamName: stream, taskArn: task, networkInterfaces: [] },
            startedAt: created + 30_000,
            ...ended,
            statusReason: 'Essential container in task exited',
          },
        ],
    container: {
      command: ['resize', '--bucket', 'example-media', '--prefix', 'Ref::prefix'],
      environment: [
        { name: 'STAGE', value: 'bench' },
        { name: 'DB_PASSWORD', value: 'not-a-real-password' },
      ],
      executionRoleArn: `arn:aws:iam::${account}:role/batch-execution`,
      exitCode: isRunning(key) ? undefined : 0,
      image: `${account}.dkr.ecr.${region}.amazonaws.com/resize:7`,
      jobRoleArn: `arn:aws:iam::${account}:role/batch-resize`,
      logStreamName: stream,
      mountPoints: [],
      networkInterfaces: [],
      resourceRequirements: [
        { type: 'VCPU', value: '2' },
        { type: 'MEMORY', value: '4096' },
      ],
      secrets: [{ name: 'API_KEY', valueFrom: `arn:aws:secretsmanager:${region}:${account}:secret:api-AbCdEf` }],
      taskArn: task,
      ulimits: [],
      volumes: [],
    },
    dependsOn: [],
    isCancelled: false,
    isTerminated: false,
    parameters: { prefix: `people/${key}` },
    platformCapabilities: ['FARGATE'],
    retryStrategy: { attempts: 1, evaluateOnExit: [] },
    tags: { team: 'media' },
    timeout: { attemptDurationSeconds: 3600 },
  };
}

const phaseTypes = ['SUBMITTED', 'QUEUED', 'PROVISIONING', 'DOWNLOAD_SOURCE', 'INSTALL', 'PRE_BUILD', 'BUILD'];

function toBuild(key) {
  const started = toCreated(key) / 1000;
  const ended = isRunning(key) ? [] : ['POST_BUILD', 'UPLOAD_ARTIFACTS', 'FINALIZING'];
  const phases = [...phaseTypes, ...ended].map((phaseType, index, { length }) => {
    const startTime = started + index * 10 + 0.25;
    return isRunning(key) && index === length - 1
      ? { phaseType, startTime }
      : {
          phaseType,
          phaseStatus: 'SUCCEEDED',
          startTime,
          endTime: startTime + 10,
          durationInSeconds: 10,
          contexts: [],
        };
  });
  const uuid = key.slice(key.indexOf(':') + 1);
  return {
    arn: `arn:aws:codebuild:${region}:${account}:build/${key}`,
    artifacts: { location: `arn:aws:s3:::example-artifacts/${uuid}`, md5sum: '', sha256sum: '' },
    buildComplete: !isRunning(key),
    buildNumber: toNumber(key),
    buildStatus: isRunning(key) ? 'IN_PROGRESS' : 'SUCCEEDED',
    cache: { type: 'NO_CACHE' },
    currentPhase: isRunning(key) ? 'BUILD' : 'COMPLETED',
    encryptionKey: `arn:aws:kms:${region}:${account}:alias/aws/s3`,
    endTime: isRunning(key) ? undefined : started + 101.5,
    environment: {
      computeType: 'BUILD_GENERAL1_SMALL',
      environmentVariables: [
        { name: 'NPM_TOKEN', type: 'PARAMETER_STORE', value: 'npm-token' },
        { name: 'DEPLOY_KEY', type: 'PLAINTEXT', value: 'not-a-real-key' },
      ],
      image: 'aws/codebuild/amazonlinux2-x86_64-standard:5.0',
      imagePullCredentialsType: 'CODEBUILD',
      privilegedMode: false,
      type: 'LINUX_CONTAINER',
    },
    id: key,
    initiator: 'codepipeline/example-web',
    logs: {
      cloudWatchLogs: { status: 'ENABLED' },
      deepLink: `https://console.aws.amazon.com/cloudwatch/home?region=${region}#logEvent:${uuid}`,
      groupName: `/aws/codebuild/${project}`,
      s3Logs: { status: 'DISABLED' },
      streamName: uuid,
    },
    phases,
    projectName: project,
    queuedTimeoutInMinutes: 480,
    resolvedSourceVersion: '9b1c0f4d2e6a7788c0ffee00aa11bb22cc33dd44',
    secondaryArtifacts: [],
    secondarySources: [],
    serviceRole: `arn:aws:iam::${account}:role/codebuild-web`,
    source: {
      buildspec: 'buildspec.yml',
      gitCloneDepth: 1,
      location: 'https://github.com/example/web',
      type: 'GITHUB',
    },
    sourceVersion: 'refs/heads/main',
    startTime: started,
    timeoutInMinutes: 60,
  };
}

/** As the provider does: more than a hundred are refused. */
function describe(operation, keys, toBody) {
  return keys.length > jobsPerCall
    ? { operation, status: 400, body: JSON.stringify({ message: `at most ${jobsPerCall}, but got ${keys.length}` }) }
    : { operation, body: JSON.stringify(toBody(keys)) };
}

const answers = {
  awsbatch: {
    '/v1/describejobs': ({ jobs }) => describe('DescribeJobs', jobs, (keys) => ({ jobs: keys.map(toBatchJob) })),
    '/v1/describejobqueues': () => ({
      operation: 'DescribeJobQueues',
      body: JSON.stringify({ jobQueues: [{ jobQueueName: 'nightly', jobQueueArn: 'example', state: 'ENABLED' }] }),
    }),
    '/v1/listjobs': (_input, listed) => ({
      operation: 'ListJobs',
      body: JSON.stringify({ jobSummaryList: listKeys(listed).map((key) => toSummary(toBatchJob(key))) }),
    }),
  },
  codebuild: {
    BatchGetBuilds: ({ ids }) => describe('BatchGetBuilds', ids, (keys) => ({ builds: keys.map(toBuild) })),
    ListBuilds: (_input, listed) => ({
      operation: 'ListBuilds',
      body: JSON.stringify({ ids: listKeys(listed).map((key) => `${project}:${key}`) }),
    }),
  },
};

function toSummary({ jobArn, jobDefinition, jobId, jobName, status, statusReason, createdAt, startedAt, stoppedAt }) {
  return { jobArn, jobDefinition, jobId, jobName, status, statusReason, createdAt, startedAt, stoppedAt };
}

function listKeys(listed) {
  return Array.from({ length: listed }, (_, number) => toUuid(number));
}

/** What the provider answers, with the name of the operation. @param listed how many jobs a list holds */
export function toAnswer(provider, { path, head, body, listed }) {
  const target = provider === 'awsbatch' ? path : /\r\nx-amz-target: *CodeBuild_20161006\.(\w+)/i.exec(head)?.[1];
  return answers[provider][target](JSON.parse(body || '{}'), listed);
}

export const contentTypes = { awsbatch: 'application/json', codebuild: 'application/x-amz-json-1.1' };
