import {
  isTerminal,
  type JobFacts,
  type JobFailure,
  type JobProgress,
  type JobRecord,
  type JobStatus,
} from '../../job.ts';
import { toProgress } from '../../provider/progress.ts';
import { toEntrySecrets, toSecrets } from '../../provider/secrets.ts';
import { toStatus, type StatusWords } from '../../provider/status.ts';
import type { AwsBatchArrayFacts, AwsBatchAttemptFacts, AwsBatchFacts, AwsBatchMultiNodeFacts } from './facts.ts';
import type { ArrayProperties, Attempt, JobDetail, JobSummary, MultiNode } from './wire.ts';

/** A job that is starting pulls its image: its work has not begun. */
const statusWords: StatusWords = new Map([
  ['SUBMITTED', 'QUEUED'],
  ['PENDING', 'QUEUED'],
  ['RUNNABLE', 'QUEUED'],
  ['STARTING', 'QUEUED'],
  ['RUNNING', 'RUNNING'],
  ['SUCCEEDED', 'SUCCEEDED'],
  ['FAILED', 'FAILED'],
]);

export function toAwsBatchRecord(job: JobDetail): JobRecord<AwsBatchFacts> {
  const { containers } = job;
  const variables = containers?.flatMap(({ name, environment }) =>
    environment.map((one) => ({ ...one, container: name })),
  );
  return {
    facts: {
      ...toCommonFacts(job, job),
      queueName: toLastPart(job.jobQueue),
      priority: job.schedulingPriority,
      maxAttempts: job.maxAttempts,
      attemptTimeoutSeconds: job.attemptDurationSeconds,
      attempts: (orAbsent(job.attempts) ?? orAbsent(job.eksAttempts) ?? job.attempts)?.map(toAttempt) ?? null,
      array: toArray(job.arrayProperties),
      multiNode: toMultiNode(job.multiNode),
      dependsOn: job.dependsOn,
      containers: containers?.map(({ command: _, environment: __, ...open }) => open) ?? null,
      environmentVariables:
        variables?.map(({ name, valueFrom, container }) => ({ name, valueFrom, type: null, container })) ?? null,
      resources: job.resourceRequirements,
      roleArn: job.jobRoleArn,
      executionRoleArn: job.executionRoleArn,
      platforms: job.platformCapabilities,
      tags: job.tags,
    },
    secrets: {
      ...toSecrets({ parameters: job.parameters }),
      ...toEntrySecrets(
        'containers.command',
        containers?.map(({ command }) => command),
      ),
      ...toEntrySecrets(
        'environmentVariables.value',
        variables?.map(({ value }) => value),
      ),
    },
  };
}

/**
 * The facts of a list row; those that it does not contain are null.
 * @param queue the queue that was listed, by name or ARN
 */
export function toAwsBatchRowFacts(row: JobSummary, queue: string | null): AwsBatchFacts {
  return {
    ...toCommonFacts(row, { isCancelled: null, isTerminated: null, attempts: null }),
    queueName: toLastPart(queue),
    priority: null,
    maxAttempts: null,
    attemptTimeoutSeconds: null,
    attempts: null,
    array: null,
    multiNode: null,
    dependsOn: null,
    containers: null,
    environmentVariables: null,
    resources: null,
    roleArn: null,
    executionRoleArn: null,
    platforms: null,
    tags: null,
  };
}

/** What a row contains of a job, except one that failed (it may have been cancelled) and the parent of an array. */
const factsOfPlainRows: readonly string[] = [
  'status',
  'rawStatus',
  'statusSource',
  'isTerminal',
  'endedAt',
  'progress',
  'failures',
];

/** The facts that this row contains in addition to those that every row contains. */
export function listFactsOfRow(row: JobSummary): readonly string[] {
  return row.status === 'FAILED' || isParent(row) ? [] : factsOfPlainRows;
}

type CommonFacts = Pick<AwsBatchFacts, keyof JobFacts | 'arn' | 'definition' | 'shareIdentifier' | 'startedAt'>;

/** What only a describe says about the end of a job. */
type EndOfJob = Pick<JobDetail, 'isCancelled' | 'isTerminated' | 'attempts'>;

