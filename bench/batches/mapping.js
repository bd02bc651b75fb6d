/** From a job of AWS Batch or a build of CodeBuild to the graph, as one would write it by hand. */

function toTime(milliseconds) {
  return milliseconds === undefined || milliseconds === null ? null : new Date(milliseconds).toISOString();
}

function toSeconds(seconds) {
  return seconds === undefined || seconds === null ? null : toTime(seconds * 1000);
}

const jobStatuses = { SUBMITTED: 'QUEUED', PENDING: 'QUEUED', RUNNABLE: 'QUEUED', STARTING: 'QUEUED' };
const buildStatuses = { IN_PROGRESS: 'RUNNING', STOPPED: 'CANCELLED', FAULT: 'FAILED' };

const toEntries = (map) => Object.entries(map ?? {}).map(([key, value]) => ({ key, value }));
const byKey = (one, other) => (one.key < other.key ? -1 : 1);

export const toNode = {
  awsbatch: (id, job) => ({
    __typename: 'AwsBatchJob',
    id,
    providerJobId: job.jobId,
    status: jobStatuses[job.status] ?? job.status,
    rawStatus: job.status,
    statusMessage: job.statusReason,
    createdAt: toTime(job.createdAt),
    endedAt: toTime(job.stoppedAt),
    queueName: job.jobQueue.slice(job.jobQueue.lastIndexOf('/') + 1),
    jobDefinition: job.jobDefinition,
    attempts: job.attempts.map(({ container, stoppedAt }) => ({
      exitCode: container.exitCode,
      endedAt: toTime(stoppedAt),
      logStreamName: container.logStreamName,
    })),
    containers: [{ image: job.container.image, exitCode: job.container.exitCode }],
    resources: job.container.resourceRequirements.map(({ type, value }) => ({ key: type, value })).sort(byKey),
    tags: toEntries(job.tags).sort(byKey),
  }),

  codebuild: (id, build) => ({
    __typename: 'CodeBuildBuild',
    id,
    providerJobId: build.id,
    status: buildStatuses[build.buildStatus] ?? build.buildStatus,
    rawStatus: build.buildStatus,
    statusMessage: null,
    createdAt: toSeconds(build.startTime),
    endedAt: toSeconds(build.endTime),
    projectName: build.projectName,
    buildNumber: String(build.buildNumber),
    currentPhase: build.currentPhase,
    phases: build.phases.map(({ phaseType, phaseStatus, durationInSeconds }) => ({
      type: phaseType,
      status: phaseStatus === undefined ? null : (buildStatuses[phaseStatus] ?? phaseStatus),
      rawStatus: phaseStatus,
      durationSeconds: durationInSeconds,
    })),
    environment: { image: build.environment.image, computeType: build.environment.computeType },
    artifact: { location: build.artifacts.location },
    logs: { groupName: build.logs.groupName, streamName: build.logs.streamName, url: build.logs.deepLink },
  }),
};
