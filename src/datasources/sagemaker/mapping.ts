import type { JobFailure, JobRecord, JobStatus } from '../../provider/contract/job.ts';
import { createRows, type SaidFacts } from '../../provider/contract/rows.ts';
import { toEntrySecrets, toSecrets } from '../../provider/contract/secrets.ts';
import {
  toDerivedStatus,
  toStartedAt,
  toStatus,
  toStatusWords,
  type StatusFacts,
} from '../../provider/contract/status.ts';
import type { SageMakerInputFacts, SageMakerTrainingJobFacts } from './facts.generated.ts';
import { readTrainingJobSummary, type Input, type TrainingJob, type TrainingJobSummary } from './wire.ts';

const statusWords = toStatusWords({
  InProgress: 'RUNNING',
  Completed: 'SUCCEEDED',
  Failed: 'FAILED',
  Stopping: 'CANCELLING',
  Stopped: 'CANCELLED',
  Deleting: 'CANCELLING',
});

/** What a secondary status makes of a status. AWS may add words: others decide nothing. */
const refinements: ReadonlyMap<string | null, ReadonlyMap<string | null, JobStatus>> = new Map([
  ['InProgress', toStatusWords({ Starting: 'QUEUED', Pending: 'QUEUED' })],
  ['Stopped', toStatusWords({ MaxRuntimeExceeded: 'TIMED_OUT', MaxWaitTimeExceeded: 'TIMED_OUT' })],
]);

/** Statuses that mean the same with every secondary status. */
const plainStatuses: ReadonlySet<string | null> = new Set(['Completed', 'Failed', 'Stopping', 'Deleting']);

function toTrainingStatus({ trainingJobStatus, secondaryStatus }: TrainingJobSummary): StatusFacts {
  const refined = refinements.get(trainingJobStatus)?.get(secondaryStatus);
  return refined === undefined ? toStatus(statusWords, trainingJobStatus) : toDerivedStatus(refined, trainingJobStatus);
}

/** Maps a described job to its facts and secrets. */
export function toTrainingJobRecord(job: TrainingJob): JobRecord<SageMakerTrainingJobFacts> {
  const { shown, environment } = job;
  const status = toTrainingStatus(job);
  const image = shown.algorithm?.image || null;
  const parts = [job.containerEntrypoint, job.containerArguments];
  const command = parts.every((part) => part === null) ? null : parts.flatMap((part) => part ?? []);
  return {
    facts: {
      ...toSummaryFacts(job),
      kind: toKind(job),
      ...status,
      statusMessage: job.failureReason || (shown.transitions?.findLast(({ message }) => message)?.message ?? null),
      startedAt: toStartedAt(status, job.trainingStartTime),
      endedAt: toEndedAt(status, job),
      failures: toFailures(status.status, job),
      ...shown,
      containers: image === null ? null : [{ name: null, image, exitCode: null, reason: null, logStreamName: null }],
      environmentVariables:
        environment?.map(({ key }) => ({ name: key, valueFrom: null, type: null, container: null })) ?? null,
      inputs: job.inputs?.map(toInput) ?? null,
    },
    secrets: {
      ...toSecrets({ hyperParameters: job.hyperParameters }),
      ...(image === null ? {} : toEntrySecrets('containers.command', [command])),
      ...toEntrySecrets(
        'environmentVariables.value',
        environment?.map(({ value }) => value),
      ),
    },
  };
}

/** The rows of ListTrainingJobs. */
export const trainingJobRows = createRows(toRowFacts, [readTrainingJobSummary({ TrainingJobName: '' })]);

/** Older rows have no secondary status: what depends on it only a describe says. */
function toRowFacts(row: TrainingJobSummary): SaidFacts<SageMakerTrainingJobFacts> {
  const facts = toSummaryFacts(row);
  const { secondaryStatus } = row;
  if (!secondaryStatus && !plainStatuses.has(row.trainingJobStatus)) return facts;
  const status = toTrainingStatus(row);
  const hasFailed = status.status === 'FAILED' || status.status === 'TIMED_OUT';
  return {
    ...facts,
    ...status,
    endedAt: toEndedAt(status, row),
    ...(secondaryStatus ? { secondaryStatus } : {}),
    ...(hasFailed ? {} : { failures: [] }),
  };
}

type SummaryNames =
  'providerJobId' | 'name' | 'definition' | 'createdAt' | 'updatedAt' | 'progress' | 'consoleUrl' | 'arn';

/** What every row says, and a describe. */
function toSummaryFacts(job: TrainingJobSummary): Pick<SageMakerTrainingJobFacts, SummaryNames> {
  return {
    providerJobId: job.trainingJobName,
    name: job.trainingJobName,
    definition: null,
    createdAt: job.creationTime,
    updatedAt: job.lastModifiedTime,
    // Steps of an epoch are no pieces of equal work that fail or succeed.
    progress: null,
    consoleUrl: null,
    arn: job.arn,
  };
}

function toEndedAt({ isTerminal }: StatusFacts, job: TrainingJobSummary): string | null {
  return isTerminal ? (job.trainingEndTime ?? job.lastModifiedTime) : null;
}

/** The algorithm's name; else that of the image, without registry, digest and tag; else what a serverless job does. */
function toKind({ shown: { algorithm }, serverlessJobType }: TrainingJob): string | null {
  const image = toLastPart(algorithm?.image)?.replace(/@.*$/s, '').replace(/:.*$/s, '');
  return toLastPart(algorithm?.name) || image || serverlessJobType;
}

function toLastPart(path: string | null | undefined): string | undefined {
  return path?.slice(path.lastIndexOf('/') + 1);
}

/** For example `AlgorithmError: …`. */
const codeOfReason = /^[A-Za-z]{1,60}Error(?=:)/;

function toFailures(status: JobStatus, { failureReason, secondaryStatus }: TrainingJob): readonly JobFailure[] {
  if (status !== 'FAILED' && status !== 'TIMED_OUT') return [];
  const [code = status === 'TIMED_OUT' ? secondaryStatus : 'Failed'] = codeOfReason.exec(failureReason ?? '') ?? [];
  return [{ code, message: failureReason, subject: null }];
}

function toInput({ channel, contentType, s3Uri, s3Type, ...files }: Input): SageMakerInputFacts {
  const { fileSystemId, directoryPath, fileSystemType } = files;
  const path = fileSystemId && directoryPath ? `${fileSystemId}:${directoryPath}` : null;
  return { channel, location: s3Uri || path, type: s3Type || fileSystemType, contentType };
}