function toCommonFacts(job: JobSummary, end: EndOfJob): CommonFacts {
  const status = toBatchStatus(job, end);
  return {
    providerJobId: job.jobId,
    name: job.jobName,
    kind: withoutRevision(toLastPart(job.jobDefinition)),
    ...status,
    statusMessage: job.statusReason,
    createdAt: job.createdAt,
    // The provider does not report when a job last changed.
    updatedAt: null,
    endedAt: isTerminal(status.status) ? job.stoppedAt : null,
    progress: toArrayProgress(job.arrayProperties),
    failures: toFailures(status.status, job, end),
    consoleUrl: null,
    arn: job.jobArn,
    definition: job.jobDefinition,
    shareIdentifier: job.shareIdentifier,
    startedAt: job.startedAt,
  };
}

function toBatchStatus(
  job: JobSummary,
  { isCancelled, isTerminated }: EndOfJob,
): Pick<JobFacts, 'status' | 'rawStatus' | 'statusSource'> {
  const derived = (status: JobStatus): ReturnType<typeof toBatchStatus> => ({
    status,
    rawStatus: job.status,
    statusSource: 'DERIVED',
  });
  const count = (word: string): number => (isParent(job) && readCount(job.arrayProperties, word)) || 0;
  // An array's parent stays PENDING while its children run.
  if (job.status === 'PENDING' && ['RUNNING', 'SUCCEEDED', 'FAILED'].some((word) => count(word) > 0))
    return derived('RUNNING');
  // Batch has no separate word for a job that was cancelled.
  if (job.status === 'FAILED' && (isCancelled === true || isTerminated === true)) return derived('CANCELLED');
  if (job.status === 'FAILED' && count('SUCCEEDED') > 0) return derived('PARTIALLY_SUCCEEDED');
  return toStatus(statusWords, job.status);
}

function isParent({ arrayProperties }: JobSummary): boolean {
  return arrayProperties !== null && arrayProperties.size !== null;
}

/** Null if nothing was counted; 0 for a word that is missing. */
function readCount(array: ArrayProperties | null, word: string): number | null {
  const counts = array?.statusSummary ?? null;
  return counts && (counts.find(({ status }) => status === word)?.count ?? 0);
}

function toArrayProgress(array: ArrayProperties | null): JobProgress | null {
  if (array === null || array.size === null) return null;
  const toCount = (count: number | null): bigint | null => (count === null ? null : BigInt(count));
  return toProgress(BigInt(array.size), toCount(readCount(array, 'SUCCEEDED')), toCount(readCount(array, 'FAILED')));
}

/** For example `CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY - …`. */
const codeOfReason = /^[A-Z]+:[A-Z_]+/;

function toFailures(status: JobStatus, { statusReason }: JobSummary, { attempts }: EndOfJob): readonly JobFailure[] {
  if (status !== 'FAILED' && status !== 'PARTIALLY_SUCCEEDED') return [];
  const [code = 'FAILED'] = codeOfReason.exec(statusReason ?? '') ?? [];
  return [{ code, message: attempts?.at(-1)?.reason || statusReason, subject: null }];
}

function toAttempt({ stoppedAt, ...attempt }: Attempt): AwsBatchAttemptFacts {
  return { ...attempt, endedAt: stoppedAt };
}

function toArray(array: ArrayProperties | null): AwsBatchArrayFacts | null {
  if (array === null || (array.size === null && array.index === null)) return null;
  const { size, index, statusSummary, statusSummaryLastUpdatedAt } = array;
  return { size, index, statusCounts: statusSummary, countedAt: statusSummaryLastUpdatedAt };
}

function toMultiNode(nodes: MultiNode | null): AwsBatchMultiNodeFacts | null {
  if (nodes === null) return null;
  const { nodeIndex, isMainNode, numNodes, mainNode } = nodes;
  return { nodeIndex, isMainNode, nodeCount: numNodes, mainNodeIndex: mainNode };
}

/** The name in an ARN; a plain name unchanged. */
function toLastPart(arn: string | null): string | null {
  return arn && arn.slice(arn.lastIndexOf('/') + 1);
}

/** Cuts the revision: `resize:7`. */
function withoutRevision(definition: string | null): string | null {
  const [revision] = definition?.split(':').slice(-1) ?? [];
  if (definition === null || !revision || revision === definition || notDigit.test(revision)) return definition;
  return definition.slice(0, -revision.length - 1);
}

const notDigit = /[^0-9]/;

/** An empty list counts as absent. */
function orAbsent<Item>(list: readonly Item[] | null): readonly Item[] | null {
  return list?.length === 0 ? null : list;
}
